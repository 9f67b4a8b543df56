"""Queries of the calendar of announced events."""

import re
from datetime import date, timedelta
from typing import Any, Self

from apec_outcomes.dates import DateSpan
from apec_outcomes.dates.precision import last_day
from apec_outcomes.errors import QueryError, quoted
from apec_outcomes.model import CalendarEntry, Difference, Meeting, MeetingKind, Session, Source, Status
from apec_outcomes.model._text import name_key
from apec_outcomes.query.dated import When, first_day_of
from apec_outcomes.query.events import EventQuery

__all__ = ["CalendarQuery", "announced_next", "announces"]

_AHEAD = timedelta(days=92)
"""How far after a meeting the events are that `announced_next` returns: up to three months."""


class CalendarQuery(EventQuery[CalendarEntry]):
    """A query of announced events.

    >>> import apec_outcomes as apec
    >>> apec.load().calendar.with_status("scheduled").in_year(2024).ids()
    ('cal-2024-som3-ipeg',)
    """

    __slots__ = ()

    def upcoming(self, *, on: When | None = None, within: str | timedelta | None = None) -> Self:
        """Keep events that have not ended on a day, and are not known to have been held, the next first.

        Cancelled events are left out. An event that was held, and of which only the month or year is known,
        is left out once that has begun. The order is that of the last day on which events can begin.

        Parameters
        ----------
        on
            The day; of a longer period, its first day. Default: today.
        within
            The length of the period in which events begin: a `datetime.timedelta`, or a text such as
            ``6 months``, ``2 weeks``, ``10 days`` or ``1 year``. Default: unlimited.

        Raises
        ------
        QueryError
            If `within` is not such a length.

        >>> import apec_outcomes as apec
        >>> exact = apec.load().calendar.where(lambda entry: entry.dates.is_exact)
        >>> exact.upcoming(on="2024-08-26", within="8 weeks").ids()
        ('cal-2024-mining', 'cal-2024-sme', 'cal-2024-finance')
        """
        day = date.today() if on is None else first_day_of(on)
        found = self._overlapping(day, date.max if within is None else _later(day, within))
        return found.where(lambda entry: self._is_to_come(entry, day)).order_by(
            lambda entry: (_begun_by(entry.dates), entry.dates)
        )

    def _is_to_come(self, entry: CalendarEntry, day: date) -> bool:
        """Return whether an entry is not cancelled, and not known to be held by a day."""
        held = self._held(entry)
        known = (entry.status, held.status if held else None)
        if Status.CANCELLED in known:
            return False
        dates = (held.dates if held else None) or entry.dates
        return Status.HELD not in known or dates.start > day or (dates.is_exact and dates.end >= day)

    def differences(self) -> tuple[Difference, ...]:
        """Return the differences between meetings and their announcements.

        Dates differ if they contradict each other, not if one has a higher precision. Places differ only if
        both are known. A status differs if the meeting was postponed or cancelled.

        >>> import apec_outcomes as apec
        >>> for difference in apec.load().calendar.since("September 2024").until(2025).differences():
        ...     print(difference.entry.title, "|", difference.announced, "|", difference.took_place)
        High-Level Dialogue on Mining | 11 September 2024 | 10–11 September 2024
        Finance Ministerial Meeting | 18–21 October 2024 | 20–21 October 2024
        """
        return tuple(d for entry in self if (held := self._held(entry)) for d in _differences(entry, held))

    def _held(self, entry: CalendarEntry) -> Meeting | Session | None:
        """Return the meeting or session that an entry announced, or None."""
        if entry.session:
            session: Session | None = self._relations.find("sessions", entry.session)
            return session
        meeting: Meeting | None = self._relations.find("meetings", entry.meeting) if entry.meeting else None
        return meeting

    def _kind_of(self, record: CalendarEntry) -> MeetingKind | None:
        held = self._held(record)
        return held.kind if held else None


def announced_next(calendar: CalendarQuery, meeting: Meeting) -> CalendarQuery:
    """Return the events in the months after a meeting that its sources announced, the next first."""
    end = meeting.dates.end
    sources = [calendar._relations.find("sources", key) for key in meeting.sources]

    def is_announced(entry: CalendarEntry) -> bool:
        return entry.dates.start > end and any(announces(each, entry) for each in sources if each)

    return calendar.upcoming(on=end, within=_AHEAD).where(is_announced)


def announces(source: Source, entry: CalendarEntry) -> bool:
    """Return whether a source announced an event: it is a source of it, and was not published after it."""
    return source.id in entry.sources and not (source.published and source.published.start > entry.dates.end)


def _begun_by(span: DateSpan) -> date:
    """Return the last day on which an event with these dates can begin."""
    return min(last_day(span.start, span.start_precision), span.end)


def _later(day: date, within: str | timedelta) -> date:
    """Return the last day of a period of this length that begins on a day."""
    length: Any = within
    if not isinstance(within, timedelta) or within < timedelta(0):
        said = re.fullmatch(_LENGTH, within, re.IGNORECASE) if isinstance(within, str) else None
        if said is None:
            raise QueryError(
                f"got {quoted(within)}; expected a length of time, such as '6 months' or '10 days'"
            )
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
