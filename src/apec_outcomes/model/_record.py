"""What all records share: how their fields are constrained, and how they show themselves."""

from operator import attrgetter
from typing import Annotated, Any, ClassVar, NamedTuple

import attrs

__all__ = ["Acronym", "Count", "Pattern", "Range", "Record", "Reference", "Slug", "Url", "Year"]


class Pattern(NamedTuple):
    """The form of a text: a regular expression that the whole of it matches, and how to say it."""

    regex: str
    expected: str


class Range(NamedTuple):
    """The smallest and the largest whole number that a field takes."""

    least: int
    most: int

    @property
    def expected(self) -> str:
        """The bounds in words."""
        return f"a whole number from {self.least} to {self.most}"


class Reference(NamedTuple):
    """The text is the id of a record in this collection of the dataset."""

    collection: str


UNREADABLE = r"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
"""What no text holds, as in a class of a regular expression: controls, half surrogates, non-characters."""

SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"

Slug = Annotated[str, Pattern(SLUG, "an id in kebab case, such as 'digital-economy'")]
Acronym = Annotated[str, Pattern("[A-Z]{3,8}", "an ISO 3166-1 alpha-3 code or an acronym, such as 'PER'")]
Url = Annotated[str, Pattern(r"https?://[^\s/]\S*", "an address, such as 'https://www.apec.org/'")]
Year = Annotated[int, Range(1, 9999)]
Count = Annotated[int, Range(1, 9999)]


class Record:
    """The base of every class of the record: immutable, hashable, and readable in a notebook."""

    __slots__ = ()

    _values: ClassVar[Any]
    """Reads the values of all fields."""

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        cls._values = attrgetter(*(field.name for field in attrs.fields(cls)))  # type: ignore[arg-type]

    # Written once: attrs would write them for each class anew, at every import.
    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return bool(self._values(self) == self._values(other))

    def __hash__(self) -> int:
        return hash((self.__class__, self._values(self)))

    def _headline(self) -> str:
        """Return the record in one line, as a person wants to see it."""
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
