"""The converters of fields: a constructor takes values as a person writes them.

A value that cannot be converted is returned as it is: the check of the record reports it with all other
problems. Type checkers read the type of a parameter from the converter of the field, which has to be a named
function for that.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from inspect import signature
from typing import Any, Protocol, TypeVar, cast

from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import DateParseError

__all__ = ["Dates", "Texts", "member", "several", "span", "span_or_none", "texts"]

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

Dates = DateSpan | date | int | str
"""Dates as people write them: a text that `DateSpan.parse` reads, a date, or a year as a number."""


class _Texts(Protocol):
    """A collection of texts that is not a text itself, which only contains other texts."""

    def __contains__(self, item: object, /) -> bool: ...

    def __iter__(self) -> Iterator[str]: ...


Texts = _Texts | Iterator[str]


def span(value: Dates) -> DateSpan:
    """Return dates as a span."""
    if isinstance(value, DateSpan):
        return value
    try:
        return DateSpan.of(value)
    except DateParseError:
        return cast("DateSpan", value)


def span_or_none(value: Dates | None) -> DateSpan | None:
    """Return dates as a span, or None."""
    return None if value is None else span(value)


def texts(value: Texts) -> tuple[str, ...]:
    """Return texts as a tuple; those of a set are sorted, as it has no order."""
    return several(value)


def several(values: Iterable[T]) -> tuple[T, ...]:
    """Return values as a tuple; those of a set are sorted, as it has no order."""
    if type(values) is tuple:
        return values
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        return cast("tuple[T, ...]", values)
    found: Any = tuple(values)
    if isinstance(values, set | frozenset) and all(isinstance(each, str) for each in found):
        found = tuple(sorted(found))
    return cast("tuple[T, ...]", found)


def member(cls: type[E], value: E | str) -> E:
    """Return the member of an enum that has a value."""
    found = cls._value2member_map_.get(value) if value.__class__ is str else None
    return cast("E", value if found is None else found)


# attrs asks for the signature of a converter at each field that has it.
for _shared in cast("tuple[Any, ...]", (span, span_or_none, texts)):
    _shared.__signature__ = signature(_shared)
