"""Kinds and statuses as people give them: members of an enum, or their texts."""

from enum import StrEnum
from typing import TypeVar

from apec_outcomes.errors import QueryError, quoted

__all__ = ["members_of"]

K = TypeVar("K", bound=StrEnum)


def members_of(cls: type[K], values: tuple[K | str, ...]) -> frozenset[K]:
    """Return the members of an enum that these values name."""
    try:
        return frozenset(map(cls, values))
    except ValueError:
        given = ", ".join(map(quoted, values))
        raise QueryError(
            f"got {given}; expected any of {', '.join(member.value for member in cls)}"
        ) from None
