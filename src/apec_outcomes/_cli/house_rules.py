"""The rules that the bundled data keeps beyond those for every dataset."""

import json
import os
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from apec_outcomes._cli.record_rules import breaches
from apec_outcomes.dataset import Dataset
from apec_outcomes.errors import Problem
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.model._fields import links
from apec_outcomes.serialization.formats import format_of
from apec_outcomes.storage.writing import texts_of_folder, write_file

__all__ = ["problems_in_house", "write_changed"]

_CANONICAL = "what `apec-outcomes check --write` makes of it"


def problems_in_house(folder: str, dataset: Dataset) -> Iterator[Problem]:
    """Yield where the files of a dataset break the rules of the record, or are not in the one formatting.

    Parameters
    ----------
    folder
        Where the files are.
    dataset
        What they hold.
    """
    canonical = texts_of_folder(dataset)
    places: dict[tuple[str, Any], tuple[str, str]] = {}
    present = {name for name in os.listdir(folder) if format_of(name)}
    for name in sorted(present | canonical.keys()):
        path = os.path.join(folder, name)
        if name not in canonical:
            yield Problem("$", "not a file of the canonical layout", _CANONICAL, path)
        elif name not in present:
            yield Problem("$", "no such file", _CANONICAL, path)
        else:
            text = _text_of(path)
            contents = json.loads(text)
            places |= {key: (path, place) for key, place in _places(contents)}
            for place in _unsourced_in(contents):
                yield Problem(place, "no source", "the id of at least one source", path)
            if text != canonical[name]:
                line = _first_difference(text, canonical[name])
                yield Problem("$", f"not in the canonical formatting from line {line} on", _CANONICAL, path)
    for breach in breaches(dataset):
        path, place = places.get((breach.collection, breach.id), (folder, "$"))
        where = f"{place}.{breach.field}"
        yield Problem(where, f"{breach.id}: {breach.message}", breach.expected, path)


def write_changed(folder: str, dataset: Dataset) -> None:
    """Write the files of a dataset that are not in the one formatting."""
    for name, text in texts_of_folder(dataset).items():
        path = os.path.join(folder, name)
        if not os.path.exists(path) or _text_of(path) != text:
            write_file(path, text.encode())


def _text_of(path: str) -> str:
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def _places(contents: dict[str, Any]) -> Iterator[tuple[tuple[str, Any], str]]:
    """Yield the collection and the id of each record of a file, and its path there."""
    for collection in COLLECTIONS:
        for index, record in enumerate(contents.get(collection, ())):
            key = record.get("id", record.get("code", record.get("year")))
            place = f"$.{collection}[{index}]"
            yield (collection, key), place
            for number, session in enumerate(record.get("sessions", ())):
                yield ("sessions", session["id"]), f"{place}.sessions[{number}]"


def _unsourced_in(contents: dict[str, Any]) -> Iterator[str]:
    for collection, cls in ((name, row.cls) for name, row in COLLECTIONS.items()):
        for index, record in enumerate(contents.get(collection, ())):
            yield from _unsourced(record, cls, f"$.{collection}[{index}]")


def _unsourced(record: dict[str, Any], cls: Any, path: str) -> Iterator[str]:
    """Yield the places where a record, or one that it holds, should name its sources and does not."""
    if hasattr(cls, "sources") and not record.get("sources"):
        yield f"{path}.sources"
    for link in links(cls):
        if link.inside and link.many:
            for index, part in enumerate(record.get(link.field, ())):
                yield from _unsourced(part, link.inside, f"{path}.{link.field}[{index}]")


def _first_difference(text: str, canonical: str) -> int:
    lines = zip_longest(text.splitlines(keepends=True), canonical.splitlines(keepends=True))
    return next(number for number, (line, other) in enumerate(lines, 1) if line != other)
