"""Lazy reading of dataset files that are assumed to be valid.

It does not use cattrs, whose import takes as long as the reading of a file, and whose checks are not needed.
If a value is invalid, the file is read again strictly, to report the problem.
"""

import errno
import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import StrEnum
from functools import cache, partial
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from apec_outcomes.dates import DateSpan
from apec_outcomes.dates.span import remembered_span
from apec_outcomes.errors import DateParseError
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.model._fields import Kind, fields_of
from apec_outcomes.model._maker import maker
from apec_outcomes.serialization.upgrades import up_to_date
from apec_outcomes.storage.current import consistently
from apec_outcomes.storage.layout import HEAD, collections_in, files_at

if TYPE_CHECKING:
    from apec_outcomes.serialization.document import DatasetDocument

__all__ = ["LazyDataset", "open_lazily", "trusting_maker"]

T = TypeVar("T")


class LazyDataset(NamedTuple):
    """A dataset whose collections are read when they are first needed."""

    version: str | None
    as_of: DateSpan | None
    records: Mapping[str, Callable[[], tuple[Any, ...]]]


def open_lazily(path: str) -> LazyDataset:
    """Return the dataset of a file or folder, to be read when it is needed."""
    names = consistently(path, files_at)
    files = [_File(name, alone=name == path) for name in names]
    heads = [file for file in files if os.path.basename(file.name) == HEAD] or files
    version = next(filter(None, (head.part("version", str.__str__) for head in heads)), None)
    as_of = next(filter(None, (head.part("as_of", DateSpan.from_edtf) for head in heads)), None)
    records = {name: partial(_records_in, files, name) for name in COLLECTIONS}
    return LazyDataset(version, as_of, records)


def _records_in(files: list["_File"], collection: str) -> tuple[Any, ...]:
    return tuple(
        chain.from_iterable(file.records(collection) for file in files if collection in file.collections)
    )


class _File:
    """A file of a dataset, parsed when it is first needed.

    No lock is held while records are made: if several threads make the same records, all get those of the
    thread that finished first.
    """

    def __init__(self, name: str, *, alone: bool) -> None:
        self.name = name
        self.collections = COLLECTIONS if alone else collections_in(os.path.basename(name))
        self._parsed: dict[str, dict[str, Any]] = {}
        self._made: dict[str, tuple[Any, ...]] = {}

    def part(self, name: str, read: Callable[[str], T]) -> T | None:
        """Return the version of the dataset, or its `as_of`."""
        found = self._data().get(name)
        try:
            return None if found is None else read(found)
        except (TypeError, DateParseError):
            return getattr(self._read_strictly(name), name)  # type: ignore[no-any-return]

    def records(self, collection: str) -> tuple[Any, ...]:
        """Return the records of a collection. Their data are discarded when they are made."""
        data = self._data()
        builtins = data.get(collection, ())
        # The data are read first: records are stored before their data are discarded.
        if collection not in self._made:
            try:
                made = tuple(map(trusting_maker(COLLECTIONS[collection].cls), builtins))
                hash(tuple(map(attrgetter(COLLECTIONS[collection].key), made)))
            except Exception:
                # A value is invalid.
                made = getattr(self._read_strictly(collection), collection)
            self._made.setdefault(collection, made)
            data.pop(collection, None)
        return self._made[collection]

    def _data(self) -> dict[str, Any]:
        """Return the data of the file, without those of records that were already made."""
        found = self._parsed.get("data")
        if found is None:
            data = up_to_date(self._parse(), self.name)
            if not isinstance(data, dict) or type(data.get("schema")) is not int:
                self._read_strictly("schema")  # reports the problem
            found = self._parsed.setdefault("data", dict(data))
        return found

    def _parse(self) -> Any:
        if not os.path.exists(self.name):
            message = "removed or replaced since the dataset was opened; load it again"
            raise FileNotFoundError(errno.ENOENT, message, self.name)
        if self.name.endswith(".json"):
            with suppress(ValueError, RecursionError), open(self.name, "rb") as file:
                return json.loads(file.read().decode())
        from apec_outcomes.storage.reading import parse_file

        return parse_file(self.name)

    def _read_strictly(self, *parts: str) -> "DatasetDocument":
        from apec_outcomes.storage.reading import read_file

        return read_file(self.name, *parts)


def trusting_maker(cls: type) -> Callable[[Mapping[str, Any]], Any]:
    """Return a function that makes a record from valid data."""
    return _trusting_maker(cls)


@cache
def _trusting_maker(cls: type) -> Callable[[Mapping[str, Any]], Any]:
    return maker(cls, {field.name: _reader(field.kind) for field in fields_of(cls)})


def _reader(kind: Kind) -> Callable[[Any], Any] | None:
    """Return a function that makes a value of this kind, or None if the data need no conversion."""
    read: Callable[[Any], Any] | None = None
    if kind.record:
        read = trusting_maker(kind.record)
    elif kind.cls is DateSpan:
        read = remembered_span
    elif issubclass(kind.cls, StrEnum):
        members: Mapping[Any, Any] = kind.cls._value2member_map_
        read = members.__getitem__
    if not kind.many:
        return read
    return tuple if read is None else lambda values: tuple(map(read, values))
