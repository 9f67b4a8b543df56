"""The files of a dataset, and the collections that each of them holds."""

import errno
import os
from collections.abc import Collection

from apec_outcomes.errors import InvalidRecordError, Problem
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.serialization.formats import FILE_FORMATS, format_of

__all__ = ["ENDINGS", "HEAD", "REST", "VOCABULARIES", "YEARLY", "collections_in", "files_at", "year_of"]

HEAD = "dataset.json"
"""The file with the version of a dataset."""

REST = "sources.json"
"""The file with the sources that no record names."""

VOCABULARIES = {row.file: name for name, row in COLLECTIONS.items() if row.file}
"""The collection that each file of its own holds."""

YEARLY = tuple(name for name, row in COLLECTIONS.items() if row.is_yearly)
"""The collections whose records are in files of a year each."""

ENDINGS = f"a file that ends in one of .{', .'.join(FILE_FORMATS)}"

_MISSING = (
    "no such file or folder; expected a dataset file or a folder of them; "
    "without a path, load() and apec-outcomes use the bundled dataset"
)


def files_at(path: str) -> list[str]:
    """Return the dataset files at a path, in order.

    Raises
    ------
    FileNotFoundError
        If nothing is there.
    InvalidRecordError
        If it is a folder without any dataset file.
    """
    if not os.path.exists(path):
        raise FileNotFoundError(errno.ENOENT, _MISSING, path)
    if not os.path.isdir(path):
        return [path]
    names = [
        os.path.join(path, name) for name in sorted(os.listdir(path)) if format_of(name) and name[0] != "."
    ]
    names = [name for name in names if os.path.isfile(name)]
    if not names:
        raise InvalidRecordError([Problem("$", "no dataset file in this folder", ENDINGS, path)])
    return names


def collections_in(name: str) -> Collection[str]:
    """Return the collections that a file of this name can hold: those of a year, one vocabulary, or any."""
    if year_of(name) is not None:
        return (*YEARLY, "sources")
    return (VOCABULARIES[name], "sources") if name in VOCABULARIES else COLLECTIONS


def year_of(name: str) -> int | None:
    """Return the year that is the name of a file, or None."""
    stem = os.path.splitext(name)[0]
    return int(stem) if len(stem) == 4 and stem.isascii() and stem.isdecimal() else None
