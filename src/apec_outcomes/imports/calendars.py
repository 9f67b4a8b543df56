"""Import of calendars (RFC 5545) as calendar entries."""

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count

import attrs

from apec_outcomes.checks.problems import Problems
from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import InvalidRecordError, Problem, quoted
from apec_outcomes.export.icalendar import OURS
from apec_outcomes.imports.components import calendars
from apec_outcomes.imports.files import content
from apec_outcomes.imports.places import venue_of
from apec_outcomes.imports.revisions import Announcement, Event, announcements, events_of
from apec_outcomes.imports.times import first_and_last_day
from apec_outcomes.model import CalendarEntry, Status
from apec_outcomes.model._fields import kind_of
from apec_outcomes.model._text import slug
from apec_outcomes.model._values import problems_of
from apec_outcomes.model.calendar import EntryId
from apec_outcomes.serialization.converters import structure

__all__ = ["from_icalendar"]


def from_icalendar(source: str | bytes | os.PathLike[str]) -> tuple[CalendarEntry, ...]:
    """Return the events of a calendar file (RFC 5545) as calendar entries.

    A file can have several calendars. Of the revisions of an event, which share its UID, the newest is used:
    the one with the highest ``SEQUENCE``, then with the latest ``DTSTAMP``. A cancellation takes missing
    fields from the previous revision. Unneeded properties are ignored.

    The days of an event are those of the time zone of its start. Its last day is the last day before its end.
    If a calendar has ``X-WR-TIMEZONE``, times in UTC are converted to that zone, and times without a zone are
    in that zone. A zone name is looked up first in the calendar, then as an IANA name, then as a Windows name
    (by Unicode CLDR). An unknown zone is a problem of each event whose days depend on it. Dates that
    ``to_icalendar()`` wrote with a lower precision keep it until the event is moved.

    An entry has the id of the UID that ``to_icalendar()`` wrote; any other id is made of year and title. If
    the last part of a place is the name of a member economy, the part before it is the city, without states
    and postcodes; any other place is the name of a venue. Recurring events are problems.

    Parameters
    ----------
    source
        The path of a file, or its text or bytes in UTF-8.

    Raises
    ------
    InvalidRecordError
        If there are problems. The error lists all of them, each with its event and property, such as
        ``$.events[2].dtstart``.
    MissingExtraError
        If icalendar is not installed.
    OSError
        If the file cannot be read.

    >>> import apec_outcomes as apec
    >>> mining = apec.load().calendar.where(id="cal-2024-mining")
    >>> [entry] = apec.from_icalendar(mining.to_icalendar())
    >>> entry.id, entry.dates.edtf
    ('cal-2024-mining', '2024-09-11')

    .. versionadded:: 0.2
    """
    data, file = _read(source)
    problems = Problems(file)
    entries: list[CalendarEntry] = []
    ours: list[bool] = []
    try:
        for announcement in announcements(events_of(calendars(data)), problems):
            entry = _latest(announcement, problems)
            if entry:
                entries.append(entry)
                ours.append(_own_id(announcement.newest[0]) is not None)
    except InvalidRecordError as error:  # a problem of the whole file
        problems.add_error(error)
    problems.raise_if_any()
    for place, key in enumerate(_distinct([entry.id for entry in entries], ours)):
        if entries[place].id != key:
            entries[place] = attrs.evolve(entries[place], id=key)
    return tuple(entries)


# The path of the problems of a field: the property that it was made from.
_PROPERTY_OF = {"$.title": "$.summary", "$.venue.name": "$.location", "$.venue.city": "$.location"}


def _read(source: str | bytes | os.PathLike[str]) -> tuple[bytes, str | None]:
    """Return the bytes of a calendar, and its file, if any."""
    if isinstance(source, os.PathLike) or (isinstance(source, str) and "\n" not in source):
        return content(source), os.fsdecode(source)
    if isinstance(source, bytes | bytearray):
        return bytes(source), None
    if not isinstance(source, str):
        message = f"got {quoted(source)}"
        raise InvalidRecordError([Problem("$", message, "the path of a calendar, or its text or bytes")])
    try:
        return source.encode(), None
    except UnicodeEncodeError as error:
        line = source.count("\n", 0, error.start) + 1
        message = f"line {line} has {quoted(source[error.start])}, a lone surrogate"
        raise InvalidRecordError([Problem("$", message, "text that UTF-8 can write")]) from None


