"""Writing datasets: a file in any format, or a folder with one file a year, whole or not at all."""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from apec_outcomes._checks import links
from apec_outcomes._contents import Contents
from apec_outcomes._formats import format_of, write_text
from apec_outcomes._layout import ENDINGS, HEAD, OF_A_YEAR, VOCABULARIES, year_of
from apec_outcomes._whole import whole
from apec_outcomes.dataset import Dataset
from apec_outcomes.serialization import dumps, unstructure

__all__ = ["layout", "write", "write_file"]

_REST = "sources.json"
_README = "README.md"  # stays in a folder that is written anew


def write(dataset: Dataset, path: str) -> None:
    """Write a dataset to a file, or to a folder where the path has no ending."""
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
        _write_folder(path, layout(dataset))


def write_file(path: str, data: bytes) -> None:
    """Write a file, in one step, with the permissions of the one that stands there."""
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
    """Write a folder anew, with what stands in it beside the dataset."""
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
    return name in (HEAD, _REST, *VOCABULARIES) or (name.endswith(".json") and year_of(name) is not None)


def layout(dataset: Dataset) -> dict[str, str]:
    """Return the text of each file of a dataset's folder, in the one formatting that it has.

    Vocabularies have a file each, and each year has one. A source stands in the first file that names it.
    """
    parts: dict[str, dict[str, list[Any]]] = {
        name: {collection: list(getattr(dataset, collection))} for name, collection in VOCABULARIES.items()
    }
    for collection in OF_A_YEAR:
        for record in getattr(dataset, collection):
            parts.setdefault(f"{record.year:04}.json", {}).setdefault(collection, []).append(record)
    waiting = dict(zip(dataset.sources.ids(), dataset.sources, strict=True))
    for part in (parts[name] for name in (*VOCABULARIES, *sorted(parts.keys() - VOCABULARIES.keys()))):
        cited = dict.fromkeys(
            key for records in part.values() for record in records for key in _cited(record)
        )
        part["sources"] = [waiting.pop(key) for key in sorted(cited) if key in waiting]
    parts[_REST] = {"sources": list(waiting.values())}
    contents = {HEAD: Contents.holding({}, dataset.version, dataset.as_of)}
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
