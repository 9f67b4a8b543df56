"""Datasets as files: one file in any format, or a folder of them, read and written whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import RLock
from typing import Any

from apec_outcomes._checks import links
from apec_outcomes._formats import FORMATS, format_of, read_text, write_text
from apec_outcomes._shelf import Page
from apec_outcomes.dataset import COLLECTIONS, Dataset
from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import InvalidRecordError, Problem
from apec_outcomes.serialization import Contents, dataset_of, dumps, paused_collector, structure, unstructure

__all__ = ["layout", "open_unchecked", "read", "write"]

_VOCABULARIES = {
    "economies.json": "economies",
    "fora.json": "fora",
    "themes.json": "themes",
    "host-years.json": "host_years",
}
_HEAD = "dataset.json"
_REST = "sources.json"


def read(path: str, beside: Dataset | None = None) -> Dataset:
    """Return the dataset in a file or folder, once all of it is checked.

    Raises
    ------
    InvalidRecordError
        With every problem, each with its file and path.
    """
    with paused_collector():
        found, problems = [], []
        for name in _names(path):
            try:
                found.append((name, _parsed(name)))
            except InvalidRecordError as error:
                problems += [_in_file(problem, name) for problem in error.problems]
        return dataset_of(found, beside=beside, problems=problems)


def _names(path: str) -> list[str]:
    """Return the dataset files at a path, in order."""
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
    with open(name, "rb") as file:
        return read_text(file.read(), form)


def _in_file(problem: Problem, name: str) -> Problem:
    return Problem(problem.path, problem.message, problem.expected, problem.file or name)


def open_unchecked(path: str, beside: Dataset | None = None) -> Dataset:
    """Return the dataset in a file or folder, each of whose records is made when it is first asked for."""
    files = [_File(name) for name in _names(path)]
    head = next((file for file in files if os.path.basename(file.name) == _HEAD), files[0])
    version, as_of = head.take("version"), head.take("as_of")
    pages = {
        name: [Page(file.year, file.maker(name, cls)) for file in files if file.may_hold(name)]
        for name, cls in COLLECTIONS.items()
    }
    return Dataset._trusted(pages, version, as_of and DateSpan.from_edtf(as_of), beside)


class _File:
    """A file of a dataset, parsed when it is first needed."""

    def __init__(self, name: str) -> None:
        self.name = name
        stem = os.path.splitext(os.path.basename(name))[0]
        self.year = int(stem) if stem.isdecimal() and len(stem) == 4 else None
        self._only = _VOCABULARIES.get(os.path.basename(name))
        self._lock = RLock()
        self._data: dict[str, Any] | None = None

    def may_hold(self, collection: str) -> bool:
        return self._only in (None, collection) or collection == "sources"

    def take(self, part: str) -> Any:
        """Return a part of the file, which is not kept."""
        with self._lock:
            if self._data is None:
                self._data = dict(_parsed(self.name))
            return self._data.pop(part, None)

    def maker(self, collection: str, cls: type) -> Callable[[], tuple[Any, ...]]:
        def make() -> tuple[Any, ...]:
            with paused_collector():
                records: tuple[Any, ...] = structure(self.take(collection) or [], tuple[cls, ...])  # type: ignore[valid-type]
                return records

        return make


def write(dataset: Dataset, path: str) -> None:
    """Write a dataset to a file, or to a folder where the path has no ending."""
    if os.path.splitext(path)[1]:
        form = format_of(path)
        if form is None:
            raise ValueError(f"got {path!r}, whose ending tells no format; expected {_ENDINGS}, or a folder")
        text = write_text(unstructure(dataset), form, indent=2)
        _write_file(path, text if isinstance(text, bytes) else (text.rstrip("\n") + "\n").encode())
    else:
        _write_folder(path, layout(dataset))


def _write_file(path: str, data: bytes) -> None:
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
    strangers = [name for name in os.listdir(path) if not format_of(name)] if os.path.isdir(path) else []
    if strangers:
        raise ValueError(
            f"{path!r} holds {strangers[0]!r}, no part of a dataset; expected a folder of its own"
        )
    temporary = tempfile.mkdtemp(prefix=f".{os.path.basename(path)}.", dir=os.path.dirname(path))
    fresh, old = os.path.join(temporary, "new"), os.path.join(temporary, "old")
    try:
        os.mkdir(fresh)
        for name, text in files.items():
            _write_file(os.path.join(fresh, name), text.encode())
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
    for collection in ("meetings", "outcomes", "calendar"):
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
