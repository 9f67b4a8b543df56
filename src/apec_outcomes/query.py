"""The questions that each collection answers, beside those that every one does."""

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Self, TypeVar

from apec_outcomes._query import Field, Query
from apec_outcomes._steps import About, Overlapping
from apec_outcomes.dates import DateSpan, last_day
from apec_outcomes.errors import QueryError, UnknownIdError, quoted
from apec_outcomes.model import (
    CalendarEntry,
    Difference,
    Document,
    DocumentKind,
    Economy,
    EconomyKind,
    Forum,
    ForumKind,
    HostYear,
    Meeting,
    MeetingKind,
    Outcome,
    OutcomeKind,
    Session,
    Status,
    Theme,
)
from apec_outcomes.model._folding import fold, name_key

__all__ = [
    "CalendarQuery",
    "DatedQuery",
    "DocumentQuery",
    "EconomyQuery",
    "Field",
    "ForumQuery",
    "HostYearQuery",
    "MeetingQuery",
    "OutcomeQuery",
    "Query",
    "SessionQuery",
]

R = TypeVar("R")
K = TypeVar("K", bound=StrEnum)
When = DateSpan | date | int | str


class DatedQuery(Query[R]):
    """A query over records that have dates: one is in a span of time when its dates overlap it.

    Wherever a time is asked for, a `DateSpan`, a `datetime.date`, a year as a number, or any text
    that `DateSpan.parse` reads will do; anything else raises `DateParseError`.

    >>> import apec_outcomes as apec
    >>> len(apec.load().sessions.during("26-28 February 2024"))
    4
    """

    __slots__ = ()

    def in_year(self, year: int) -> Self:
        """Keep what overlaps a calendar year.

        >>> import apec_outcomes as apec
        >>> len(apec.load().outcomes.adopted_at("2024-som3").in_year(2024))
        35
        """
        try:
            # Other numbers are equal to a whole one, but no years.
            if year.__class__ is int:
                return self._by_year[year]  # type: ignore[index]
        except (KeyError, TypeError):
            pass
        found = self.during(year)
        self._by_year = {**(self._by_year or {}), year: found}
        return found

    def since(self, when: When) -> Self:
        """Keep what ends on or after the first day of `when`.

        >>> import apec_outcomes as apec
        >>> apec.load().meetings.of_kind("leaders").since("15 November 2024").ids()[:2]
        ('2024-aelm', '2025-aelm')
        """
        return self._overlapping(_first(when), date.max)

    def until(self, when: When) -> Self:
        """Keep what begins on or before the last day of `when`.

        >>> import apec_outcomes as apec
        >>> apec.load().meetings.until("1990").ids()
        ('1989-amm', '1990-amm', '1990-mrt-vancouver', '1991-som1')
        """
        return self._overlapping(date.min, _last(when))

    def during(self, when: When) -> Self:
        """Keep what overlaps `when`.

        >>> import apec_outcomes as apec
        >>> apec.load().meetings.of_kind("high-level").during("August 2024").ids()
        ('2024-biotechnology', '2024-health')
        """
        span = DateSpan.of(when)
        return self._overlapping(span.start, span.end)

    def between(self, first: When, last: When) -> Self:
        """Keep what overlaps the time from the first day of `first` to the last day of `last`.

        Raises
        ------
        QueryError
            Where `last` ends before `first` begins.

        >>> import apec_outcomes as apec
        >>> apec.load().meetings.between("2024-09", "2024-10").of_kind("sectoral-ministerial").ids()
        ('2024-sme', '2024-finance')
        """
        start, end = _first(first), _last(last)
        if end < start:
            raise QueryError(f"{last!r} ends before {first!r} begins; expected the earlier one first")
        return self._overlapping(start, end)

    def _overlapping(self, first: date, last: date) -> Self:
        return self._with(Overlapping(self._shelf, first, last))


def _first(when: When) -> date:
    return when if type(when) is date else DateSpan.of(when).start


def _last(when: When) -> date:
    return when if type(when) is date else DateSpan.of(when).end