def _latest(announcement: Announcement, problems: Problems) -> CalendarEntry | None:
    """Return the entry of the newest revision of an event. Equally new revisions must agree."""
    first, *others = announcement.newest
    entry = _entry([first, *announcement.older], problems)
    for event in others:
        other = _entry([event, *announcement.older], problems)
        if entry and other and entry != other:
            problems.add(
                f"{event.path}.uid",
                f"another event than {first.path} with the same UID, SEQUENCE and DTSTAMP",
                "a higher SEQUENCE or a later DTSTAMP in the newer one",
            )
    return entry


def _entry(revisions: Sequence[Event], problems: Problems) -> CalendarEntry | None:
    """Return the entry of an event, or None if there are problems.

    Parameters
    ----------
    revisions
        The event, and its older revisions, which have the missing fields of a cancellation.
    problems
        The collection to which its problems are added.
    """
    event = revisions[0]
    cancelled = event.is_cancelled(problems)

    def holder(name: str) -> Event:
        return next((each for each in revisions if cancelled and each.says(name, Problems())), event)

    summary = holder("SUMMARY").required("SUMMARY", "a title", problems)
    days = _days(holder("DTSTART"), problems)
    place = holder("LOCATION").said("LOCATION", problems)
    event.said("UID", problems)
    for name in ("RRULE", "RDATE"):
        if event.says(name, problems):
            problems.add(f"{event.path}.{name.lower()}", "an event that recurs", "each event by itself")
    if summary is None or days is None:
        return None
    title = " ".join(summary.value.split())
    made = {
        "id": _own_id(event) or f"cal-{days.year:04}-{slug(title)}",
        "title": title,
        "dates": days.edtf,
        "status": (Status.CANCELLED if cancelled else Status.SCHEDULED).value,
        "venue": venue_of(place.value) if place else None,
    }
    try:
        return structure({name: value for name, value in made.items() if value}, CalendarEntry)
    except InvalidRecordError as error:
        for problem in error.problems:
            path = _PROPERTY_OF.get(problem.path, problem.path)
            problems.add(event.path + path[1:], problem.message, problem.expected)
        return None


def _days(event: Event, problems: Problems) -> DateSpan | None:
    """Return the days of an event, with the precision of its X-EDTF unless it was moved since."""
    start = event.required("DTSTART", "a day or a time", problems)
    end, length = event.said("DTEND", problems), event.said("DURATION", problems)
    known = event.read("X-EDTF", DateSpan.from_edtf, "a date as EDTF, such as 2024-08", problems)
    if end and length:
        problems.add(f"{event.path}.duration", "given besides dtend", "only one of the two")
    if not start:
        return None
    try:
        first, last = first_and_last_day(start, end, None if end else length, event.zones)
    except InvalidRecordError as error:
        problems.add_error(error, event.path)
        return None
    days = DateSpan(start=first, end=last)
    return known if known and (known.start, known.end) == (first, last) else days


def _own_id(event: Event) -> str | None:
    """Return the id in a UID that `to_icalendar` wrote."""
    given = event.said("UID", Problems())
    uid = given.value if given else ""
    key = uid.removesuffix(OURS)
    return None if key == uid or any(problems_of(key, kind_of(EntryId), "$")) else key


def _distinct(wanted: Sequence[str], ours: Sequence[bool]) -> list[str]:
    """Return a unique id for each entry: the wanted one, or that with a number; ids from UIDs are kept."""
    given: dict[str, int] = {}  # the entry that has it
    for entry, key in enumerate(wanted):
        if ours[entry]:
            given.setdefault(key, entry)
    settled = set(given.values())
    numbers: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(2))
    for entry, key in enumerate(wanted):
        if entry not in settled:
            free = key
            while free in given:
                free = f"{key}-{next(numbers[key])}"
            given[free] = entry
    return sorted(given, key=given.__getitem__)
