"""The vocabulary of themes, in the terms of SKOS."""

from typing import Annotated

import attrs

from apec_outcomes.model._converters import texts
from apec_outcomes.model._fields import Reference, Slug
from apec_outcomes.model._record import Record

__all__ = ["Theme", "ThemeRef"]

ThemeRef = Annotated[str, Reference("themes")]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Theme(Record):
    """A concept of the vocabulary (https://www.w3.org/TR/skos-reference/).

    Parameters
    ----------
    id
        In kebab case.
    label
        The preferred label, as APEC documents name the topic.
    broader
        The ids of the broader themes (``skos:broader``).
    related
        The ids of related themes (``skos:related``).
    definition
        Its scope.
    aliases
        Other labels that people use.

    >>> import apec_outcomes as apec
    >>> apec.load().themes["AI"]
    <Theme artificial-intelligence: Artificial intelligence, part of digital-economy>
    """

    id: Slug
    label: str
    broader: tuple[ThemeRef, ...] = attrs.field(default=(), converter=texts)
    related: tuple[ThemeRef, ...] = attrs.field(default=(), converter=texts)
    definition: str | None = None
    aliases: tuple[str, ...] = attrs.field(default=(), converter=texts)

    def _headline(self) -> str:
        part = f", part of {' and '.join(self.broader)}" if self.broader else ""
        return f"{self.id}: {self.label}{part}"
