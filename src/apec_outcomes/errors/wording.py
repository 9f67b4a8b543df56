"""Values and names in messages: in one line, shortened if long."""

import re
from collections.abc import Iterable
from reprlib import Repr
from typing import Any

__all__ = ["listed", "quoted", "shown"]


def listed(names: Iterable[object], word: str = "and") -> str:
    """Return names as a list in a sentence: ``a, b and c``, or ``a, b or c`` if `word` is ``or``.

    >>> listed(["actors", "economies", "fora"], "or")
    'actors, economies or fora'
    """
    *first, last = map(str, names)
    return f"{', '.join(first)} {word} {last}" if first else last


def shown(value: object) -> str:
    """Return a value of a file for a message: as JSON, in one line, shortened if long."""
    match value:
        case str():
            return repr(value) if len(value) <= _LONG else f"{value[:_LONG]!r}..."
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int() if value.bit_length() > _MANY_BITS:
            return "a number of more than 70 digits"
        case int() | float():
            return repr(value)
        case dict():
            return "an object"
        case list() | tuple():
            return "a list"
        case _:
            return f"a value of type {type(value).__name__}"


def quoted(value: object) -> str:
    """Return the ``repr`` of a value, shortened if long."""
    if isinstance(value, str | bytes | bytearray) and len(value) > _LONG:
        return f"{value[:_LONG]!r}..."
    text = _SHORT.repr(value)
    return text if len(text) <= 2 * _LONG else f"{text[: 2 * _LONG]}..."


class _Short(Repr):
    """Shortens long and deep values before their ``repr`` is made, which could take long or fail."""

    def repr_str(self, x: str, level: int) -> str:  # noqa: ARG002
        return shown(x)

    def repr_int(self, x: int, level: int) -> str:  # noqa: ARG002
        return shown(x) if type(x) is int else repr(x)

    def repr_function(self, x: Any, level: int) -> str:  # noqa: ARG002
        return f"the function {x.__name__}"

    def repr_instance(self, x: object, level: int) -> str:  # noqa: ARG002
        try:
            return re.sub(" at 0x[0-9A-Fa-f]+", "", repr(x))  # addresses in memory say nothing
        except Exception:
            # The `repr` of a user's object may raise any error; the message must not fail.
            return shown(x)


_LONG = 80
_MANY_BITS = 256
_SHORT = _Short()
_SHORT.maxlevel = 3
