"""Reading datasets: one file in any format, or a folder of them, strictly or by need."""

import errno
import json
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from threading import RLock
from typing import Any

from apec_outcomes._contents import Contents, dataset_of, refuse_newer
from apec_outcomes._formats import FORMATS, format_of, read_text
from apec_outcomes._shelf import Page, paused_collector
from apec_outcomes.dataset import COLLECTIONS, SCHEMA_VERSION, Dataset
from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import DateParseError, InvalidRecordError, Problem, shown
from apec_outcomes.serialization import make_converter, structure, trusting_converter

__all__ = ["ENDINGS", "HEAD", "OF_A_YEAR", "VOCABULARIES", "open_unchecked", "read", "year_of"]

VOCABULARIES = {
    "economies.json": "economies",
    "fora.json": "fora",
    "themes.json": "themes",
    "host-years.json": "host_years",
}
HEAD = "dataset.json"


def read(path: str, beside: Dataset | None = None) -> Dataset:
    """Return the dataset in a file or folder, once all of it is checked.

    Raises
    ------
    InvalidRecordError
        With every problem, each with its file and path.
    """
    with paused_collector():
        found: list[tuple[str | None, Any]] = []
        problems: list[Problem] = []
        for name in _names(path):
            try:
                data = _parsed(name)
            except InvalidRecordError as error:
                problems += error.problems
            else:
                found.append((name, data))
                problems += _misfiled(data, name) if name != path else ()
        return dataset_of(found, beside=beside, problems=problems, converter=make_converter())


def _names(path: str) -> list[str]:
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


ENDINGS = f"a file that ends in one of .{', .'.join(FORMATS)}"


def _parsed(name: str) -> Any:
    form = format_of(name)
    if form is None:
        raise InvalidRecordError([Problem("$", "the ending of the name tells no format", ENDINGS, name)])
    with open(name, "rb") as file, _named(name):
        return read_text(file.read(), form)


def _trusted(name: str) -> Any:
    """Return what a file that was checked before holds, without a search for keys that stand twice."""
    if name.endswith(".json"):
        with suppress(ValueError), open(name, encoding="utf-8") as file:
            return json.load(file)
    return _parsed(name)


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Tell the file with each problem that arises in it."""
    try:
        yield
    except InvalidRecordError as error:
        told = [Problem(p.path, p.message, p.expected, p.file or name) for p in error.problems]
        raise InvalidRecordError(told) from error


def _misfiled(data: Any, name: str) -> Iterator[Problem]:
    """Yield what a file of a folder should not hold, since nobody would look for it there."""
    parts, year = _parts(os.path.basename(name)), year_of(os.path.basename(name))
    for collection in COLLECTIONS if isinstance(data, dict) else ():
        if collection in data and collection not in parts:
            yield Problem(
                f"$.{collection}", "stands in the wrong file", f"only {' and '.join(parts)} here", name
            )
    for collection in OF_A_YEAR if year is not None else ():
        records = data.get(collection) if isinstance(data, dict) else None
        for index, record in enumerate(records if isinstance(records, list) else ()):
            key = record.get("id") if isinstance(record, dict) else None
            if isinstance(key, str) and not key.removeprefix("cal-").startswith(f"{year:04}-"):
                expected = f"records of {year} in this file"
                yield Problem(
                    f"$.{collection}[{index}].id", f"{shown(key)} is of another year", expected, name
                )


def open_unchecked(path: str, beside: Dataset | None = None) -> Dataset:
    """Return the dataset in a file or folder, each of whose records is made when it is first asked for."""
    files = [_File(name, alone=name == path) for name in _names(path)]
    heads = [file for file in files if os.path.basename(file.name) == HEAD] or files
    version = next(filter(None, (head.text("version") for head in heads)), None)
    as_of = next(filter(None, (head.text("as_of") for head in heads)), None)
    pages = {
        collection: [
            Page(file.year, partial(file.take, collection)) for file in files if collection in file.parts
        ]
        for collection in COLLECTIONS
    }
    return Dataset._trusted(pages, version, DateSpan.from_edtf(as_of) if as_of else None, beside)


OF_A_YEAR = ("meetings", "outcomes", "calendar")


def _parts(name: str) -> Collection[str]:
    """Return the collections that a file of this name can hold: one of a year, one vocabulary, or any."""
    if year_of(name) is not None:
        return (*OF_A_YEAR, "sources")
    return (VOCABULARIES[name], "sources") if name in VOCABULARIES else COLLECTIONS


def year_of(name: str) -> int | None:
    """Return the year that a file is named by, or none."""
    stem = os.path.splitext(name)[0]
    return int(stem) if len(stem) == 4 and stem.isascii() and stem.isdecimal() else None


class _File:
    """A file of a dataset, parsed when it is first needed."""

    def __init__(self, name: str, *, alone: bool) -> None:
        self.name = name
        self.year = None if alone else year_of(os.path.basename(name))
        self.parts = COLLECTIONS if alone else _parts(os.path.basename(name))
        self._lock = RLock()
        self._data: dict[str, Any] | None = None

    def data(self) -> dict[str, Any]:
        """Return what the file holds, but for what was taken from it."""
        with self._lock:
            if self._data is None:
                data = _trusted(self.name)
                schema = data.get("schema") if isinstance(data, dict) else None
                if type(schema) is not int or schema > SCHEMA_VERSION:
                    self.made(data)  # tells what is wrong
                self._data = dict(data)
            return self._data

    def text(self, part: str) -> str | None:
        """Return the version, or how far the record reaches, as it is written."""
        found = self.data().get(part)
        try:
            if found is None or (isinstance(found, str) and (part == "version" or DateSpan.from_edtf(found))):
                return found
        except DateParseError:
            pass
        self.made({part: found})  # tells what is wrong
        return None

    def take(self, collection: str) -> tuple[Any, ...]:
        """Return the records of a collection, whose builtins are not kept."""
        with self._lock:
            found = self.data().get(collection, [])
            kind: Any = tuple.__class_getitem__((COLLECTIONS[collection], ...))
            try:
                records: tuple[Any, ...] = trusting_converter().structure(found, kind)
            except Exception:
                # It was not right after all: read it as strictly as any, to tell what is wrong and where.
                records = getattr(self.made({collection: found}), collection)
            self.data().pop(collection, None)
            return records

    def made(self, data: Any) -> Contents:
        """Return what the file holds, or this part of it, read strictly."""
        refuse_newer(data, self.name)
        with _named(self.name):
            return structure({"schema": SCHEMA_VERSION, **data} if isinstance(data, dict) else data, Contents)
