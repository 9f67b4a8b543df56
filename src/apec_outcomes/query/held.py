"""Queries over meetings, sessions and calendar entries: what is held at a time and a place."""

from typing import Any, Literal, Self, TypeVar

from apec_outcomes.errors import UnknownIdError, quoted
from apec_outcomes.model import Economy, Forum, Meeting, MeetingKind, Session, Status
from apec_outcomes.model._text import name_key
from apec_outcomes.query.dated import DatedQuery
from apec_outcomes.query.kinds import members_of

__all__ = ["HeldQuery", "MeetingQuery", "SessionQuery"]

R = TypeVar("R")


class HeldQuery(DatedQuery[R]):
    """A query over what is held: meetings, sessions and calendar entries."""

    __slots__ = ()

    def of_kind(self, *kinds: MeetingKind | str) -> Self:
        """Keep those of any of these kinds; a calendar entry is of the kind of what it announces.

        Raises
        ------
        QueryError
            Where there is no such kind.

        >>> import apec_outcomes as apec
        >>> apec.load().sessions.of_kind("conference").ids()
        ('2024-som3-grp17',)
        """
        wanted = members_of(MeetingKind, kinds)
        return self.where(lambda record: self._kind_of(record) in wanted)

    def _kind_of(self, record: Any) -> MeetingKind | None:
        kind: MeetingKind = record.kind
        return kind

    def by(self, *fora: Forum | str, subfora: bool = False) -> Self:
        """Keep those of any of these fora.

        Parameters
        ----------
        fora
            Fora, or their ids, acronyms or names.
        subfora
            Take in what reports to them, directly or through others.

        Raises
        ------
        UnknownIdError
            Where there is no such forum.

        >>> import apec_outcomes as apec
        >>> apec.load().sessions.by("CTI", subfora=True).during("August 2024").ids()
        ('2024-som3-desg-plenary', '2024-som3-a2c2', '2024-som3-ipeg')
        """
        wanted = {
            found.id for forum in fora for found in self._relations.family("fora", forum, below=subfora)
        }
        return self.where(lambda record: record.forum in wanted)  # type: ignore[attr-defined]

    def hosted_by(self, economy: Economy | str) -> Self:
        """Keep those of the years that an economy hosted.

        Parameters
        ----------
        economy
            An economy, its code or any of its names.

        Raises
        ------
        UnknownIdError
            Where there is no such economy.

        >>> import apec_outcomes as apec
        >>> apec.load().meetings.hosted_by("Peru").of_kind("leaders").ids()
        ('2008-aelm', '2016-aelm', '2024-aelm')
        """
        code = self._relations.one("economies", economy).code
        years = {year.year for year in self._relations.all_of("host_years") if year.host == code}
        return self.where(lambda record: record.year in years)  # type: ignore[attr-defined]

    def at(self, place: Economy | str) -> Self:
        """Keep those that were held in a city, a venue or an economy.

        Raises
        ------
        UnknownIdError
            Where nothing was held at a place of this name.

        >>> import apec_outcomes as apec
        >>> apec.load().meetings.at("Trujillo").in_year(2008).ids()
        ('2008-finance',)
        """
        said = place if isinstance(place, str) else quoted(place)
        wanted = place.code if isinstance(place, Economy) else name_key(said)
        code = place.code if isinstance(place, Economy) else self._economy_code(place)

        def was_there(record: Any) -> bool:
            venue = record.venue
            return venue is not None and (
                (code is not None and venue.economy == code)
                or any(name_key(name) == wanted for name in (venue.city, venue.name) if name)
            )

        if code is None and not any(map(was_there, self._store.records)):
            venues = [record.venue for record in self._store.records if record.venue]  # type: ignore[attr-defined]
            cities = {name_key(venue.city): venue.city for venue in venues if venue.city}
            raise UnknownIdError(place, "places", _nearest(wanted, cities))
        return self.where(was_there)

    def _economy_code(self, name: str) -> str | None:
        try:
            code: str = self._relations.one("economies", name).code
        except UnknownIdError:
            return None
        return code

    def to_icalendar(self, name: str = "APEC", *, inexact: Literal["omit", "include"] = "omit") -> str:
        """Return them as a calendar (RFC 5545) that others can import or subscribe to.

        Each event lasts whole days. Its UID stays the same from release to release.

        Parameters
        ----------
        name
            The name that programs show for the calendar.
        inexact
            ``include`` for the records whose days are not known, too: as events over the whole months or
            years, tentative unless it is known that they took place. ``omit`` leaves them out. Records
            without dates are always left out.

        Raises
        ------
        MissingExtraError
            Where icalendar is not installed.

        >>> import apec_outcomes as apec
        >>> text = apec.load().calendar.upcoming(on="2024-08-26").to_icalendar("APEC 2024")
        >>> "SUMMARY:Finance Ministerial Meeting" in text
        True
        """
        from apec_outcomes.export.icalendar import to_icalendar

        return to_icalendar(self, name, inexact=inexact)

    def with_status(self, *statuses: Status | str) -> Self:
        """Keep those of any of these statuses.

        Raises
        ------
        QueryError
            Where there is no such status.

        >>> import apec_outcomes as apec
        >>> apec.load().meetings.with_status("cancelled").ids()
        ('2019-amm', '2019-aelm', '2020-som2', '2020-som3')
        """
        wanted = members_of(Status, statuses)
        return self.where(lambda record: record.status in wanted)  # type: ignore[attr-defined]


def _nearest(word: str, names: dict[str, str]) -> list[str]:
    from difflib import get_close_matches

    return [names[near] for near in get_close_matches(word, names, n=3)]


class MeetingQuery(HeldQuery[Meeting]):
    """A query over meetings.

    >>> import apec_outcomes as apec
    >>> apec.load().meetings.of_kind("cluster").by("som").in_year(2024).ids()
    ('2024-som1', '2024-som2', '2024-som3')
    """

    __slots__ = ()


class SessionQuery(HeldQuery[Session]):
    """A query over what met within meetings.

    >>> import apec_outcomes as apec
    >>> apec.load().sessions.by("a2c2").one().ordinal
    16
    """

    __slots__ = ()
