"""Converters of fields: constructors accept convenient forms of values.

A value that cannot be converted is returned unchanged: the check of the record reports it with all other
problems. Type checkers read the type of a parameter from the converter, which therefore must be a named
function.
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
"""Dates in any form: a span, a text that `DateSpan.parse` reads, a date, or a year as a number."""


class _Texts(Protocol):
    """A collection of texts, but not a text: `in` of a text accepts only texts."""

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
    """Return texts as a tuple; those of a set are sorted."""
    return several(value)


def several(values: Iterable[T]) -> tuple[T, ...]:
    """Return values as a tuple; those of a set are sorted."""
    if type(values) is tuple:
        return values
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        return cast("tuple[T, ...]", values)
    found: Any = tuple(values)
    if isinstance(values, set | frozenset) and all(isinstance(each, str) for each in found):
        found = tuple(sorted(found))
    return cast("tuple[T, ...]", found)


def member(cls: type[E], value: E | str) -> E:
    """Return the member of an enum with this value."""
    found = cls._value2member_map_.get(value) if value.__class__ is str else None
    return cast("E", value if found is None else found)


# attrs asks for the signature of a converter for each field that uses it.
for _shared in cast("tuple[Any, ...]", (span, span_or_none, texts)):
    _shared.__signature__ = signature(_shared)
