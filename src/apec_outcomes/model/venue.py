"""Places of meetings."""

from typing import ClassVar

import attrs

from apec_outcomes.model._record import Record
from apec_outcomes.model.economy import EconomyRef

__all__ = ["Venue"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Venue(Record):
    """The place of a meeting, with the precision of the sources.

    Parameters
    ----------
    city
        Its English name.
    economy
        The code of its economy.
    name
        The building or site.

    >>> import apec_outcomes as apec
    >>> print(apec.Venue(city="Lima", economy="PER", name="Lima Convention Center"))
    Lima Convention Center, Lima, PER
    """

    _example: ClassVar[str] = "Venue(city='Lima', economy='PER')"

    city: str | None = None
    economy: EconomyRef | None = None
    name: str | None = None

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.city, self.economy) if part)

    def _headline(self) -> str:
        return str(self)

    def _title(self) -> str:
        return str(self)
