"""Queries of records with a host and a place."""

from collections.abc import Sequence
from typing import Any, Self, TypeVar

from apec_outcomes.errors import ArgumentError, quoted
from apec_outcomes.model import Economy, Venue
from apec_outcomes.model._text import name_key, near_to
from apec_outcomes.query.dated import DatedQuery
from apec_outcomes.query.filters import Passing
from apec_outcomes.query.unknown import unknown

__all__ = ["PlacedQuery"]

R_co = TypeVar("R_co", covariant=True)


class PlacedQuery(DatedQuery[R_co]):
    """A query of records with a host year and a place."""

    __slots__ = ()

    def hosted_by(self, economy: Economy | str) -> Self:
        """Keep records of the years that an economy hosted.

        Parameters
        ----------
        economy
            An economy, its code or any of its names.

        Raises
        ------
        UnknownIdError
            If there is no such economy.

        >>> import apec_outcomes as apec
        >>> data = apec.load()
        >>> data.meetings.hosted_by("Peru").of_kind("leaders").ids()
        ('2008-aelm', '2016-aelm', '2024-aelm')
        >>> sorted(data.outcomes.hosted_by("Peru").tally("year"))
        [2008, 2016, 2024]

        .. versionchanged:: 0.3
            Of outcomes, too, by the host of their meeting.
        """
        code = self._relations.key_of("economies", economy)
        years = {year.year for year in self._relations.all_of("host_years") if year.host == code}
        return self._with(Passing(lambda record: record.year in years))

    def at(self, place: Economy | str) -> Self:
        """Keep events held, or outcomes adopted, in a city, a venue or an economy.

        Parameters
        ----------
        place
            The name of a city or a venue, or an economy, its code or any of its names.

        Raises
        ------
        UnknownIdError
            If no event was held or announced at a place with this name.
        ArgumentError
            If `place` is neither a text nor an economy.

        >>> import apec_outcomes as apec
        >>> data = apec.load()
        >>> data.meetings.at("Trujillo").in_year(2008).ids()
        ('2008-finance',)
        >>> data.outcomes.at("Trujillo").in_year(2008).tally("meeting")
        {'2008-finance': 2}

        .. versionchanged:: 0.3
            Of outcomes, too, by the place of their meeting.
        """
        if not isinstance(place, Economy | str):
            raise ArgumentError(f"got {quoted(place)}; expected the name of a place, or an economy")
        relations, name = self._relations, ""
        if isinstance(place, Economy):
            named: Sequence[Any] = (relations.one("economies", place),)
        else:
            named, name = relations.answering("economies", place), name_key(place)
        code = named[0].code if len(named) == 1 else None
        if code is None and (not name or name not in relations.places()):
            raise unknown(relations, place, ("places",), _near(place, relations.places()))

        def was_there(record: Any) -> bool:
            venue = self._venue_of(record)
            return venue is not None and (
                (code is not None and venue.economy == code)
                or any(name_key(each) == name for each in (venue.city, venue.name) if each)
            )

        return self._with(Passing(was_there))

    def _venue_of(self, record: Any) -> Venue | None:
        venue: Venue | None = record.venue
        return venue


def _near(place: Economy | str, places: Any) -> list[str]:
    return [places[near] for near in near_to(name_key(place), places)] if isinstance(place, str) else []
