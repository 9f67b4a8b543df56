"""Values as HTML for notebooks, light or dark.

Text has the colour of the notebook. Lines are half transparent.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from html import escape
from typing import Any

import attrs

from apec_outcomes.dates import DateSpan
from apec_outcomes.model._fields import ADDRESS
from apec_outcomes.model._holders import Names

__all__ = ["BOX", "CELL", "FAINT", "GRID", "HEAD", "LONG", "NAME", "ROW", "SHORT", "VALUE", "WIDE",
           "code", "key_of", "line", "link", "listed", "shown"]  # fmt: skip

_OPEN = 3
"""Longer lists of records are collapsed."""

_SHORT_NAME = 60
_ID = r"[^\s:]+"

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


def shown(value: object, names: Names | None = None, owner: Any = None, field: str = "") -> str:
    """Return a value as HTML.

    Parameters
    ----------
    value
        A value of a field.
    names
        The names of the records that it refers to.
    owner, field
        The record, and the name of its field.
    """
    match value:
        case None | ():
            return ""
        case True:
            return "yes"
        case StrEnum():
            return escape(value.value.replace("-", " "))
        case str():
            found = names.referred(owner, field, value) if names else None
            return _text(value) if found is None else _reference(found)
        case DateSpan():
            return escape(str(value))
        case (only,):
            return shown(only, names, owner, field)
        case tuple():
            return _many(value, names, owner, field)
        case _:
            return line(value, names) if attrs.has(type(value)) else escape(str(value))


def key_of(record: Any) -> str:
    """Return the id or code of a record, or an empty text."""
    return str(getattr(record, "id", "") or getattr(record, "code", ""))


def code(text: str) -> str:
    """Return an id as HTML."""
    return f'<code style="{_CODE}">{escape(text)}</code>'


def link(text: str, url: str | None, hint: str = "") -> str:
    """Return a text as HTML, with a link if the address is one of the web."""
    named = f' title="{escape(hint)}"' if hint else ""
    if url and re.fullmatch(ADDRESS, url):
        return f'<a href="{escape(url)}" rel="noopener noreferrer"{named}>{escape(text)}</a>'
    return f"<span{named}>{escape(text)}</span>" if named else escape(text)


def line(record: Any, names: Names | None = None) -> str:
    """Return a record in one line: its name, dates, id and address."""
    name, key = record._title(), key_of(record)
    if names and not key:
        name = _spelt_out(name, record, names)
    span = getattr(record, "dates", None) or getattr(record, "date", None)
    when = f' <span style="{FAINT}">{escape(str(span))}</span>' if isinstance(span, DateSpan) else ""
    linked = link(name, getattr(record, "url", None))
    return f"{linked}{when}{f' {code(key)}' if key and key != name else ''}"


def _spelt_out(name: str, record: Any, names: Names) -> str:
    """Return the name of a part, with names instead of ids: in a place, the name of the economy."""
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        if isinstance(value, str) and (found := names.referred(record, field.name, value)) is not None:
            name = found._title().join(re.split(rf"\b{re.escape(value)}\b", name))
    return name


def listed(items: Iterable[str]) -> str:
    """Return HTML as the items of a list."""
    return f'<ul style="{_LIST}">{"".join(f"<li>{item}</li>" for item in items)}</ul>'


def _reference(record: Any) -> str:
    """Return the name of a record that another refers to, with its address, and its id as a hint."""
    return link(record._title(), getattr(record, "url", None), key_of(record))


def _text(value: str) -> str:
    if re.fullmatch(ADDRESS, value):
        return link(value, value)
    return code(value) if re.fullmatch(r"[0-9a-z]+(?:[-.][0-9a-z]+)+", value) else escape(value)


def _many(values: tuple[object, ...], names: Names | None, owner: Any, field: str) -> str:
    """Return short names and ids in a line, other values as a list; a long list of records is collapsed."""
    referred = [names.referred(owner, field, value) if names else None for value in values]
    titles = [
        value if found is None else found._title() for value, found in zip(values, referred, strict=True)
    ]
    are_short = all(isinstance(each, str) and len(each) < _SHORT_NAME for each in titles)
    are_ids = all(isinstance(value, str) and re.fullmatch(_ID, value) for value in values)
    has_links = any(getattr(found, "url", None) for found in referred)
    items = [shown(value, names, owner, field) for value in values]
    if are_ids and not has_links and are_short:
        return ", ".join(items if any(referred) else [code(str(value)) for value in values])
    if len(values) <= _OPEN or not attrs.has(type(values[0])):
        return listed(items)
    return f"<details><summary>{len(values):,}</summary>{listed(items)}</details>"