class _HeldQuery(DatedQuery[R]):
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
        wanted = _members(MeetingKind, kinds)
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
        wanted = {found.id for forum in fora for found in self._dataset._family("fora", forum, subfora)}
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
        code = self._dataset._one("economies", economy).code
        years = {year.year for year in self._dataset._all_of("host_years") if year.host == code}
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

        if code is None and not any(map(was_there, self._shelf.records)):
            venues = [record.venue for record in self._shelf.records if record.venue]  # type: ignore[attr-defined]
            cities = {name_key(venue.city): venue.city for venue in venues if venue.city}
            raise UnknownIdError(place, "places", _nearest(wanted, cities))
        return self.where(was_there)

    def _economy_code(self, name: str) -> str | None:
        try:
            code: str = self._dataset._one("economies", name).code
        except UnknownIdError:
            return None
        return code

    def to_icalendar(self, name: str = "APEC") -> str:
        """Return them as a calendar (RFC 5545) that others can import or subscribe to.

        Each lasts whole days. What is known to a month or a year spans it, and is tentative; what has no
        dates is left out. The UIDs stay the same from release to release.

        Parameters
        ----------
        name
            What the calendar is called where it is shown.

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

        return to_icalendar(self, name)

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
        wanted = _members(Status, statuses)
        return self.where(lambda record: record.status in wanted)  # type: ignore[attr-defined]


def _members(cls: type[K], values: tuple[K | str, ...]) -> frozenset[K]:
    """Return the members of an enum that these values name."""
    try:
        return frozenset(map(cls, values))
    except ValueError:
        given = ", ".join(map(quoted, values))
        raise QueryError(
            f"got {given}; expected any of {', '.join(member.value for member in cls)}"
        ) from None


def _nearest(word: str, names: dict[str, str]) -> list[str]:
    from difflib import get_close_matches

    return [names[near] for near in get_close_matches(word, names, n=3)]


class MeetingQuery(_HeldQuery[Meeting]):
    """A query over meetings.

    >>> import apec_outcomes as apec
    >>> apec.load().meetings.of_kind("cluster").by("som").in_year(2024).ids()
    ('2024-som1', '2024-som2', '2024-som3')
    """

    __slots__ = ()


class SessionQuery(_HeldQuery[Session]):
    """A query over what met within meetings.

    >>> import apec_outcomes as apec
    >>> apec.load().sessions.by("a2c2").one().ordinal
    16
    """

    __slots__ = ()


class CalendarQuery(_HeldQuery[CalendarEntry]):
    """A query over what was announced.

    >>> import apec_outcomes as apec
    >>> apec.load().calendar.with_status("scheduled").in_year(2024).ids()
    ('cal-2024-som3-ipeg',)
    """

    __slots__ = ()

    def upcoming(self, *, on: When, within: str | timedelta | None = None) -> Self:
        """Keep what is not known to have ended on a day, soonest first.

        What is known only to its month or year stands by the last day on which it can begin.

        Parameters
        ----------
        on
            The day that is looked forward from; of a longer time, its first day.
        within
            How far to look: a `datetime.timedelta`, or a text such as ``6 months``, ``2 weeks``,
            ``10 days`` or ``1 year``. What begins later is left out.

        Raises
        ------
        QueryError
            Where `within` is not such a length of time.

        >>> import apec_outcomes as apec
        >>> exact = apec.load().calendar.where(lambda entry: entry.dates.is_exact)
        >>> exact.upcoming(on="2024-08-26", within="8 weeks").ids()
        ('cal-2024-mining', 'cal-2024-sme', 'cal-2024-finance')
        """
        day = _first(on)
        found = self._overlapping(day, date.max if within is None else _later(day, within))
        return found.order_by(lambda entry: (_begun_by(entry.dates), entry.dates))

    def differences(self) -> tuple[Difference, ...]:
        """Return in what the meetings took place otherwise than announced.

        Dates differ where the two contradict each other, not where one is known more exactly; a
        place where both name one; a status where the meeting was postponed or cancelled.

        >>> import apec_outcomes as apec
        >>> for difference in apec.load().calendar.since("September 2024").until(2025).differences():
        ...     print(difference.entry.title, "|", difference.announced, "|", difference.took_place)
        High-Level Dialogue on Mining | 11 September 2024 | 10–11 September 2024
        Finance Ministerial Meeting | 18–21 October 2024 | 20–21 October 2024
        """
        return tuple(d for entry in self if (held := self._held(entry)) for d in _differences(entry, held))

    def _held(self, entry: CalendarEntry) -> Meeting | Session | None:
        """Return what the entry announced, as it is known to have taken place."""
        if entry.session:
            session: Session | None = self._dataset._find("sessions", entry.session)
            return session
        meeting: Meeting | None = self._dataset._find("meetings", entry.meeting) if entry.meeting else None
        return meeting

    def _kind_of(self, record: CalendarEntry) -> MeetingKind | None:
        held = self._held(record)
        return held.kind if held else None


def _begun_by(span: DateSpan) -> date:
    """Return the last day on which what has these dates can begin."""
    return min(last_day(span.start, span.start_precision), span.end)


def _later(day: date, within: str | timedelta) -> date:
    """Return the last day of a length of time that begins on a day."""
    length: Any = within
    if not isinstance(within, timedelta) or within < timedelta(0):
        said = re.fullmatch(_LENGTH, within, re.IGNORECASE) if isinstance(within, str) else None
        if said is None:
            raise QueryError(f"got {within!r}; expected a length of time such as '6 months' or '10 days'")
        from dateutil.relativedelta import relativedelta

        length = relativedelta(**{f"{said['unit'].lower()}s": int(said["number"])})  # type: ignore[arg-type]
    try:
        later: date = day + length
    except (OverflowError, ValueError):
        return date.max
    return later


_LENGTH = r"\s*(?P<number>[0-9]{1,6})\s*(?P<unit>day|week|month|year)s?\s*"


def _differences(entry: CalendarEntry, held: Meeting | Session) -> list[Difference]:
    points: list[tuple[str, DateSpan | str | None, DateSpan | str | None]] = []
    if held.dates and not entry.dates.agrees_with(held.dates):
        points.append(("dates", entry.dates, held.dates))
    if entry.venue and held.venue:
        for field, part in (("city", "city"), ("economy", "economy"), ("venue", "name")):
            said, was = getattr(entry.venue, part), getattr(held.venue, part)
            if said and was and name_key(said) != name_key(was):
                points.append((field, said, was))
    if held.status in (Status.POSTPONED, Status.CANCELLED) and held.status != entry.status:
        points.append(("status", str(entry.status), str(held.status)))
    return [
        Difference(entry=entry, field=field, announced=said, took_place=was)
        for field, said, was in points
        if said is not None and was is not None
    ]


class OutcomeQuery(DatedQuery[Outcome]):
    """A query over outcomes.

    >>> import apec_outcomes as apec
    >>> apec.load().outcomes.about("data privacy").in_year(2024).ids()
    ('2024-som3-desg-plenary.data-privacy',)
    """

    __slots__ = ()

    def about(self, theme: Theme | str, narrower: bool = True) -> Self:
        """Keep those on a theme.

        Parameters
        ----------
        theme
            A theme, or its id, label or an alias.
        narrower
            Take in the themes that are part of it, directly or through others.

        Raises
        ------
        UnknownIdError
            Where there is no such theme.

        >>> import apec_outcomes as apec
        >>> outcomes = apec.load().outcomes.adopted_at("2024-som3")
        >>> len(outcomes.about("digital-economy")), len(outcomes.about("digital-economy", narrower=False))
        (22, 5)
        """
        if narrower:
            try:
                return self._by_theme[theme]  # type: ignore[index]
            except (KeyError, TypeError):
                pass
        wanted = frozenset(found.id for found in self._dataset._family("themes", theme, narrower))
        query = self._with(About(self._shelf, wanted))
        if narrower:
            self._by_theme = {**(self._by_theme or {}), theme: query}
        return query

    def of_kind(self, *kinds: OutcomeKind | str) -> Self:
        """Keep those of any of these kinds.

        Raises
        ------
        QueryError
            Where there is no such kind.

        >>> import apec_outcomes as apec
        >>> apec.load().outcomes.of_kind("vision").in_year(2020).one().title
        'APEC Putrajaya Vision 2040'
        """
        wanted = _members(OutcomeKind, kinds)
        return self.where(lambda outcome: outcome.kind in wanted)

    def adopted_at(self, meeting: Meeting | Session | str) -> Self:
        """Keep those that came out of a meeting, its sessions included, or out of a session.

        Parameters
        ----------
        meeting
            A meeting or session, or its id.

        Raises
        ------
        UnknownIdError
            Where there is no such meeting or session.

        >>> import apec_outcomes as apec
        >>> len(apec.load().outcomes.adopted_at("2024-som3-digital-week"))
        6
        """
        key = meeting.id if isinstance(meeting, Session) else meeting
        if isinstance(key, str) and self._dataset._find("sessions", key):
            return self.where(session=key)
        found = self._dataset._one("meetings", key)
        return self.where(lambda outcome: outcome.meeting == found.id)

    def due(self, by: When | None = None) -> Self:
        """Keep those that set a deadline.

        Parameters
        ----------
        by
            Only deadlines that have passed when this time ends.

        >>> import apec_outcomes as apec
        >>> "1994-aelm.bogor-goals" in apec.load().outcomes.due(by=2020)
        True
        """
        last = date.max if by is None else _last(by)
        return self.where(lambda outcome: outcome.target_date is not None and outcome.target_date.end <= last)

    def concerning(self, actor: str) -> Self:
        """Keep those that name an actor who is to act, or is concerned.

        Parameters
        ----------
        actor
            One or more whole words of the actor's name; case and accents do not matter.

        Raises
        ------
        QueryError
            Where the text holds no word.

        >>> import apec_outcomes as apec
        >>> len(apec.load().outcomes.concerning("customs administrations"))
        3
        """
        wanted = fold(actor) if isinstance(actor, str) else ""
        if not wanted:
            raise QueryError("an empty name: expected one or more words of an actor's name")
        return self.where(lambda outcome: any(f" {wanted} " in f" {fold(name)} " for name in outcome.actors))


class DocumentQuery(DatedQuery[Document]):
    """A query over what meetings issued; documents are looked up by their titles.

    >>> import apec_outcomes as apec
    >>> apec.load().documents.of_kind("declaration").in_year(1991).first().title
    'Seoul APEC Declaration'
    """

    __slots__ = ()

    def of_kind(self, *kinds: DocumentKind | str) -> Self:
        """Keep those of any of these kinds.

        Raises
        ------
        QueryError
            Where there is no such kind.

        >>> import apec_outcomes as apec
        >>> apec.load().documents.of_kind("vision").first().title
        "APEC Economic Leaders' Vision Statement"
        """
        wanted = _members(DocumentKind, kinds)
        return self.where(lambda document: document.kind in wanted)


class EconomyQuery(Query[Economy]):
    """A query over economies, observers and guests, which answer to their codes and all of their names.

    >>> import apec_outcomes as apec
    >>> economies = apec.load().economies
    >>> economies["Viet Nam"] == economies["vietnam"] == economies["VNM"]
    True
    """

    __slots__ = ()

    def of_kind(self, *kinds: EconomyKind | str) -> Self:
        """Keep members, observers or guests.

        Raises
        ------
        QueryError
            Where there is no such kind.

        >>> import apec_outcomes as apec
        >>> len(apec.load().economies.of_kind("member"))
        21
        """
        wanted = _members(EconomyKind, kinds)
        return self.where(lambda economy: economy.kind in wanted)


class ForumQuery(Query[Forum]):
    """A query over fora, which answer to their ids, acronyms and names.

    >>> import apec_outcomes as apec
    >>> apec.load().fora["Economic Committee"].acronym
    'EC'
    """

    __slots__ = ()

    def of_kind(self, *kinds: ForumKind | str) -> Self:
        """Keep those of any of these kinds.

        Raises
        ------
        QueryError
            Where there is no such kind.

        >>> import apec_outcomes as apec
        >>> len(apec.load().fora.of_kind("committee"))
        5
        """
        wanted = _members(ForumKind, kinds)
        return self.where(lambda forum: forum.kind in wanted)


class HostYearQuery(Query[HostYear]):
    """A query over host years, which answer to the year.

    >>> import apec_outcomes as apec
    >>> apec.load().host_years[2024].theme
    'Empower. Include. Grow.'
    """

    __slots__ = ()

    def hosted_by(self, economy: Economy | str) -> Self:
        """Keep the years that an economy hosted.

        Raises
        ------
        UnknownIdError
            Where there is no such economy.

        >>> import apec_outcomes as apec
        >>> apec.load().host_years.hosted_by("Peru").ids()[:3]
        (2008, 2016, 2024)
        """
        return self.where(host=self._dataset._one("economies", economy).code)
