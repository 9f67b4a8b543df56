"""Conversion of errors of cattrs to problems with paths."""

from collections.abc import Iterable, Iterator
from traceback import walk_tb
from typing import Any

import attrs
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)

from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import InvalidRecordError, Problem, shown
from apec_outcomes.model._fields import kind_of
from apec_outcomes.model._values import expected_of

__all__ = [
    "EDTF",
    "Fault",
    "Uncounted",
    "count_in",
    "described",
    "foreign",
    "invalid",
    "member_path",
    "unknown",
]


class Fault(ValueError):  # noqa: N818 - becomes a problem, is never raised to the caller
    """A value that is invalid for its field."""

    def __init__(self, message: str, expected: str) -> None:
        self.message = message
        self.expected = expected
        super().__init__(message, expected)


class Uncounted(ValueError):  # noqa: N818 - becomes a number, is never raised to the caller
    """Further errors in a list, of which only the number is kept."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(count)


def invalid(error: BaseException, file: str | None = None) -> InvalidRecordError:
    """Return an error of cattrs, or our own, as an `InvalidRecordError` whose problems have path and file."""
    problems = (problem._replace(file=problem.file or file) for problem in problems_in(error))
    return InvalidRecordError(problems, count_in(error))


def foreign(error: BaseException) -> BaseException | None:
    """Return the first error within an error of cattrs that a user's hook or class raised, or None."""
    match error:
        case BaseValidationError():
            return next(filter(None, map(foreign, error.exceptions)), None)
        case InvalidRecordError():
            return error.__cause__  # that of a dataset within a user's class
        case Fault() | Uncounted() | ForbiddenExtraKeysError():
            return None
        case _:
            return None if _is_missing(error) else error


def _is_missing(error: BaseException) -> bool:
    """Return whether an error is that of a missing field: the key that the function of cattrs looks up."""
    fields = [n.name for n in getattr(error, "__notes__", ()) if isinstance(n, AttributeValidationNote)]
    if not isinstance(error, KeyError) or error.args != tuple(fields[:1]):
        return False
    # A user's hook may raise the same error, in another function.
    files = [frame.f_code.co_filename for frame, _ in walk_tb(error.__traceback__)]
    return bool(files) and files[-1].startswith("<cattrs generated structure ")


def count_in(error: BaseException) -> int:
    """Return the number of problems in an error of cattrs."""
    match error:
        case Uncounted() | InvalidRecordError():
            return error.count
        case ForbiddenExtraKeysError():
            return len(error.extra_fields)
        case BaseValidationError():
            return sum(map(count_in, error.exceptions))
        case _:
            return 1


def problems_in(error: BaseException, path: str = "$") -> Iterator[Problem]:
    """Yield the problems in an error of cattrs, each with its path."""
    annotation: Any = None
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            path, annotation = f"{path}.{note.name}", note.type
        elif isinstance(note, IterableValidationNote):
            path = member_path(path, note.index)
    match error:
        case ForbiddenExtraKeysError():
            known = list(attrs.fields_dict(error.cl))
            for index, name in enumerate(sorted(error.extra_fields, key=shown)):
                yield unknown(path, name, known, compare=index < _COMPARED)
        case BaseValidationError():
            for part in error.exceptions:
                yield from problems_in(part, path)
        case InvalidRecordError():
            for problem in error.problems:
                yield Problem(path + problem.path[1:], problem.message, problem.expected, problem.file)
        case Fault():
            yield Problem(path, error.message, error.expected)
        case Uncounted():
            return
        case KeyError() if _is_missing(error):
            yield Problem(path, "missing", _expected(annotation))
        case _:
            # The text of a KeyError is only a key, and that of other errors can be empty.
            said = "" if isinstance(error, KeyError) else str(error)
            yield Problem(path, said or repr(error), "a valid value")


def described(cls: Any) -> str:
    """Return a description of the data of a class, for messages."""
    return getattr(cls, "_described", "") or f"an object with the fields of {cls.__name__}"


EDTF = "a date as EDTF text, such as '2024-11-15/2024-11-16', '2024-08' or '2024' (in YAML, with the quotes)"


def _expected(annotation: Any) -> str:
    """Return a description of the values of a field, for messages."""
    if annotation is None or isinstance(annotation, str):
        return "a value"
    kind = kind_of(annotation)
    form = kind.pattern or kind.range
    if kind.many:
        return "a list"
    if form:
        return form.expected
    if kind.record:
        return described(kind.record)
    return EDTF if kind.cls is DateSpan else " or ".join(map(expected_of, kind.types))


def unknown(
    path: str, name: object, known: Iterable[str], *, compare: bool = True, what: str = "field"
) -> Problem:
    """Return the problem of an unknown field of an object, or of an unknown column of a table.

    Parameters
    ----------
    path
        The path of the object.
    name
        The unknown name.
    known
        The valid names.
    compare
        Whether to suggest a similar name.
    what
        What the name is of, such as ``field``.

    >>> print(unknown("$", "tittle", ["id", "title"]))
    $.tittle: unknown field; expected one of id, title; did you mean 'title'?
    """
    meant = _near(name, known) if compare else ""
    return Problem(member_path(path, name), f"unknown {what}", f"one of {', '.join(known)}{meant}")


def _near(name: object, known: Iterable[str]) -> str:
    """Return a suggestion of a similar name, to add to a message, or an empty text."""
    if not isinstance(name, str) or len(name) > _LONGEST_NAME:
        return ""
    from difflib import get_close_matches

    found = get_close_matches(name.lower().replace("-", "_").replace(" ", "_"), known, n=1)
    return f"; did you mean {found[0]!r}?" if found else ""


_LONGEST_NAME = 80
_COMPARED = 20  # comparison is slow: similar names are suggested only for the first unknown ones


def member_path(path: str, name: object) -> str:
    """Return the path of a member of an object.

    A name that could be mistaken for a path, or is not a text, is in brackets.

    >>> member_path("$[0]", "title"), member_path("$[*]", "a.b")
    ('$[0].title', "$[*]['a.b']")
    """
    plain = isinstance(name, str) and name.isidentifier() and len(name) <= 80
    return f"{path}.{name}" if plain else f"{path}[{shown(name)}]"
