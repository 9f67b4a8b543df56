"""The errors of cattrs as problems, each with its path."""

from collections.abc import Iterator

import attrs
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)

from apec_outcomes.errors import InvalidRecordError, Problem, shown

__all__ = ["Fault", "Uncounted", "count_in", "invalid", "member_path"]


class Fault(ValueError):  # noqa: N818 - becomes a problem, is never raised to the caller
    """A value that its field does not take."""

    def __init__(self, message: str, expected: str) -> None:
        self.message = message
        self.expected = expected
        super().__init__(message, expected)


class Uncounted(ValueError):  # noqa: N818 - becomes a number, is never raised to the caller
    """Further faults of a list, of which only the number of problems is kept."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(count)


def invalid(error: BaseException, file: str | None = None) -> InvalidRecordError:
    """Return an error of cattrs as one that lists the problems in it, each with its path and the file."""
    problems = (Problem(p.path, p.message, p.expected, p.file or file) for p in problems_in(error))
    return InvalidRecordError(problems, count_in(error))


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
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            path = f"{path}.{note.name}"
        elif isinstance(note, IterableValidationNote):
            path = f"{path}[{note.index}]"
    match error:
        case ForbiddenExtraKeysError():
            fields = ", ".join(attrs.fields_dict(error.cl))
            for name in sorted(error.extra_fields, key=shown):
                yield Problem(member_path(path, name), "unknown field", f"one of {fields}")
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
        case KeyError():
            yield Problem(path, "missing", "a value")
        case _:
            yield Problem(path, str(error), "a valid value")


def member_path(path: str, name: object) -> str:
    """Return the path of a member of an object, whose name may be anything.

    A name that could be mistaken for a path, or is no text at all, goes in brackets.

    >>> member_path("$[0]", "title"), member_path("$[*]", "a.b")
    ('$[0].title', "$[*]['a.b']")
    """
    plain = isinstance(name, str) and name.isidentifier() and len(name) <= 80
    return f"{path}.{name}" if plain else f"{path}[{shown(name)}]"
