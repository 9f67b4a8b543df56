"""Datasets as files: one file in any format, or a folder of them, read and written whole or not at all."""

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import RLock
from typing import Any

from apec_outcomes._checks import links
from apec_outcomes._contents import Contents, dataset_of
from apec_outcomes._formats import FORMATS, format_of, read_text, write_text
from apec_outcomes._shelf import Page, paused_collector
from apec_outcomes.dataset import COLLECTIONS, SCHEMA_VERSION, Dataset
from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import InvalidRecordError, Problem
from apec_outcomes.serialization import dumps, make_converter, structure, trusting_converter, unstructure

__all__ = ["layout", "open_unchecked", "read", "write", "write_file"]

_VOCABULARIES = {
    "economies.json": "economies",
    "fora.json": "fora",
    "themes.json": "themes",
    "host-years.json": "host_years",
}
_HEAD = "dataset.json"
_REST = "sources.json"
_README = "README.md"  # stays in a folder that is written anew


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
    if not names:
        raise InvalidRecordError([Problem("$", "no dataset file in this folder", _ENDINGS, path)])
    return names


_ENDINGS = f"a file that ends in one of .{', .'.join(FORMATS)}"


def _parsed(name: str) -> Any:
    form = format_of(name)
    if form is None:
        raise InvalidRecordError([Problem("$", "the ending of the name tells no format", _ENDINGS, name)])
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
    parts, year = _parts(os.path.basename(name)), _year(os.path.basename(name))
    for collection in COLLECTIONS if isinstance(data, dict) else ():
        if collection in data and collection not in parts:
            yield Problem(
                f"$.{collection}", "stands in the wrong file", f"only {' and '.join(parts)} here", name
            )
    for collection in _OF_A_YEAR if year is not None else ():
        records = data.get(collection) if isinstance(data, dict) else None
        for index, record in enumerate(records if isinstance(records, list) else ()):
            key = record.get("id") if isinstance(record, dict) else None
            if isinstance(key, str) and not key.removeprefix("cal-").startswith(f"{year:04}-"):
                expected = f"records of {year} in this file"
                yield Problem(f"$.{collection}[{index}].id", f"{key!r} is of another year", expected, name)


def open_unchecked(path: str, beside: Dataset | None = None) -> Dataset:
    """Return the dataset in a file or folder, each of whose records is made when it is first asked for."""
    files = [_File(name, alone=name == path) for name in _names(path)]
    head = next((file for file in files if os.path.basename(file.name) == _HEAD), files[0])
    version, as_of = head.take("version"), head.take("as_of")
    pages = {
        name: [Page(file.year, file.maker(name, cls)) for file in files if file.may_hold(name)]
        for name, cls in COLLECTIONS.items()
    }
    return Dataset._trusted(pages, version, as_of and DateSpan.from_edtf(as_of), beside)


_OF_A_YEAR = ("meetings", "outcomes", "calendar")


def _parts(name: str) -> Collection[str]:
    """Return the collections that a file of this name can hold: one of a year, one vocabulary, or any."""
    if _year(name) is not None:
        return (*_OF_A_YEAR, "sources")
    return (_VOCABULARIES[name], "sources") if name in _VOCABULARIES else COLLECTIONS


def _year(name: str) -> int | None:
    stem = os.path.splitext(name)[0]
    return int(stem) if len(stem) == 4 and stem.isascii() and stem.isdecimal() else None


class _File:
    """A file of a dataset, parsed when it is first needed."""

    def __init__(self, name: str, *, alone: bool) -> None:
        self.name = name
        self.year = None if alone else _year(os.path.basename(name))
        self._parts = COLLECTIONS if alone else _parts(os.path.basename(name))
        self._lock = RLock()
        self._data: dict[str, Any] | None = None

    def may_hold(self, collection: str) -> bool:
        return collection in self._parts

    def take(self, part: str) -> Any:
        """Return a part of the file, which is not kept."""
        with self._lock:
            if self._data is None:
                self._data = dict(_trusted(self.name))
            return self._data.pop(part, None)

    def maker(self, collection: str, cls: type) -> Callable[[], tuple[Any, ...]]:
        def make() -> tuple[Any, ...]:
            found = self.take(collection) or []
            try:
                records: tuple[Any, ...] = trusting_converter().structure(found, tuple[cls, ...])  # type: ignore[valid-type]
            except Exception:
                # It was not right after all: read it as strictly as any, to tell what is wrong and where.
                with _named(self.name):
                    records = getattr(
                        structure({"schema": SCHEMA_VERSION, collection: found}, Contents), collection
                    )
            return records

        return make


