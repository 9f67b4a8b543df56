"""The annotations of fields: the form of a text, the bounds of a number, the collection of an id."""

from typing import Annotated, NamedTuple

__all__ = [
    "SLUG",
    "UNREADABLE",
    "Acronym",
    "Count",
    "Number",
    "Pattern",
    "Range",
    "Reference",
    "Slug",
    "Url",
    "Year",
]


class Pattern(NamedTuple):
    """The form of a text: a regular expression that matches the whole of it, and how messages describe it."""

    regex: str
    expected: str


class Range(NamedTuple):
    """The smallest and the largest whole number that a field takes, and how messages describe them."""

    least: int
    most: int
    described: str = ""

    @property
    def expected(self) -> str:
        """The bounds in words."""
        return self.described or f"a whole number from {self.least} to {self.most}"


class Reference(NamedTuple):
    """The text is the id of a record in this collection of the dataset."""

    collection: str


UNREADABLE = r"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
"""Characters that no text has, for a regular expression: controls, surrogates, non-characters."""

SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"

Slug = Annotated[str, Pattern(SLUG, "an id in kebab case, such as 'digital-economy'")]
Acronym = Annotated[str, Pattern("[A-Z]{3,8}", "an ISO 3166-1 alpha-3 code or an acronym, such as 'PER'")]
Url = Annotated[str, Pattern(r"https?://[^\s/]\S*", "an address, such as 'https://www.apec.org/'")]
Year = Annotated[int, Range(1, 9999)]
Count = Annotated[int, Range(1, 9999)]
Number = Annotated[int, Range(0, 999_999_999)]
