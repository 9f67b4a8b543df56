"""Calendars to subscribe to (RFC 5545, RFC 7986): the extra ``icalendar``.

Every record is an event of whole days. Its UID is the same in all releases, so a calendar that is imported
again, or subscribed to, updates its events instead of duplicating them.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, Literal
from urllib.parse import quote

from apec_outcomes._extras import library
from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import ArgumentError, FormatError, listed, quoted
from apec_outcomes.export._about import FIRST_DAY, NAME
from apec_outcomes.export._protocols import (
    Exported,
    Records,
    addresses_of,
    one_collection,
    place_of,
    referred,
)
from apec_outcomes.model import CalendarEntry, Meeting, Session, Status
from apec_outcomes.model._collections import EVENTS
from apec_outcomes.model._dataset import AllRecords
from apec_outcomes.model._values import text_problem

__all__ = ["OURS", "PRODUCT", "Inexact", "is_written", "to_icalendar", "write"]

PRODUCT = "-//apec-outcomes//APEC record//EN"
REFRESHED = timedelta(days=1)
OURS = f"@{NAME}"
"""The suffix of the UIDs of all events."""

Inexact = Literal["omit", "include"]
"""Whether to omit or include records without exact days."""


def write(exported: Exported, path: str, *, inexact: Inexact = "omit") -> None:
    """Write a query, or the announcements of a dataset, to a calendar file.

    Records without exact days are left out, unless `inexact` is ``include``.
    """
    text = to_icalendar(one_collection(exported, "calendar"), inexact=inexact)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def to_icalendar(query: Records, name: str = "APEC", *, inexact: Inexact = "omit") -> str:
    """Return meetings, sessions or calendar entries as an iCalendar text.

    Records without exact days are left out, unless `inexact` is ``include``.
    """
    if not isinstance(query, Records) or query.collection not in EVENTS:
        given = query.collection if isinstance(query, Records) else quoted(query)
        raise ArgumentError(f"got {given}; expected a query of {listed(EVENTS, 'or')}")
    line = " ".join(name.split()) if isinstance(name, str) else None
    if line is None or (line and text_problem(line)):
        raise ArgumentError(
            f"got {quoted(name)} as the name of the calendar; expected text without control characters"
        )
    if inexact not in ("omit", "include"):
        raise FormatError(f"got {quoted(inexact)} for inexact; expected 'omit' or 'include'")
    icalendar = library("icalendar", "icalendar")
    data = query.dataset
    changed = _changed(data)
    calendar = icalendar.Calendar()
    for field, value in (
        ("prodid", PRODUCT),
        ("version", "2.0"),
        ("name", _text(line)),
        ("x-wr-calname", _text(line)),
        ("description", "Events of APEC. Each links to the pages that state it."),
        ("last-modified", changed),
    ):
        calendar.add(field, value)
    calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(REFRESHED))
    for record in query:
        if is_written(record, inexact):
            calendar.add_component(_event(record, record.dates, data, changed, icalendar))
    return bytes(calendar.to_ical()).decode()


def is_written(record: Any, inexact: Inexact) -> bool:
    """Return whether a calendar has an event for a record: it has dates, and they are exact enough."""
    return bool(record.dates and (record.dates.is_exact or inexact == "include"))


def _changed(data: AllRecords) -> datetime:
    """Return the time of the last change of the dataset, estimated from its dates."""
    stated = [entry.announced for entry in data.calendar]
    for source in data.sources:
        stated += (source.published, source.accessed)
    # Starts, not ends: a page published in a year may be from its beginning.
    known = [*(span.start for span in stated if span), *([data.as_of.end] if data.as_of else [])]
    return datetime.combine(max(known, default=FIRST_DAY), time(), UTC)


def _event(
    record: Meeting | Session | CalendarEntry,
    dates: DateSpan,
    data: AllRecords,
    changed: datetime,
    icalendar: Any,
) -> Any:
    event = icalendar.Event()
    event.add("uid", f"{record.id}{OURS}")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("summary", _text(record.title))
    event.add("dtstart", dates.start)
    if dates.end < date.max:
        event.add("dtend", dates.end + timedelta(days=1))  # the first day after it
    event.add("x-edtf", dates.edtf)  # the precision of the dates
    event.add("status", _status(record.status, dates))
    event.add("transp", "TRANSPARENT")
    event.add("categories", list(_categories(record, data)))
    name = record.venue.name if record.venue else None
    if place := ", ".join(filter(None, (name, place_of(record.venue, data)))):
        event.add("location", _text(place))
    pages = list(dict.fromkeys(_pages(record, data)))
    if pages:
        event.add("url", pages[0])
    description = "\n".join(_description(record, dates, pages))
    if description:
        event.add("description", _text(description))
    return event


def _text(text: str) -> Any:
    return _text_class()(text)


@cache
def _text_class() -> Any:
    base: Any = library("icalendar", "icalendar").vText

    class Text(base):  # type: ignore[misc]
        r"""A text, escaped as in RFC 5545 (3.3.11). icalendar would turn ``\N`` into a line break."""

        def to_ical(self) -> bytes:
            return re.sub(r"([\\;,])", r"\\\1", self).replace("\n", "\\n").encode()

    return Text


def _status(status: Status | None, dates: DateSpan) -> str:
    if status is Status.CANCELLED:
        return "CANCELLED"
    if status is Status.HELD:
        return "CONFIRMED"  # it was held, even if its days are not known
    return "CONFIRMED" if dates.is_exact and status is not Status.POSTPONED else "TENTATIVE"


def _categories(record: Meeting | Session | CalendarEntry, data: AllRecords) -> Iterator[str]:
    yield "APEC"
    if not isinstance(record, CalendarEntry):
        yield record.kind.value
        for key in record.themes:
            yield referred(data, "themes", key).label
    if record.forum:
        forum = referred(data, "fora", record.forum)
        yield forum.acronym or forum.name


def _pages(record: Meeting | Session | CalendarEntry, data: AllRecords) -> Iterator[str]:
    """Yield the addresses of the documents of a meeting, then those of its sources."""
    for address in addresses_of(record, data, getattr(record, "documents", ())):
        # An address must be a URI (RFC 3986) in ASCII: other letters are escaped.
        yield quote(address, safe="!#$%&'()*+,/:;=?@[]~")


def _description(
    record: Meeting | Session | CalendarEntry, dates: DateSpan, pages: list[str]
) -> Iterator[str]:
    if not dates.is_exact:
        yield f"Dates as known: {dates}."
    for text in (getattr(record, "summary", None), record.note):
        if text:
            yield text
    yield from pages
