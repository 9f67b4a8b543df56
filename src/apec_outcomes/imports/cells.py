"""The cells of a table as plain built-in types, for `structure`.

An invalid cell is unchanged: `structure` reports it with its path.
"""

import ast
import json
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import DateParseError
from apec_outcomes.export.csv import SEPARATOR

__all__ = ["edtf", "plain", "several", "single", "span"]

_BAR = SEPARATOR.strip()  # between the values of one cell

_YEAR = re.compile(r"\s*[0-9]{4}\.0+\s*")
_WHOLE = re.compile(r"\s*([0-9]{1,9})(?:\.0+)?\s*")
_ESCAPE = r"""\\(?:[\\'"nrt]|x[0-9a-f]{2}|u[0-9a-f]{4}|U00(?:0[0-9a-f]|10)[0-9a-f]{4})"""
_TEXT = rf"""(?:'(?:[^'\\\n]|{_ESCAPE})*+'|"(?:[^"\\\n]|{_ESCAPE})*+")"""
_LIST = re.compile(rf"\[\s*(?:{_TEXT}(?:\s*,\s*{_TEXT})*+)?\s*\]")


def plain(cell: Any) -> Any:
    """Return the value of a cell as a built-in type, or None if it is empty in the way of any tool."""
    if isinstance(cell, str) and not cell.strip():
        return None
    kind = type(cell)
    if kind in (str, int, bool, list, type(None)):
        return cell
    if kind.__name__ == "datetime64":  # NumPy's: known to the day, the month or the year
        return None if str(cell) == "NaT" else str(cell)[:10]
    if kind.__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(cell, StrEnum):
        return cell.value
    builtin = getattr(cell, "tolist", None)  # of a number or an array of NumPy
    value = builtin() if builtin else cell
    return None if isinstance(value, float) and value != value else value


def several(cell: Any, type_: Any) -> Any:
    """Return the values of a cell with several values of a type.

    The cell is a list, the text of a list in Python or JSON, or a text with values separated by bars.
    """
    held = plain(cell)
    if held is None:
        return []
    if isinstance(held, str):
        text = held.strip()
        if text.startswith(("['", '["')) or re.fullmatch(r"\[[^\]]*\]", text):
            listed = _listed(text)
            if listed is None:
                return held  # as a text that is not a list of texts, it is a problem
            held = listed
        else:
            held = [part.strip() for part in text.split(_BAR) if part.strip()]
    values = held if isinstance(held, Iterable) and not isinstance(held, Mapping | bytes) else [held]
    return [value if isinstance(value, str) and type_ is str else single(value, type_) for value in values]


def _listed(text: str) -> list[str] | None:
    """Return the texts of a list in JSON or Python, or None if it has other values."""
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        if not _LIST.fullmatch(text):
            return None
        return [ast.literal_eval(each) for each in re.findall(_TEXT, text)]
    return held if all(isinstance(each, str) for each in held) else None


def single(cell: Any, type_: Any) -> Any:
    """Return the value of a cell with one value of a type."""
    value = plain(cell)
    if type_ is DateSpan:
        return edtf(value)
    if type_ is int:
        return _whole(value)
    if type_ is bool and isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    return value


def _whole(value: Any) -> Any:
    """Return a whole number that a tool wrote as another number or a text."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    found = _WHOLE.fullmatch(value) if isinstance(value, str) else None
    return int(found[1]) if found else value


def span(value: Any) -> DateSpan | None:
    """Return the dates of a cell, or None if it has none; a year may be a number, such as 2026.0."""
    year = isinstance(value, float) or (isinstance(value, str) and _YEAR.fullmatch(value))
    try:
        return DateSpan.of(_whole(value) if year else value)
    except DateParseError:
        return None


def edtf(value: Any) -> Any:
    """Return the dates of a cell as EDTF."""
    found = span(value)
    return value if found is None else found.edtf
