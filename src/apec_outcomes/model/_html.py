"""Values as HTML, in the colours of the notebook, light or dark.

Text has the colour of the notebook, and lines are half transparent.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from html import escape
from typing import Any

import attrs

from apec_outcomes.dates import DateSpan
from apec_outcomes.model._fields import links

__all__ = ["BOX", "CELL", "FAINT", "GRID", "HEAD", "LONG", "NAME", "ROW", "SHORT", "VALUE", "WIDE",
           "code", "key_of", "line", "link", "listed", "shown"]  # fmt: skip

_OPEN = 3
"""Longer lists of records are folded."""

_RULE = "border: none; border-bottom: 1px solid rgba(128, 128, 128, 0.35)"
BOX = "overflow-x: auto; max-width: 100%; margin: 0.5em 0"
GRID = "border-collapse: collapse; border: none; margin: 0.3em 0 0 0; font-size: inherit; color: inherit"
ROW = "background: none"
CELL = f"text-align: left; vertical-align: top; padding: 0.25em 1.2em 0.25em 0; {_RULE}"
NAME = f"{CELL}; font-weight: normal; opacity: 0.7; white-space: nowrap"
VALUE = f"{CELL}; max-width: 44em; white-space: normal; overflow-wrap: anywhere"
SHORT = f"{CELL}; white-space: nowrap"
LONG = f"{CELL}; min-width: 8em; max-width: 18em; white-space: normal; overflow-wrap: break-word"
WIDE = f"{CELL}; min-width: 22em; max-width: 40em; white-space: normal; overflow-wrap: break-word"
HEAD = f"{CELL}; font-weight: bold; white-space: nowrap"
FAINT = "opacity: 0.7"
_LIST = "margin: 0; padding-left: 1.1em"
_CODE = "background: none; color: inherit; padding: 0; font-size: 0.9em"


def shown(value: object, collection: str | None = None, dataset: Any = None) -> str:
    """Return a value as HTML.

    Parameters
    ----------
    value
        A value of a field.
    collection
        The collection of the records whose ids these are.
    dataset
        The dataset that knows their names.
    """
    match value:
        case None | ():
            return ""
        case True:
            return "yes"
        case StrEnum():
            return escape(value.value.replace("-", " "))
        case str():
            found = dataset.find(collection, value) if dataset is not None and collection else None
            return _text(value) if found is None else _reference(found)
        case DateSpan():
            return escape(str(value))
        case tuple():
            return _many(value, collection, dataset)
        case _:
            return line(value, dataset) if attrs.has(type(value)) else escape(str(value))


def key_of(record: Any) -> str:
    """Return the id or the code of a record, if it has one."""
    return str(getattr(record, "id", "") or getattr(record, "code", ""))


def code(text: str) -> str:
    """Return an id as HTML."""
    return f'<code style="{_CODE}">{escape(text)}</code>'


def link(text: str, url: str | None, hint: str = "") -> str:
    """Return a text as HTML that leads to an address, where that is one of the web."""
    named = f' title="{escape(hint)}"' if hint else ""
    if url and re.fullmatch(_ADDRESS, url):
        return f'<a href="{escape(url)}" rel="noopener noreferrer"{named}>{escape(text)}</a>'
    return f"<span{named}>{escape(text)}</span>" if named else escape(text)


_ADDRESS = r"https?://[^\s/]\S*"


def line(record: Any, dataset: Any = None) -> str:
    """Return a record in one line: its name, when it was, its id and its address."""
    name, key = str(record._title()), key_of(record)
    if dataset is not None and not key:
        name = _spelt_out(name, record, dataset)
    span = getattr(record, "dates", None) or getattr(record, "date", None)
    when = f' <span style="{FAINT}">{escape(str(span))}</span>' if isinstance(span, DateSpan) else ""
    linked = link(name, getattr(record, "url", None))
    return f"{linked}{when}{f' {code(key)}' if key and key != name else ''}"


def _spelt_out(name: str, record: Any, dataset: Any) -> str:
    """Return the name of a part with the names of what it refers to: of a place, that of the economy."""
    for each in links(type(record)):
        value = getattr(record, each.field)
        found = dataset.find(each.collection, value) if each.collection and isinstance(value, str) else None
        if found is not None:
            name = str(found._title()).join(re.split(rf"\b{re.escape(value)}\b", name))
    return name


def listed(items: Iterable[str]) -> str:
    """Return HTML as the items of a list."""
    return f'<ul style="{_LIST}">{"".join(f"<li>{item}</li>" for item in items)}</ul>'


def _reference(record: Any) -> str:
    """Return the name of a record that another refers to, with its address, and its id as a hint."""
    return link(str(record._title()), getattr(record, "url", None), key_of(record))


def _text(value: str) -> str:
    if re.fullmatch(_ADDRESS, value):
        return link(value, value)
    return code(value) if re.fullmatch(r"[0-9a-z]+(?:[-.][0-9a-z]+)+", value) else escape(value)


def _many(values: tuple[object, ...], collection: str | None, dataset: Any) -> str:
    """Return short names and ids in a line, and other values as a list; a long list of records is folded."""
    if dataset is not None and collection in ("themes", "actors", "economies"):
        return ", ".join(shown(value, collection, dataset) for value in values)
    are_ids = all(isinstance(value, str) and " " not in value and "://" not in value for value in values)
    if are_ids and (collection is None or dataset is None):
        return ", ".join(code(str(value)) for value in values)
    if len(values) == 1:
        return shown(values[0], collection, dataset)
    items = listed(shown(value, collection, dataset) for value in values)
    if len(values) <= _OPEN or not attrs.has(type(values[0])):
        return items
    return f"<details><summary>{len(values):,}</summary>{items}</details>"
