"""Records as plain builtins, and as text in each format.

`converters` has the functions, `hooks` what each type takes, `problems` the errors, `formats` the texts,
`document` a dataset as one document. Nothing is imported here, since cattrs takes as long to import as a
dataset file to read.
"""
