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

__all__ = ["Fault", "problems_in"]


class Fault(ValueError):  # noqa: N818 - becomes a problem, is never raised to the caller
    """A value is not what its place takes."""

    def __init__(self, message: str, expected: str) -> None:
        self.message = message
        self.expected = expected
        super().__init__(message, expected)


def problems_in(error: BaseException, path: str = "$") -> Iterator[Problem]:
    """Yield every problem in an error of cattrs, each with its path."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            path = f"{path}.{note.name}"
        elif isinstance(note, IterableValidationNote):
            path = f"{path}[{note.index}]"
    match error:
        case ForbiddenExtraKeysError():
            fields = ", ".join(attrs.fields_dict(error.cl))
            for name in sorted(error.extra_fields, key=shown):
                # A name that could be mistaken for a path, or is no text at all, goes in brackets.
                plain = isinstance(name, str) and name.isidentifier() and len(name) <= 80
                place = f"{path}.{name}" if plain else f"{path}[{shown(name)}]"
                yield Problem(place, "unknown field", f"one of {fields}")
        case BaseValidationError():
            for part in error.exceptions:
                yield from problems_in(part, path)
        case InvalidRecordError():
            for problem in error.problems:
                yield Problem(path + problem.path[1:], problem.message, problem.expected, problem.file)
        case Fault():
            yield Problem(path, error.message, error.expected)
        case KeyError():
            yield Problem(path, "missing", "a value")
        case _:
            yield Problem(path, str(error), "a valid value")
