"""Records, queries and datasets as HTML, for notebooks.

This module knows labels and values, not the classes: records use it to show themselves.

Colours are those of the notebook, light or dark: text is inherited, and lines are half transparent.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from html import escape
from typing import Any

import attrs

from apec_outcomes.dates import DateSpan

__all__ = ["card", "fields", "overview", "table", "title"]

_ROWS = 20
_OPEN = 3

_RULE = "border: none; border-bottom: 1px solid rgba(128, 128, 128, 0.35)"
_BOX = "overflow-x: auto; max-width: 100%; margin: 0.5em 0"
_GRID = "border-collapse: collapse; border: none; margin: 0.3em 0 0 0; font-size: inherit; color: inherit"
_ROW = "background: none"
_CELL = f"text-align: left; vertical-align: top; padding: 0.25em 1.2em 0.25em 0; {_RULE}"
_NAME = f"{_CELL}; font-weight: normal; opacity: 0.7; white-space: nowrap"
_VALUE = f"{_CELL}; max-width: 44em; white-space: normal; overflow-wrap: anywhere"
_SHORT = f"{_CELL}; white-space: nowrap"
_LONG = f"{_CELL}; min-width: 12em; max-width: 30em; white-space: normal; overflow-wrap: anywhere"
_HEAD = f"{_CELL}; font-weight: bold; white-space: nowrap"
_LIST = "margin: 0; padding-left: 1.1em"
_CODE = "background: none; color: inherit; padding: 0; font-size: 0.9em"
_FAINT = "opacity: 0.7"

_TEXTS = {"definition", "name", "priorities", "summary", "theme", "themes", "title", "url"}


def card(record: Any) -> str:
    """Return a record as a card: its title, then its fields, with the records that it holds."""
    name = re.sub("(?<=[a-z])(?=[A-Z])", " ", type(record).__name__).capitalize()
    key = _key(record)
    kind = f"{escape(name)} {_code(key)}" if key and key != title(record) else escape(name)
    rows = "".join(
        f'<tr style="{_ROW}"><th scope="row" style="{_NAME}">{escape(label)}</th>'
        f'<td style="{_VALUE}">{_html(value)}</td></tr>'
        for label, value in fields(record)
    )
    return (
        f'<div style="{_BOX}"><div><strong>{escape(title(record))}</strong></div>'
        f'<div style="{_FAINT}">{kind}</div><table style="{_GRID}"><tbody>{rows}</tbody></table></div>'
    )


def table(records: Sequence[Any], caption: str, columns: Sequence[str]) -> str:
    """Return these columns of some records as a table: the first rows, and how many more there are."""
    if not records:
        return f'<div style="{_BOX}"><strong>{escape(caption)}</strong></div>'
    names = [name for name in columns if any(getattr(r, name) for r in records[:_ROWS])]
    head = "".join(f'<th scope="col" style="{_HEAD}">{escape(_label(name))}</th>' for name in names)
    rows = "".join(f'<tr style="{_ROW}">{_cells(record, names)}</tr>' for record in records[:_ROWS])
    left = len(records) - _ROWS
    more = f'<div style="{_FAINT}">... and {left:,} more</div>' if left > 0 else ""
    return (
        f'<div style="{_BOX}"><div><strong>{escape(caption)}</strong></div><table style="{_GRID}">'
        f'<thead><tr style="{_ROW}">{head}</tr></thead><tbody>{rows}</tbody></table>{more}</div>'
    )


def overview(title: str, counts: Mapping[str, int]) -> str:
    """Return a dataset as a card: its title, and how many records each collection holds."""
    rows = "".join(
        f'<tr style="{_ROW}"><th scope="row" style="{_NAME}">{escape(name)}</th>'
        f'<td style="{_CELL}; text-align: right; padding-right: 0">{count:,}</td></tr>'
        for name, count in counts.items()
    )
    return (
        f'<div style="{_BOX}"><div><strong>{escape(title)}</strong></div>'
        f'<table style="{_GRID}"><tbody>{rows}</tbody></table></div>'
    )


# What there is to show of a record, in any medium.


def title(record: Any) -> str:
    """Return the name of a record."""
    name: str = record._title()
    return name


def fields(record: Any) -> Iterator[tuple[str, object]]:
    """Yield the name and the value of each field that has one, but for the id and the title."""
    shown = {_key(record), title(record), title(record).removeprefix("APEC ")}
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        if value not in (None, (), False) and str(value) not in shown:
            yield _label(field.name), value


def _key(record: Any) -> str:
    return str(getattr(record, "id", "") or getattr(record, "code", ""))


def _label(name: str) -> str:
    return name.replace("_", " ")


# Values as HTML.


def _cells(record: Any, names: Sequence[str]) -> str:
    """Return a row of a table, where a long id that has no column of its own stands in the first."""
    key = "" if {"id", "code"} & set(names) else _key(record)
    cells = []
    for position, name in enumerate(names):
        below = f"<br>{_code(key)}" if position == 0 and key else ""
        style = _LONG if name in _TEXTS else _SHORT
        cells.append(f'<td style="{style}">{_html(getattr(record, name))}{below}</td>')
    return "".join(cells)


def _html(value: object) -> str:
    match value:
        case None | ():
            return ""
        case True:
            return "yes"
        case StrEnum():
            return escape(value.value.replace("-", " "))
        case str():
            return _text(value)
        case DateSpan():
            return escape(str(value))
        case tuple():
            return _many(value)
        case _:
            return _line(value) if attrs.has(type(value)) else escape(str(value))


def _text(value: str) -> str:
    if re.fullmatch(r"https?://[^\s/]\S*", value):
        return f'<a href="{escape(value)}" rel="noopener noreferrer">{escape(value)}</a>'
    return _code(value) if re.fullmatch(r"[0-9a-z]+(?:[-.][0-9a-z]+)+", value) else escape(value)


def _code(text: str) -> str:
    return f'<code style="{_CODE}">{escape(text)}</code>'


def _many(values: tuple[object, ...]) -> str:
    """Return ids after one another, texts as a list, records as a list that folds where it is long."""
    if all(isinstance(value, str) and " " not in value and "://" not in value for value in values):
        return ", ".join(_code(str(value)) for value in values)
    if all(isinstance(value, tuple) for value in values):
        return _bullets(" → ".join(map(str, value)) for value in values if isinstance(value, tuple))
    if len(values) == 1:
        return _html(values[0])
    listed = _list(map(_html, values))
    if len(values) <= _OPEN or not attrs.has(type(values[0])):
        return listed
    return f"<details><summary>{len(values):,}</summary>{listed}</details>"


def _bullets(texts: Iterable[str]) -> str:
    return _list(map(escape, texts))


def _list(items: Iterable[str]) -> str:
    return f'<ul style="{_LIST}">{"".join(f"<li>{item}</li>" for item in items)}</ul>'


def _line(record: Any) -> str:
    """Return a record in one line: what it is called, when it was, its id and its address."""
    url = str(getattr(record, "url", None) or "")
    name, key = title(record), _key(record)
    span = getattr(record, "dates", None) or getattr(record, "date", None)
    when = f' <span style="{_FAINT}">{escape(str(span))}</span>' if isinstance(span, DateSpan) else ""
    linked = _text(url).replace(f">{escape(url)}<", f">{escape(name)}<") if url else escape(name)
    return f"{linked}{when}{f' {_code(key)}' if key and key != name else ''}"
