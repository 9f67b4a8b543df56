"""Records as plain built-in types, and as text in each format.

- `converters`: the public functions
- `hooks`: hooks of cattrs for reading and writing each type
- `own_types`: hooks for reading types that only users' classes have
- `problems`: errors of cattrs as problems with paths
- `formats`: the names and libraries of the text formats
- `texts`: text in each format, by `json`, `yaml`, `toml` and `binary`
- `document`, `upgrades`: a dataset as one document, and its schema versions

Nothing is imported here, as the import of cattrs takes as long as the reading of a dataset file.
"""
