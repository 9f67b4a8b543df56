"""Readable signatures of records: the types that a constructor takes, without the notes for checks."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from types import NoneType
from typing import Any

import attrs

from apec_outcomes.dates import DateSpan
from apec_outcomes.model._fields import Kind, kind_of

__all__ = ["make_readable"]


def make_readable(cls: type[Any]) -> None:
    """Have `help` and `inspect.signature` show the types that the constructor of a class takes."""
    if "__init__" in vars(cls):
        shown = {field.alias: _shown(field.type) for field in attrs.fields(cls) if field.init}
        cls.__init__.__annotations__ = {**shown, "return": None}


def _shown(annotation: Any) -> Any:
    return annotation if isinstance(annotation, str) else _taken(kind_of(annotation))


def _taken(kind: Kind) -> Any:
    """Return the type of the values that a constructor takes for a field of this kind."""
    if kind.types == (DateSpan,):
        found: Any = DateSpan | date | int | str
    elif isinstance(kind.cls, type) and issubclass(kind.cls, StrEnum):
        found = kind.cls | str
    else:
        found = kind.cls
        for other in kind.types[1:]:
            found = found | other
    if kind.many:
        found = Iterable[found]
    return found | NoneType if kind.optional else found
