"""Calendars to subscribe to (RFC 5545, RFC 7986): the extra ``icalendar``.

Every record is an event that lasts whole days; its UID stays the same from release to release, so that a
calendar which is imported again, or subscribed to, updates its events instead of doubling them.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from apec_outcomes._extras import library
from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import QueryError, quoted
from apec_outcomes.export._about import NAME
from apec_outcomes.export._protocols import AllRecords, Exported, Records, one_collection, sources_of
from apec_outcomes.model import CalendarEntry, Meeting, Session, Status

__all__ = ["OURS", "PRODUCT", "to_icalendar", "write"]

PRODUCT = "-//apec-outcomes//APEC record//EN"
REFRESHED = timedelta(days=1)
OURS = f"@{NAME}"
"""What the UIDs of all events end with."""
_DATED = ("meetings", "sessions", "calendar")
_EPOCH = date(1989, 11, 6)  # the first meeting: for a dataset that does not say how far it reaches


def write(exported: Exported, path: str) -> None:
    """Write the calendar of a query, or of a dataset its announcements, to a file.

    Raises
    ------
    QueryError
        Where the records have no days on which something takes place.
    MissingExtraError
        Where icalendar is not installed.
    """
    query = one_collection(exported, "calendar")
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(to_icalendar(query))


def to_icalendar(query: Records, name: str = "APEC") -> str:
    """Return meetings, sessions or calendar entries as a calendar.

    Parameters
    ----------
    query
        The records; those without dates are left out.
    name
        What the calendar is called where it is shown.

    Raises
    ------
    QueryError
        Where the records have no days on which something takes place.
    MissingExtraError
        Where icalendar is not installed.
    """
    if not isinstance(query, Records) or query.collection not in _DATED:
        given = query.collection if isinstance(query, Records) else quoted(query)
        raise QueryError(f"got {given}; expected a query of {', '.join(_DATED[:-1])} or {_DATED[-1]}")
    icalendar = library("icalendar", "icalendar")
    data = query.dataset
    told = [source.published for source in data.sources] + [source.accessed for source in data.sources]
    told += [data.as_of, *(entry.announced for entry in data.calendar)]
    known = [span.end for span in told if span]
    changed = datetime.combine(max(known, default=_EPOCH), time(), UTC)
    name = " ".join(name.split())
    calendar = icalendar.Calendar()
    for field, value in (
        ("prodid", PRODUCT),
        ("version", "2.0"),
        ("method", "PUBLISH"),
        ("name", name),
        ("x-wr-calname", name),
        ("description", "APEC's record. Each event names the pages that state it."),
        ("last-modified", changed),
    ):
        calendar.add(field, value)
    calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(REFRESHED))
    for record in query:
        if record.dates:
            calendar.add_component(_event(record, data, changed, icalendar))
    return bytes(calendar.to_ical()).decode()


def _event(
    record: Meeting | Session | CalendarEntry, data: AllRecords, changed: datetime, icalendar: Any
) -> Any:
    dates = record.dates
    assert dates is not None  # noqa: S101 - records without dates are left out
    event = icalendar.Event()
    event.add("uid", f"{record.id}{OURS}")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("summary", record.title)
    event.add("dtstart", dates.start)
    if dates.end < date.max:
        event.add("dtend", dates.end + timedelta(days=1))  # the first day after it
    event.add("x-edtf", dates.edtf)  # as exactly as it is known
    event.add("status", _status(record.status, dates))
    event.add("transp", "TRANSPARENT")
    event.add("categories", list(_categories(record, data)))
    if record.venue:
        event.add("location", _place(record, data))
    pages = list(_pages(record, data))
    if pages:
        event.add("url", pages[0])
    event.add("description", "\n".join(_description(record, dates, pages)))
    return event


def _status(status: Status | None, dates: DateSpan) -> str:
    if status is Status.CANCELLED:
        return "CANCELLED"
    if status is Status.POSTPONED or not dates.is_exact:
        return "TENTATIVE"
    return "CONFIRMED"


def _categories(record: Meeting | Session | CalendarEntry, data: AllRecords) -> Iterator[str]:
    yield "APEC"
    if not isinstance(record, CalendarEntry):
        yield record.kind.value
        for key in record.themes:
            theme = data.find("themes", key)
            yield theme.label if theme else key
    forum = data.find("fora", record.forum)
    if forum:
        yield forum.acronym or forum.name


def _place(record: Meeting | Session | CalendarEntry, data: AllRecords) -> str:
    venue = record.venue
    economy = data.find("economies", venue.economy) if venue else None
    parts = (venue.name, venue.city, economy.name if economy else venue.economy) if venue else ()
    return ", ".join(part for part in parts if part)


def _pages(record: Meeting | Session | CalendarEntry, data: AllRecords) -> Iterator[str]:
    """Yield the addresses of what the meeting issued, then those of its sources."""
    if isinstance(record, Meeting):
        yield from (document.url for document in record.documents if document.url)
    yield from (source.url for source in sources_of(record, data))


def _description(
    record: Meeting | Session | CalendarEntry, dates: DateSpan, pages: list[str]
) -> Iterator[str]:
    if not dates.is_exact:
        yield f"Known as: {dates}."
    for text in (getattr(record, "summary", None), record.note):
        if text:
            yield text
    yield from pages
