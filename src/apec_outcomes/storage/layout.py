"""The files of a dataset, and the records in each of them.

The canonical folder has a file for each vocabulary and for each year. A source is in the first file whose
records refer to it, with vocabularies before years.
"""

import errno
import os
from collections.abc import Collection
from typing import Any

from apec_outcomes.errors import InvalidRecordError, Problem
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.model._dataset import AllRecords
from apec_outcomes.model._fields import cited
from apec_outcomes.serialization.formats import FILE_EXTENSIONS, format_of

__all__ = [
    "EXPECTED_FILE",
    "HEAD",
    "YEARLY",
    "collections_in",
    "files_at",
    "is_written",
    "records_by_file",
    "year_of",
]

HEAD = "dataset.json"
"""The file with the version of a dataset."""

_REST = "sources.json"
"""The file with the sources that no record refers to."""

_VOCABULARIES = {row.file: name for name, row in COLLECTIONS.items() if row.file}
"""The collection of each file that has only one."""

YEARLY = tuple(name for name, row in COLLECTIONS.items() if row.is_yearly)
"""The collections whose records are in the files of years."""

EXPECTED_FILE = f"a file with one of the extensions {', '.join(FILE_EXTENSIONS)}"
"""A description of dataset files, for messages."""

_MISSING = (
    "no such file or folder; expected a dataset file or a folder of them; "
    "without a path, load() and apec-outcomes use the bundled dataset"
)


def files_at(path: str) -> list[str]:
    """Return the dataset files at a path, in order.

    Raises
    ------
    FileNotFoundError
        If the path does not exist.
    InvalidRecordError
        If it is a folder without dataset files.
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
        raise InvalidRecordError([Problem("$", "no dataset file in this folder", EXPECTED_FILE, path)])
    return names


def collections_in(name: str) -> Collection[str]:
    """Return the valid collections of a file with this name: those of a year, one vocabulary, or all."""
    if year_of(name) is not None:
        return (*YEARLY, "sources")
    return (_VOCABULARIES[name], "sources") if name in _VOCABULARIES else COLLECTIONS


def records_by_file(dataset: AllRecords) -> dict[str, dict[str, list[Any]]]:
    """Return the records of each file of the canonical folder, by collection."""
    files: dict[str, dict[str, list[Any]]] = {
        file: {name: list(getattr(dataset, name))} for file, name in _VOCABULARIES.items()
    }
    for name in YEARLY:
        for record in getattr(dataset, name):
            files.setdefault(f"{record.year:04}.json", {}).setdefault(name, []).append(record)
    left = {source.id: source for source in dataset.sources}
    for file in (*_VOCABULARIES, *sorted(files.keys() - _VOCABULARIES.keys())):
        keys = {key for records in files[file].values() for record in records for key in cited(record)}
        files[file]["sources"] = [left.pop(key) for key in sorted(keys) if key in left]
    files[_REST] = {"sources": list(left.values())}
    return {file: records for file, records in files.items() if any(records.values())}


def is_written(name: str) -> bool:
    """Return whether the canonical folder can contain a file with this name."""
    is_yearly = name.endswith(".json") and year_of(name) is not None
    return is_yearly or name in (HEAD, _REST, *_VOCABULARIES)


def year_of(name: str) -> int | None:
    """Return the year that is the name of a file, or None."""
    stem = os.path.splitext(name)[0]
    return int(stem) if len(stem) == 4 and stem.isascii() and stem.isdecimal() else None
