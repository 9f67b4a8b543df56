"""Standard JSON and JSON Lines, without duplicate keys, and with equal texts for equal data."""

import json
from typing import Any

from apec_outcomes.checks.problems import Problems
from apec_outcomes.errors import InvalidRecordError, Problem, shown
from apec_outcomes.serialization.formats import Format, is_binary

__all__ = [
    "TOO_DEEP",
    "malformed",
    "read",
    "read_lines",
    "reason_of",
    "refused",
    "unreadable",
    "without_duplicates",
    "written",
]

TOO_DEEP = Problem("$", "nested too deeply", "data as deep as a record")
"""The problem of data that exceed the recursion limit."""


def written(data: Any, indent: int | None = None) -> str:
    """Return data as JSON, in one line or indented."""
    separators = (",", ":") if indent is None else None
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)


def read(text: str, _: Any = None) -> Any:
    """Return the data of a JSON text."""
    return json.loads(text, object_pairs_hook=without_duplicates, parse_constant=_no_constant)


def read_lines(text: str, _: Any = None) -> list[Any]:
    """Return the data of each line."""
    # Only line feeds separate lines; texts in JSON may contain other line breaks.
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    found, problems = [], Problems()
    for number, line in enumerate(lines, 1):
        try:
            found.append(read(line))
        except InvalidRecordError as error:
            problems.add_error(error, f"$[{number - 1}]")
        except (ValueError, RecursionError) as error:
            _, message, expected, _ = refused("json", line, error)
            problems.add(f"$[{number - 1}]", f"line {number} is {message}", expected)
    problems.raise_if_any()
    return found


def without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object of these keys and values, or raise an error for a duplicate key."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    raise unreadable(f"duplicate key {shown(twice)} in an object", "unique keys")


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")


def reason_of(error: Exception) -> str:
    """Return the reason in an error of a library, in one line."""
    return " ".join(str(error.__cause__ or error).split())[:300] or type(error).__name__


def refused(form: Format, text: str | bytes, error: Exception) -> Problem:
    """Return the problem of a text that a parser could not read because of this error."""
    if isinstance(error, RecursionError):
        return TOO_DEEP
    return malformed(form, f": {reason_of(error) if text.strip() else 'it is empty'}")


def malformed(form: Format, fault: str, expected: str = "") -> Problem:
    """Return the problem of a text that is not well-formed, with the place or reason."""
    return Problem(
        "$", f"not well-formed {form}{fault}", expected or f"{form} {'data' if is_binary(form) else 'text'}"
    )


def unreadable(message: str, expected: str) -> InvalidRecordError:
    """Return the error of a text that cannot be read."""
    return InvalidRecordError([Problem("$", message, expected)])
