"""Writing datasets: a file in any format, or a folder with one file a year, whole or not at all."""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, Protocol

from apec_outcomes.dates import DateSpan
from apec_outcomes.model import Source
from apec_outcomes.model._fields import links
from apec_outcomes.serialization.converters import dumps, unstructure
from apec_outcomes.serialization.document import DatasetDocument
from apec_outcomes.serialization.formats import format_of, write_text
from apec_outcomes.storage.atomic import whole
from apec_outcomes.storage.layout import ENDINGS, HEAD, REST, VOCABULARIES, YEARLY, year_of

__all__ = ["texts_of_folder", "write_dataset", "write_file"]


class AllRecords(Protocol):
    """A dataset, whose collections are its attributes."""

    @property
    def version(self) -> str | None:
        """The version of the dataset."""

    @property
    def as_of(self) -> DateSpan | None:
        """How far the record reaches."""

    @property
    def sources(self) -> Iterable[Source]:
        """The sources."""


_README = "README.md"  # stays in a folder that is written anew


def write_dataset(dataset: AllRecords, path: str) -> None:
    """Write a dataset to a file, or to a folder if the path has no ending."""
    if not path:
        raise ValueError("got an empty path; expected the name of a file or a folder")
    if os.path.splitext(path)[1] and not os.path.isdir(path):
        form = format_of(path)
        if form is None:
            raise ValueError(f"got {path!r}, whose ending tells no format; expected {ENDINGS}, or a folder")
        text = write_text(unstructure(dataset), form, indent=2)
        write_file(path, text if isinstance(text, bytes) else (text.rstrip("\n") + "\n").encode())
    elif os.path.isfile(path):
        raise ValueError(f"got {path!r}, a file whose name has no ending; expected a folder, or {ENDINGS}")
    else:
        _write_folder(path, texts_of_folder(dataset))


def write_file(path: str, data: bytes) -> None:
    """Write a file, in one step, with the permissions of the one that it replaces."""
    with whole(path, replace=True) as fresh:
        _put(fresh, data)
        with suppress(FileNotFoundError):
            shutil.copymode(path, fresh)


def _put(path: str, data: bytes) -> None:
    with open(path, "xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _write_folder(path: str, files: Mapping[str, str]) -> None:
    """Replace a folder, and keep the other files in it."""
    present = os.listdir(path) if os.path.isdir(path) else []
    others = [name for name in present if not (_is_ours(name) and os.path.isfile(os.path.join(path, name)))]
    strangers = [name for name in others if name != _README]
    if strangers:
        raise ValueError(
            f"{path!r} holds {strangers[0]!r}, no part of a dataset; expected a folder of its own"
        )
    with whole(path, replace=True, disposable=_is_ours) as fresh:
        os.mkdir(fresh)
        for name, text in files.items():
            _put(os.path.join(fresh, name), text.encode())
        for name in others:
            shutil.copy2(os.path.join(path, name), fresh)
        for name in ("", *files):
            with suppress(FileNotFoundError):
                shutil.copymode(os.path.join(path, name), os.path.join(fresh, name))


def _is_ours(name: str) -> bool:
    """Return whether a dataset's folder has a file of this name."""
    return name in (HEAD, REST, *VOCABULARIES) or (name.endswith(".json") and year_of(name) is not None)


def texts_of_folder(dataset: AllRecords) -> dict[str, str]:
    """Return the text of each file of a dataset's folder, in its canonical formatting.

    Vocabularies have a file each, and so has each year. A source is in the first file whose records name it.
    """
    parts: dict[str, dict[str, list[Any]]] = {
        file: {name: list(getattr(dataset, name))} for file, name in VOCABULARIES.items()
    }
    for name in YEARLY:
        for record in getattr(dataset, name):
            parts.setdefault(f"{record.year:04}.json", {}).setdefault(name, []).append(record)
    waiting = {source.id: source for source in dataset.sources}
    for part in (parts[file] for file in (*VOCABULARIES, *sorted(parts.keys() - VOCABULARIES.keys()))):
        cited = dict.fromkeys(
            key for records in part.values() for record in records for key in _cited(record)
        )
        part["sources"] = [waiting.pop(key) for key in sorted(cited) if key in waiting]
    parts[REST] = {"sources": list(waiting.values())}
    documents = {HEAD: DatasetDocument.of({}, dataset.version, dataset.as_of)}
    documents |= {file: DatasetDocument.of(part) for file, part in parts.items() if any(part.values())}
    return {file: f"{dumps(part, indent=2)}\n" for file, part in documents.items()}


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
