"""The events of a calendar, and their revisions (RFC 5545, 3.8.7.4; RFC 5546, 2.1.5).

A changed event is sent again with the same UID. SEQUENCE, or else DTSTAMP, tells which revision is newer.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import count
from typing import NamedTuple, TypeVar

from apec_outcomes.checks.problems import Problems
from apec_outcomes.errors import InvalidRecordError, quoted
from apec_outcomes.imports.components import Component, Property
from apec_outcomes.imports.values import read_moment
from apec_outcomes.imports.zones import Zones

__all__ = ["Announcement", "Event", "announcements", "events_of"]

V = TypeVar("V")


class Event(NamedTuple):
    """An event, with its position among all events and the settings of its calendar.

    Parameters
    ----------
    number
        Its position among all events of the file.
    component
        Its properties.
    zones
        The zones of its calendar.
    method
        The purpose of its calendar (METHOD), such as ``CANCEL``.
    """

    number: int
    component: Component
    zones: Zones
    method: str

    @property
    def path(self) -> str:
        """The path in problems: ``$.events[2]``."""
        return f"$.events[{self.number}]"

    def said(self, name: str, problems: Problems) -> Property | None:
        """Return a property, or None if it is missing, empty or a problem."""
        try:
            return self.component.one(name)
        except InvalidRecordError as error:
            problems.add_error(error, self.path)
            return None

    def says(self, name: str, problems: Problems) -> bool:
        """Return whether it has a property that is not empty, once or more often."""
        try:
            return any(each.value.strip() for each in self.component.all(name))
        except InvalidRecordError as error:
            problems.add_error(error, self.path)
            return False

    def required(self, name: str, expected: str, problems: Problems) -> Property | None:
        """Return a property; if it is missing, add a problem."""
        before = problems.count
        given = self.said(name, problems)
        if given is None and problems.count == before:
            problems.add(f"{self.path}.{name.lower()}", "missing", expected)
        return given

    def read(self, name: str, read: Callable[[str], V], expected: str, problems: Problems) -> V | None:
        """Return the value of a property, or None if it is missing, empty or a problem."""
        given = self.said(name, problems)
        try:
            return read(given.value.strip()) if given else None
        except ValueError:
            message = f"got {quoted(given.value)} on line {given.line}" if given else ""
            problems.add(f"{self.path}.{name.lower()}", message, expected)
            return None

    def is_cancelled(self, problems: Problems) -> bool:
        """Return whether it is cancelled."""
        status = self.said("STATUS", problems)
        said = status.value.strip().upper() if status else ""
        return self.method == "CANCEL" or said in ("CANCELLED", "CANCELED")


def events_of(calendars: Iterable[Component]) -> Iterator[Event]:
    """Yield the events of all calendars of a file."""
    numbers = count()
    for calendar in calendars:
        zones = Zones(calendar)
        method = next((each.value.strip().upper() for each in calendar.all("METHOD")), "")
        for part in calendar.parts:
            if part.name == "VEVENT":
                yield Event(next(numbers), part, zones, method)


class Announcement(NamedTuple):
    """The revisions of one event: the newest (several if equally new), then the older ones."""

    newest: list[Event]
    older: list[Event]


def announcements(events: Iterable[Event], problems: Problems) -> Iterator[Announcement]:
    """Yield the revisions of each event, in the order in which the events first appear.

    Parameters
    ----------
    events
        The events of a file. An event without a UID is a revision of no other event.
    problems
        The collection to which problems of SEQUENCE and DTSTAMP are added.
    """
    found: dict[object, list[Event]] = {}
    for event in events:
        found.setdefault(_identity(event), []).append(event)
    # Events are removed one by one as they are read, to save memory.
    waiting = [*reversed(found.values())]
    found.clear()
    while waiting:
        group = waiting.pop()
        yield _ordered(group, problems) if len(group) > 1 else Announcement(group, [])


def _identity(event: Event) -> object:
    """Return the key that the revisions of an event share: its UID and recurrence."""
    elsewhere = Problems()  # these problems are reported when the event is read
    uid = event.said("UID", elsewhere)
    one = event.said("RECURRENCE-ID", elsewhere)
    recurrence = (one.value.strip(), one.parameters.get("TZID")) if one else None
    if not uid:
        return event.number
    return (uid.value.strip(), recurrence) if recurrence else uid.value.strip()


def _ordered(events: list[Event], problems: Problems) -> Announcement:
    ranks = {event.number: _rank(event, problems) for event in events}
    top = max(ranks.values())
    newest = [event for event in events if ranks[event.number] == top]
    older = [event for event in events if ranks[event.number] != top]
    return Announcement(newest, sorted(older, key=lambda event: ranks[event.number], reverse=True))


def _rank(event: Event, problems: Problems) -> tuple[int, datetime, bool]:
    """Return the sort key of a revision; of two equally new ones, a cancellation is later."""
    sequence = event.read("SEQUENCE", _whole_number, "a whole number", problems)
    stamp = event.read("DTSTAMP", read_moment, "a time, such as 20240911T090000Z", problems)
    return sequence or 0, stamp.clock if stamp else datetime.min, event.is_cancelled(Problems())


def _whole_number(text: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", text):
        raise ValueError("not a whole number")
    return int(text)
