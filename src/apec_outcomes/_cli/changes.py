"""What changed between datasets: as a table, as JSON, and as a changelog tells it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import attrs

from apec_outcomes._cli.tables import table
from apec_outcomes.changes import Change, Changes
from apec_outcomes.dataset import Dataset
from apec_outcomes.dates import DateSpan
from apec_outcomes.model._card import title
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.model._record import Record
from apec_outcomes.serialization.converters import unstructure

__all__ = ["in_builtins", "in_markdown", "print_changes"]

_SORTS = ("added", "changed", "removed")


def print_changes(changes: Changes) -> None:
    """Print what changed as a table, a line for each record, or for each field of one that changed."""
    lines = [
        (sort, change.collection, str(change.id), field, told)
        for sort in _SORTS
        for change in getattr(changes, sort)
        for field, told in _told(change)
    ]
    footer = ", ".join(f"{len(getattr(changes, sort))} {sort}" for sort in _SORTS)
    table(("change", "collection", "id", "field", "what"), lines, footer)


def in_builtins(changes: Changes) -> dict[str, Any]:
    """Return what changed as JSON writes it."""
    return {
        "added": [_named(change) | {"record": unstructure(change.new)} for change in changes.added],
        "changed": [
            _named(change)
            | {
                "fields": [
                    {"field": field, "old": unstructure(old), "new": unstructure(new)}
                    for field, old, new in change.fields
                ]
            }
            for change in changes.changed
        ],
        "removed": [_named(change) | {"record": unstructure(change.old)} for change in changes.removed],
    }


def in_markdown(changes: Changes, old: Dataset, new: Dataset) -> str:
    """Return what changed as a section of a changelog: counts, then what changed of which, and what went."""
    counts = {sort: Counter(change.collection for change in getattr(changes, sort)) for sort in _SORTS}
    lines = [f"### Data {old.version or '(no version)'} → {new.version or '(no version)'}", ""]
    lines += ["| collection | added | changed | removed | now |", "|---|--:|--:|--:|--:|"]
    for name in COLLECTIONS:
        numbers = [counts[sort][name] for sort in _SORTS]
        if any(numbers):
            told = " | ".join(f"{number:,}" for number in (*numbers, len(getattr(new, name))))
            lines.append(f"| {name.replace('_', ' ')} | {told} |")
    for sort in ("changed", "removed"):
        alike: dict[tuple[str, str], list[str]] = {}
        for change in getattr(changes, sort):
            fields = ", ".join(dict.fromkeys(f"`{field.partition('[')[0]}`" for field, _, _ in change.fields))
            alike.setdefault((change.collection.replace("_", " "), fields), []).append(f"`{change.id}`")
        lines += ["", f"{sort.capitalize()}:", ""] if alike else []
        for (name, fields), ids in alike.items():
            lines.append(f"- {name}, {fields}: {', '.join(ids)}" if fields else f"- {name}: {', '.join(ids)}")
    return "\n".join(lines) + "\n"


def _named(change: Change) -> dict[str, Any]:
    return {"collection": change.collection, "id": change.id}


def _told(change: Change) -> Iterator[tuple[str, str]]:
    if not change.fields:
        record: Any = change.new or change.old
        yield "", title(record)
    for field, old, new in change.fields:
        yield field, f"{_short(old)} → {_short(new)}"


def _short(value: Any) -> str:
    """Return a value in as few words as tell it apart."""
    if isinstance(value, Record):
        return title(value)
    if isinstance(value, tuple):
        return ", ".join(map(_short, value))
    if isinstance(value, DateSpan) or attrs.has(type(value)):
        return str(value)
    return "nothing" if value is None else str(value)
