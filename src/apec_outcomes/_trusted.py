"""Datasets whose files were checked before: read by need, and made into records without a question.

cattrs takes as long to import as such a file to read, and checks what is right already. It comes in where
something proves to be wrong after all: then the file is read again as strictly as any.
"""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import StrEnum
from functools import cache, partial
from threading import RLock
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

import attrs

from apec_outcomes._layout import HEAD, files_at, parts_of, year_of
from apec_outcomes._shelf import Page
from apec_outcomes.dataset import COLLECTIONS, SCHEMA_VERSION, Dataset
from apec_outcomes.dates import DateSpan, remembered_span
from apec_outcomes.errors import DateParseError
from apec_outcomes.model._record import Record

if TYPE_CHECKING:
    from apec_outcomes._contents import Contents

__all__ = ["maker", "open_unchecked"]


def open_unchecked(path: str, beside: Dataset | None = None) -> Dataset:
    """Return the dataset in a file or folder, each of whose records is made when it is first asked for."""
    files = [_File(name, alone=name == path) for name in files_at(path)]
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


class _File:
    """A file of a dataset, parsed when it is first needed."""

    def __init__(self, name: str, *, alone: bool) -> None:
        self.name = name
        self.year = None if alone else year_of(os.path.basename(name))
        self.parts = COLLECTIONS if alone else parts_of(os.path.basename(name))
        self._lock = RLock()
        self._data: dict[str, Any] | None = None

    def data(self) -> dict[str, Any]:
        """Return what the file holds, but for what was taken from it."""
        with self._lock:
            if self._data is None:
                data = self._parsed()
                schema = data.get("schema") if isinstance(data, dict) else None
                if type(schema) is not int or schema > SCHEMA_VERSION:
                    self._strictly()  # tells what is wrong
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
        self._strictly(part)  # tells what is wrong
        return None

    def take(self, collection: str) -> tuple[Any, ...]:
        """Return the records of a collection, whose builtins are not kept."""
        with self._lock:
            data = self.data()
            try:
                records = tuple(map(maker(COLLECTIONS[collection]), data.get(collection, ())))
            except Exception:
                # It was not right after all.
                records = getattr(self._strictly(collection), collection)
            data.pop(collection, None)
            return records

    def _parsed(self) -> Any:
        if self.name.endswith(".json"):
            with suppress(ValueError, RecursionError), open(self.name, "rb") as file:
                return json.loads(file.read().decode())
        from apec_outcomes._files import parsed

        return parsed(self.name)

    def _strictly(self, *parts: str) -> "Contents":
        from apec_outcomes._files import contents_of

        return contents_of(self.name, *parts)


@cache
def maker(cls: type) -> Callable[[Mapping[str, Any]], Any]:
    """Return the function that makes a record out of its builtins."""
    fields = [(f.name, getattr(cls, f.name).__set__, _reader(f.type)) for f in attrs.fields(cls)]
    defaults = {f.name: f.default for f in attrs.fields(cls) if f.default is not attrs.NOTHING}

    def make(builtins: Mapping[str, Any]) -> Any:
        # Its slots are filled one by one, as unpickling does: that takes half as long as calling the class.
        record: Any = object.__new__(cls)
        for name, fill, read in fields:
            if name not in builtins:
                fill(record, defaults[name])
            elif read is None:
                fill(record, builtins[name])
            else:
                fill(record, read(builtins[name]))
        return record

    return make


def _reader(kind: Any) -> Callable[[Any], Any] | None:
    """Return the function that makes a value of this type, unless its builtin is one already."""
    inside = get_args(kind)
    if get_origin(kind) is tuple:
        read = _reader(inside[0])
        return tuple if read is None else lambda values: tuple(map(read, values))
    if get_origin(kind) is Annotated:
        return None
    if inside:  # or none
        return _reader(inside[0])
    if kind is DateSpan:
        return remembered_span
    if issubclass(kind, StrEnum):
        members: Mapping[Any, Any] = kind._value2member_map_
        return members.__getitem__
    return maker(kind) if issubclass(kind, Record) else None
