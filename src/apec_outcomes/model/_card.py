"""Records, queries and datasets as cards and tables, for notebooks.

This module handles labels and values. It does not import the classes of records, which use it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

import attrs

from apec_outcomes.model._holders import Names, holder_of
from apec_outcomes.model._html import (
    BOX,
    CELL,
    FAINT,
    GRID,
    HEAD,
    LONG,
    NAME,
    ROW,
    SHORT,
    VALUE,
    WIDE,
    code,
    key_of,
    link,
    shown,
)

__all__ = ["card", "chain", "fields", "overview", "table"]

_ROWS = 20
_WIDE = {"definition", "priorities", "summary"}
_LONG = {
    "broader",
    "by",
    "forum",
    "meeting",
    "name",
    "outcome",
    "parent",
    "part_of",
    "theme",
    "themes",
    "title",
    "url",
}


def card(record: Any) -> str:
    """Return a record as a card: its title and fields, with the names of records that it refers to."""
    name = re.sub("(?<=[a-z])(?=[A-Z])", " ", type(record).__name__).capitalize()
    key, names = key_of(record), holder_of(record)
    kind = f"{escape(name)} {code(key)}" if key and key != record._title() else escape(name)
    rows = "".join(
        f'<tr style="{ROW}"><th scope="row" style="{NAME}">{escape(_label(field))}</th>'
        f'<td style="{VALUE}">{shown(value, names, record, field)}</td></tr>'
        for field, value in fields(record)
    )
    return _box(record._title(), f'<div style="{FAINT}">{kind}</div>{_grid(f"<tbody>{rows}</tbody>")}')


def table(records: Sequence[Any], caption: str, columns: Sequence[str], names: Names | None = None) -> str:
    """Return records as a table: the first rows, and the number of further ones.

    Parameters
    ----------
    records
        Records of one class.
    caption
        Their number, in words.
    columns
        The fields to show; a field that is empty in all rows is left out.
    names
        The names of the records that they refer to.
    """
    if not records:
        return _box(caption, "")
    first = records[:_ROWS]
    filled = [name for name in columns if any(getattr(record, name) for record in first)]
    head = "".join(f'<th scope="col" style="{HEAD}">{escape(_label(name))}</th>' for name in filled)
    rows = "".join(f'<tr style="{ROW}">{_cells(record, filled, names)}</tr>' for record in first)
    left = len(records) - len(first)
    more = f'<div style="{FAINT}">... and {left:,} more</div>' if left else ""
    grid = _grid(f'<thead><tr style="{ROW}">{head}</tr></thead><tbody>{rows}</tbody>')
    return _box(caption, f"{grid}{more}")


def overview(title: str, counts: Mapping[str, int]) -> str:
    """Return a dataset as a card: its title, and the number of records of each collection."""
    rows = "".join(
        f'<tr style="{ROW}"><th scope="row" style="{NAME}">{escape(name)}</th>'
        f'<td style="{CELL}; text-align: right; padding-right: 0">{count:,}</td></tr>'
        for name, count in counts.items()
    )
    return _box(title, _grid(f"<tbody>{rows}</tbody>"))


def chain(record: Any, earlier: Sequence[Any], later: Sequence[Any], edges: Sequence[tuple[str, str]]) -> str:
    """Return a lineage as HTML: the earlier records, the record, and a tree of those that build on it.

    Parameters
    ----------
    record
        The record in the middle.
    earlier, later
        The records that it builds on, and those that build on it, oldest first.
    edges
        Pairs of ids: the first builds on the second.
    """
    before = "".join(f"<div>{_dated(each)}</div>" for each in earlier)
    below = _branches(record, later, edges)
    tree = _tree(record.id, below)
    if len(later) > _ROWS:
        summary = f"{len(later):,} build on it, directly or through others"
        tree = f"<details><summary>{summary}</summary>{tree}</details>"
    here = f"<div><strong>{_dated(record)}</strong> {code(record.id)}</div>"
    return f'<div style="{BOX}">{before}{here}{tree}</div>'


def _dated(record: Any) -> str:
    return f'<span style="{FAINT}">{record.year}</span> {link(record._title(), None, record.id)}'


def _branches(record: Any, later: Sequence[Any], edges: Sequence[tuple[str, str]]) -> dict[str, list[Any]]:
    """Return the children of each record in the tree: the parent is the latest record that it builds on."""
    order = {each.id: place for place, each in enumerate((record, *later))}
    above: dict[str, str] = {}
    first: str = record.id
    for key, other in edges:
        if key in order and other in order and order[other] > order[above.get(key, first)]:
            above[key] = other
    below: defaultdict[str, list[Any]] = defaultdict(list)
    for each in later:
        below[above.get(each.id, first)].append(each)
    return below


def _tree(key: str, below: Mapping[str, Sequence[Any]]) -> str:
    items = "".join(f"<li>{_dated(each)}{_tree(each.id, below)}</li>" for each in below.get(key, ()))
    return f'<ul style="margin: 0; padding-left: 1.4em">{items}</ul>' if items else ""


# The fields of a record, for any output.


def fields(record: Any) -> Iterator[tuple[str, object]]:
    """Yield the name and value of each field that has a value, except the id and the title."""
    above = {key_of(record), record._title(), record._title().removeprefix("APEC ")}
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        if value not in (None, (), False) and str(value) not in above:
            yield field.name, value


def _label(name: str) -> str:
    return name.replace("_", " ")


def _cells(record: Any, columns: Sequence[str], names: Names | None) -> str:
    """Return a row of a table. An id without a column is below the name, which links to a source."""
    key = "" if {"id", "code"} & set(columns) else key_of(record)
    cells = []
    for position, name in enumerate(columns):
        value = getattr(record, name)
        cell = code(str(value)) if name in ("id", "code") else shown(value, names, record, name)
        if position == 0 and key:
            found = names.referred(record, name, value) if names else None
            text = str(value) if found is None else found._title()
            cell = f"{link(text, _address(record, names))}<br>{code(key)}"
        style = WIDE if name in _WIDE else LONG if name in _LONG else SHORT
        cells.append(f'<td style="{style}">{cell}</td>')
    return "".join(cells)


def _address(record: Any, names: Names | None) -> str | None:
    """Return the address of a record, or of its first source."""
    sources = getattr(record, "sources", ())
    source = names.referred(record, "sources", sources[0]) if names and sources else record
    url: str | None = getattr(source, "url", None)
    return url


def _grid(rows: str) -> str:
    return f'<table style="{GRID}">{rows}</table>'


def _box(title: str, content: str) -> str:
    return f'<div style="{BOX}"><div><strong>{escape(title)}</strong></div>{content}</div>'
