"""Whether a value is what the annotation of its field allows."""

import re
from collections.abc import Iterator
from typing import Any, get_args, get_origin

from apec_outcomes.errors import Problem, quoted, shown
from apec_outcomes.model._fields import Kind, fields_of
from apec_outcomes.model._record import UNREADABLE, Record

__all__ = ["problems_of", "problems_of_record", "text_problem"]


def problems_of_record(record: Any, path: str) -> Iterator[Problem]:
    """Yield what is wrong with the values of a record, each with its path."""
    for name, kind, _ in fields_of(record.__class__):
        yield from problems_of(getattr(record, name), kind, f"{path}.{name}")


def problems_of(value: Any, kind: Kind, path: str) -> Iterator[Problem]:
    """Yield what is wrong with a value of this kind, with its path."""
    if value is None and kind.optional:
        return
    if kind.many:
        if type(value) is tuple:
            for index, each in enumerate(value):
                yield from problems_of(each, kind.one, f"{path}[{index}]")
        else:
            yield Problem(path, f"got {quoted(value)}", "a tuple")
        return
    matching = next((each for each in kind.types if _is_of(value, each)), None)
    if matching is None:
        yield Problem(path, f"got {quoted(value)}", f"a value of type {_name(kind.cls)}")
    elif get_origin(matching) is tuple:
        for index, (each, part) in enumerate(zip(value, get_args(matching), strict=True)):
            yield from problems_of(each, Kind((part,)), f"{path}[{index}]")
    elif isinstance(value, Record):
        yield from problems_of_record(value, path)
    elif matching is str and (fault := text_problem(value)):
        yield Problem(path, *fault)
    elif kind.pattern and not re.fullmatch(kind.pattern.regex, value):
        yield Problem(path, f"got {quoted(value)}", kind.pattern.expected)
    elif kind.range and not kind.range.least <= value <= kind.range.most:
        yield Problem(path, f"got {quoted(value)}", kind.range.expected)


def _is_of(value: Any, type_: Any) -> bool:
    if get_origin(type_) is tuple:
        return type(value) is tuple and len(value) == len(get_args(type_))
    return type(value) is type_


def _name(type_: Any) -> str:
    return str(getattr(type_, "__name__", type_))


def text_problem(text: str) -> tuple[str, str] | None:
    """Return what is wrong with a text and what was expected, if anything is."""
    if not text:
        return "got an empty text", "text"
    # Most texts are printable; what is not may still be a no-break space.
    if text.isprintable() or not _UNREADABLE.search(text):
        return None
    return f"got {shown(text)}, with a control character or half of a surrogate pair", "readable text"


_UNREADABLE = re.compile(f"[{UNREADABLE}]")
