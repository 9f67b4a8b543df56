"""Checks of values against the annotations of their fields."""

import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cache
from itertools import chain, repeat
from typing import Any

from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import DateParseError, InvalidRecordError, Problem, quoted, shown
from apec_outcomes.model._fields import Kind, Structured, fields_of, kind_of

__all__ = ["check", "expected_of", "problems_of", "text_problem"]

Fault = tuple[str, str]
"""The message of a problem, and the expected values."""

Finder = Callable[[Any, str], Iterator[Problem]]
"""A function that yields the problems of a value with a path."""


def check(record: Structured) -> None:
    """Check that the values of a record are valid for their fields.

    Raises
    ------
    InvalidRecordError
        If they are not. The error lists all problems.
    """
    cls: Any = record.__class__
    problems = chain.from_iterable(find(getattr(record, name), path) for name, path, find in _finders(cls))
    if first := next(problems, None):
        raise InvalidRecordError(chain([first], problems))


@cache
def _finders(cls: Any) -> tuple[tuple[str, str, Finder], ...]:
    """Return the name, path and check of each field of a class."""
    return tuple((field.name, f"$.{field.name}", _finder(field.kind)) for field in fields_of(cls))


def problems_of(value: Any, kind: Kind, path: str) -> Iterator[Problem]:
    """Yield the problems of a value of this kind, each with its path."""
    yield from _finder(kind)(value, path)


@cache
def _finder(kind: Kind) -> Finder:
    """Return a function that yields the problems of a value of this kind."""
    if kind.optional:
        find = _finder(kind._replace(optional=False))
        return lambda value, path: iter(()) if value is None else find(value, path)
    if kind.many:
        return _finder_in_tuple(repeat(_finder(kind.one)), "several values, such as a list of them")
    if kind.elements is not None:
        finders = [_finder(kind_of(element)) for element in kind.elements]
        return _finder_in_tuple(finders, f"a tuple of {len(finders)}", len(finders))
    fault_of = _fault_of(kind)

    def find_one(value: Any, path: str) -> Iterator[Problem]:
        if fault := fault_of(value):
            yield Problem(path, *fault)

    return find_one


def _finder_in_tuple(finders: Iterable[Finder], expected: str, length: int | None = None) -> Finder:
    def find(value: Any, path: str) -> Iterator[Problem]:
        if type(value) is tuple and length in (None, len(value)):
            for index, (find_one, each) in enumerate(zip(finders, value, strict=False)):
                yield from find_one(each, f"{path}[{index}]")
        else:
            yield Problem(path, f"got {quoted(value)}", expected)

    return find


def _fault_of(kind: Kind) -> Callable[[Any], Fault | None]:
    """Return a function that returns the problem of a single value of this kind, or None."""
    pattern, bounds = kind.pattern, kind.range
    matches = re.compile(pattern.regex).fullmatch if pattern else None
    types = tuple(type_ for type_ in kind.types if isinstance(type_, type))
    bases = tuple(type_ for type_ in types if type_ not in (str, int, bool, DateSpan))
    if not types:
        return lambda _: None  # a type in a user's class, which only its author can check

    def fault(value: Any) -> Fault | None:
        is_of_type = value.__class__ in types or isinstance(value, bases)
        if not is_of_type:
            return _of_type(value, kind)
        if value.__class__ is str:
            if found := text_problem(value):
                return found
            if pattern and matches and not matches(value):
                return f"got {quoted(value)}", pattern.expected
        elif bounds and not bounds.least <= value <= bounds.most:
            return f"got {quoted(value)}", bounds.expected
        return None

    return fault


def _of_type(value: Any, kind: Kind) -> Fault:
    if kind.types == (DateSpan,):
        try:
            DateSpan.of(value)
        except DateParseError as error:
            reason = "" if error.reason.startswith("expected") else f": {error.reason}"
            return f"got {quoted(value)}{reason}", expected_of(DateSpan)
    return f"got {quoted(value)}", " or ".join(map(expected_of, kind.types))


def expected_of(cls: Any) -> str:
    """Return the values of a class in words, for messages."""
    if cls in _EXPECTED:
        return _EXPECTED[cls]
    if isinstance(cls, type) and issubclass(cls, StrEnum):
        return f"one of {', '.join(member.value for member in cls)}"
    example = getattr(cls, "_example", "")
    return f"a value of type {getattr(cls, '__name__', cls)}{example and f', such as {example}'}"


_EXPECTED = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    DateSpan: "dates, such as '15-16 November 2024', '2024-08' or a datetime.date",
}


def text_problem(text: str) -> Fault | None:
    """Return the problem of a text, or None."""
    if not text:
        return "got an empty text", "text"
    # Most texts are printable; the others may have only a no-break space.
    if text.isprintable() or not re.search(_UNREADABLE, text):
        return None
    return f"got {shown(text)}, with a control character or a lone surrogate", "text without these"


_UNREADABLE = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
"""Characters that are invalid in texts: controls, surrogates, non-characters."""
