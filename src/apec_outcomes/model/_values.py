"""Whether a value is one that the annotation of its field allows."""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_origin

from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import DateParseError, InvalidRecordError, Problem, quoted, shown
from apec_outcomes.model._annotations import UNREADABLE
from apec_outcomes.model._fields import Kind, Structured, fields_of

__all__ = ["check", "expected_of", "problems_of", "text_problem"]

Fault = tuple[str, str]
"""The message of a problem, and the values that were expected."""


def check(record: Structured) -> None:
    """Refuse a record with values that its fields do not take.

    Raises
    ------
    InvalidRecordError
        With every problem.
    """
    cls: Any = record.__class__
    for name, fits in _checks(cls):
        if not fits(getattr(record, name)):
            raise InvalidRecordError(
                problem
                for field in fields_of(cls)
                for problem in problems_of(getattr(record, field.name), field.kind, f"$.{field.name}")
            )


@cache
def _checks(cls: Any) -> tuple[tuple[str, Callable[[Any], bool]], ...]:
    """Return the name of each field of a class, and the function that says whether a value fits it."""
    return tuple((field.name, _fits(field.kind)) for field in fields_of(cls))


def _fits(kind: Kind) -> Callable[[Any], bool]:
    if kind.many:
        fault = _fault_of(kind.one)
        if get_origin(kind.cls) is None:
            return lambda value: (
                (value.__class__ is tuple and all(fault(each) is None for each in value))
                or (value is None and kind.optional)
            )
    elif get_origin(kind.cls) is None:
        fault = _fault_of(kind.one)
        if kind.optional:
            return lambda value: value is None or fault(value) is None
        return lambda value: fault(value) is None
    return lambda value: not any(problems_of(value, kind, "$"))


def problems_of(value: Any, kind: Kind, path: str) -> Iterator[Problem]:
    """Yield the problems of a value of this kind, each with its path."""
    if value is None and kind.optional:
        return
    if kind.many:
        if type(value) is tuple:
            for index, each in enumerate(value):
                yield from problems_of(each, kind.one, f"{path}[{index}]")
        else:
            yield Problem(path, f"got {quoted(value)}", "several values, such as a list of them")
    elif get_origin(kind.cls) is tuple and Ellipsis not in get_args(kind.cls):
        parts = get_args(kind.cls)
        if type(value) is tuple and len(value) == len(parts):
            for index, (each, part) in enumerate(zip(value, parts, strict=True)):
                yield from problems_of(each, Kind((part,)), f"{path}[{index}]")
        else:
            yield Problem(path, f"got {quoted(value)}", f"a tuple of {len(parts)}")
    elif fault := _fault_of(kind.one)(value):
        yield Problem(path, *fault)


@cache
def _fault_of(kind: Kind) -> Callable[[Any], Fault | None]:
    """Return the function that returns the fault of a single value of this kind, or None."""
    matches = re.compile(kind.pattern.regex).fullmatch if kind.pattern else None
    bounds = kind.range
    types = tuple(type_ for type_ in kind.types if isinstance(type_, type))
    exact = types[0] if types in ((str,), (int,), (bool,), (DateSpan,)) else None
    if not types:
        return lambda _: None  # a type of a class of one's own, which only its author can check

    def fault(value: Any) -> Fault | None:
        if exact is None:
            if not isinstance(value, types) or (value.__class__ is bool and bool not in types):
                return _of_type(value, kind)
        elif value.__class__ is not exact:
            return _of_type(value, kind)
        if value.__class__ is str:
            if not (value and value.isprintable()) and (found := text_problem(value)):
                return found
            if matches and not matches(value):
                return f"got {quoted(value)}", kind.pattern.expected  # type: ignore[union-attr]
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
    """Return the values of a class in words, as messages put them."""
    if cls in _EXPECTED:
        return _EXPECTED[cls]
    if isinstance(cls, type) and issubclass(cls, StrEnum):
        return f"one of {', '.join(member.value for member in cls)}"
    example = getattr(cls, "_example", "")
    return f"a value of type {getattr(cls, '__name__', cls)}{example and f', such as {example}'}"


_EXPECTED = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    DateSpan: "dates, such as '15-16 November 2024', '2024-08' or a datetime.date",
}


def text_problem(text: str) -> Fault | None:
    """Return the fault of a text, or None."""
    if not text:
        return "got an empty text", "text"
    # Most texts are printable; what is not may still be a no-break space.
    if text.isprintable() or not re.search(_UNREADABLE, text):
        return None
    return f"got {shown(text)}, with a control character or half of a surrogate pair", "readable text"


_UNREADABLE = f"[{UNREADABLE}]"
