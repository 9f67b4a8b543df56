"""The base class of all records, with checks, comparison and display."""

from operator import attrgetter
from typing import Any, ClassVar

import attrs

from apec_outcomes._extras import ForPydantic
from apec_outcomes.model._fields import Structured
from apec_outcomes.model._values import check

__all__ = ["Record"]


class _ReadableSignature:
    """The signature of a class, made when `help` or `inspect.signature` needs it."""

    def __get__(self, record: object, cls: Any) -> Any:
        from apec_outcomes.model._signatures import signature_of

        return signature_of(cls)


class Record(Structured, ForPydantic):
    """The base class of all records: immutable, hashable, checked, and displayed as cards in notebooks.

    Raises
    ------
    InvalidRecordError
        If values are not valid for their fields. The error lists all problems.
    """

    __slots__ = ()

    _values: ClassVar[Any]
    """Returns the values of all fields."""

    __signature__ = _ReadableSignature()

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        cls._values = attrgetter(*(field.name for field in attrs.fields(cls)))  # type: ignore[arg-type]
        if "__init__" in vars(cls):
            cls.__init__.__annotations__ = {}  # `__signature__` has them in a readable form

    def __attrs_post_init__(self) -> None:
        check(self)

    # Written once: attrs would generate them for each class at every import.
    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return bool(self._values(self) == self._values(other))

    def __hash__(self) -> int:
        return hash((self.__class__, self._values(self)))

    def _headline(self) -> str:
        """Return the record in one line, for `repr`."""
        raise NotImplementedError

    def _title(self) -> str:
        """Return the name of the record: its title, name or label."""
        for name in ("title", "name", "label", "publisher"):
            if value := getattr(self, name, None):
                return str(value)
        return self._headline()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._headline()}>"

    def _repr_html_(self) -> str:
        """Return the record as a card, for notebooks."""
        from apec_outcomes.model._card import card

        return card(self)


def title(record: Record) -> str:
    """Return the title, name or label of a record."""
    return record._title()