def write(dataset: Dataset, path: str) -> None:
    """Write a dataset to a file, or to a folder where the path has no ending."""
    if os.path.splitext(path)[1]:
        form = format_of(path)
        if form is None:
            raise ValueError(f"got {path!r}, whose ending tells no format; expected {_ENDINGS}, or a folder")
        text = write_text(unstructure(dataset), form, indent=2)
        write_file(path, text if isinstance(text, bytes) else (text.rstrip("\n") + "\n").encode())
    else:
        _write_folder(path, layout(dataset))


def write_file(path: str, data: bytes) -> None:
    """Put data beside the file and then in its place, in one step."""
    folder, name = os.path.split(os.path.abspath(path))
    handle, temporary = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, os.stat(path).st_mode & 0o777 if os.path.exists(path) else 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _write_folder(path: str, files: Mapping[str, str]) -> None:
    """Write a new folder beside the old one, and then change their names."""
    path = os.path.abspath(path)
    others = [name for name in os.listdir(path) if not format_of(name)] if os.path.isdir(path) else []
    strangers = [name for name in others if name != _README]
    if strangers:
        raise ValueError(
            f"{path!r} holds {strangers[0]!r}, no part of a dataset; expected a folder of its own"
        )
    temporary = tempfile.mkdtemp(prefix=f".{os.path.basename(path)}.", dir=os.path.dirname(path))
    fresh, old = os.path.join(temporary, "new"), os.path.join(temporary, "old")
    try:
        os.mkdir(fresh)
        for name, text in files.items():
            write_file(os.path.join(fresh, name), text.encode())
        for name in others:
            shutil.copy2(os.path.join(path, name), fresh)
        if os.path.isdir(path):
            os.rename(path, old)
        try:
            os.rename(fresh, path)
        except OSError:
            if os.path.isdir(old):
                os.rename(old, path)
            raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def layout(dataset: Dataset) -> dict[str, str]:
    """Return the text of each file of a dataset's folder, in the one formatting that it has.

    Vocabularies have a file each, and each year has one. A source stands in the first file that names it.
    """
    parts: dict[str, dict[str, list[Any]]] = {
        name: {collection: list(getattr(dataset, collection))} for name, collection in _VOCABULARIES.items()
    }
    for collection in _OF_A_YEAR:
        for record in getattr(dataset, collection):
            parts.setdefault(f"{record.year:04}.json", {}).setdefault(collection, []).append(record)
    waiting = dict(zip(dataset.sources.ids(), dataset.sources, strict=True))
    for part in (parts[name] for name in (*_VOCABULARIES, *sorted(parts.keys() - _VOCABULARIES.keys()))):
        cited = dict.fromkeys(
            key for records in part.values() for record in records for key in _cited(record)
        )
        part["sources"] = [waiting.pop(key) for key in cited if key in waiting]
    parts[_REST] = {"sources": list(waiting.values())}
    contents = {_HEAD: Contents.holding({}, dataset.version, dataset.as_of)}
    contents |= {name: Contents.holding(part) for name, part in parts.items() if any(part.values())}
    return {name: f"{dumps(part, indent=2)}\n" for name, part in contents.items()}


def _cited(record: Any) -> Iterator[str]:
    """Yield the ids of the sources that a record and its parts name."""
    for field, collection, inside, many in links(record.__class__):
        value = getattr(record, field)
        parts: Iterable[Any] = value if many else () if value is None else (value,)
        for part in parts:
            if inside:
                yield from _cited(part)
            elif collection == "sources":
                yield part
