"""Records as plain builtins, and as text in each format.

- `converters`: the public functions
- `hooks`: the hooks of cattrs, which read and write each type
- `problems`: errors of cattrs as problems with paths
- `formats`: the names and libraries of the text formats
- `texts`: text in each format, by `json`, `yaml`, `toml` and `binary`
- `document`, `upgrades`: a dataset as one document, and the versions of its form

Nothing is imported here: importing cattrs takes as long as reading a dataset file.
"""
