"""JSON and JSON Lines: standard, each key once in an object, one text for equal data."""

import json
from typing import Any

from apec_outcomes.checks.problems import Problems
from apec_outcomes.errors import InvalidRecordError, Problem, shown

__all__ = ["read", "read_lines", "reason_of", "unreadable", "without_duplicates", "written"]


def written(data: Any, indent: int | None = None) -> str:
    """Return data as JSON, in one line unless it is indented."""
    separators = (",", ":") if indent is None else None
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)


def read(text: str, _: Any = None) -> Any:
    """Return the data of a JSON text."""
    return json.loads(text, object_pairs_hook=without_duplicates, parse_constant=_no_constant)


def read_lines(text: str, _: Any = None) -> list[Any]:
    """Return the data of each line."""
    # Only a line feed ends a line here; a text within JSON may hold other ends of lines.
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    found, problems = [], Problems()
    for number, line in enumerate(lines, 1):
        try:
            found.append(read(line))
        except InvalidRecordError as error:
            problems.add_error(error, f"$[{number - 1}]")
        except RecursionError:
            problems.add(
                f"$[{number - 1}]", f"line {number} is nested too deeply", "data as deep as a record"
            )
        except ValueError as error:
            message = f"line {number} is not well-formed JSON: {reason_of(error)}"
            problems.add(f"$[{number - 1}]", message, "a JSON value in each line")
    problems.raise_if_any()
    return found


def without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object of these keys and values, each key of which is there once."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    raise unreadable(f"duplicate key {shown(twice)} in an object", "each key once")


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")


def reason_of(error: Exception) -> str:
    """Return the reason that a library gives, in one line."""
    return " ".join(str(error.__cause__ or error).split())[:300] or type(error).__name__


def unreadable(message: str, expected: str) -> InvalidRecordError:
    """Return the error of a text that cannot be read."""
    return InvalidRecordError([Problem("$", message, expected)])
