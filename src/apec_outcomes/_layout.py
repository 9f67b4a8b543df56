"""Which files a dataset stands in, and what each of them holds."""

import errno
import os
from collections.abc import Collection

from apec_outcomes._formats import FORMATS, format_of
from apec_outcomes.dataset import COLLECTIONS
from apec_outcomes.errors import InvalidRecordError, Problem

__all__ = ["ENDINGS", "HEAD", "OF_A_YEAR", "VOCABULARIES", "files_at", "parts_of", "year_of"]

VOCABULARIES = {
    "economies.json": "economies",
    "fora.json": "fora",
    "themes.json": "themes",
    "host-years.json": "host_years",
}
HEAD = "dataset.json"
OF_A_YEAR = ("meetings", "outcomes", "calendar")
ENDINGS = f"a file that ends in one of .{', .'.join(FORMATS)}"


def files_at(path: str) -> list[str]:
    """Return the dataset files at a path, in order."""
    if not os.path.exists(path):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
    if not os.path.isdir(path):
        return [path]
    names = [
        os.path.join(path, name) for name in sorted(os.listdir(path)) if format_of(name) and name[0] != "."
    ]
    names = [name for name in names if os.path.isfile(name)]
    if not names:
        raise InvalidRecordError([Problem("$", "no dataset file in this folder", ENDINGS, path)])
    return names


def parts_of(name: str) -> Collection[str]:
    """Return the collections that a file of this name can hold: one of a year, one vocabulary, or any."""
    if year_of(name) is not None:
        return (*OF_A_YEAR, "sources")
    return (VOCABULARIES[name], "sources") if name in VOCABULARIES else COLLECTIONS


def year_of(name: str) -> int | None:
    """Return the year that a file is named by, or none."""
    stem = os.path.splitext(name)[0]
    return int(stem) if len(stem) == 4 and stem.isascii() and stem.isdecimal() else None
