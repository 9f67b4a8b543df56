"""The first and last day of an event (RFC 5545, 3.8.2).

The days are those of the time zone of the start or, if the start is in UTC, of the zone of the calendar
(X-WR-TIMEZONE). A zone is looked up only if the days depend on it: an event that starts and ends in the same
zone needs none.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from apec_outcomes.errors import InvalidRecordError, Problem, quoted
from apec_outcomes.imports.components import Property
from apec_outcomes.imports.values import Duration, Moment, read_duration, read_moment
from apec_outcomes.imports.zones import Zones

__all__ = ["first_and_last_day"]

_UTC = "UTC"
_YEARS = "an end in the years from 1 to 9999"
_EXPECTED = {
    "": "a day or a time, such as 20240911 or 20240911T090000Z",
    "DATE": "a day, such as 20240911",
    "DATE-TIME": "a time, such as 20240911T090000Z",
}


class _Point(NamedTuple):
    """The start or end of an event, and the name of its zone: None for a day, or a time without a zone."""

    path: str
    given: Property
    moment: Moment
    zone: str | None


def first_and_last_day(
    start: Property, end: Property | None, duration: Property | None, zones: Zones
) -> tuple[date, date]:
    """Return the first and the last day of an event. An event that ends at midnight ends on the day before.

    Parameters
    ----------
    start, end, duration
        Its DTSTART, DTEND and DURATION.
    zones
        The zones of its calendar.

    Raises
    ------
    InvalidRecordError
        If there are problems of these properties.
    """
    problems: list[Problem] = []
    begins = _point("$.dtstart", start, zones, problems)
    ends = _point("$.dtend", end, zones, problems) if end else None
    length = _length(duration, problems) if duration else None
    if problems or begins is None:
        raise InvalidRecordError(problems)
    place = _place(begins, zones)
    begun = ended = _clock(begins, place, zones)
    if ends:
        if begins.zone is None and not begins.moment.is_day and ends.zone:
            said = f"got {quoted(ends.given.value)} in {quoted(ends.zone)} on line {ends.given.line}"
            raise _one(ends.path, said, "a time without a zone, as dtstart has")
        ended = _clock(ends, place or _place(ends, zones), zones)
    elif duration and length:
        try:
            ended = _later(begun, length, place, zones)
        except OverflowError:
            raise _one("$.duration", _got(duration), _YEARS) from None
    if ended > begun and ended.time() == time():
        ended -= timedelta(days=1)
    if ended.date() < begun.date():
        message = f"{ended.date()} is before {begun.date()}"
        raise _one("$.dtend" if ends else "$.duration", message, "an end after the start")
    return begun.date(), ended.date()


def _point(path: str, given: Property, zones: Zones, problems: list[Problem]) -> _Point | None:
    kind = given.parameters.get("VALUE", "").upper()
    try:
        moment = read_moment(given.value.strip())
    except ValueError:
        moment = None
    if moment is None or kind not in ("", "DATE" if moment.is_day else "DATE-TIME"):
        expected = _EXPECTED.get(kind, "VALUE=DATE or VALUE=DATE-TIME")
        problems.append(Problem(path, _got(given), expected))
        return None
    if moment.is_day:
        return _Point(path, given, moment, None)
    zone = _UTC if moment.is_utc else given.parameters.get("TZID", "").strip() or zones.shown_in
    return _Point(path, given, moment, zone)


def _length(given: Property, problems: list[Problem]) -> Duration | None:
    try:
        if given.parameters.get("VALUE", "DURATION").upper() == "DURATION":
            return read_duration(given.value.strip())
    except ValueError:
        pass
    problems.append(Problem("$.duration", _got(given), "a duration, such as P1D or PT2H"))
    return None


def _place(point: _Point, zones: Zones) -> str | None:
    """Return the name of the zone to which a point is converted."""
    return zones.shown_in or _UTC if point.zone == _UTC else point.zone


def _clock(point: _Point, place: str | None, zones: Zones) -> datetime:
    """Return the local time of a point in a zone; a time without a zone is already local."""
    clock = point.moment.clock
    if point.zone == place or not point.zone or not place:
        return clock
    try:
        there = clock.replace(tzinfo=_zone(point.zone, point.path, zones))
        return there.astimezone(_zone(place, point.path, zones)).replace(tzinfo=None)
    except OverflowError:
        raise _one(point.path, _got(point.given), _YEARS) from None


def _later(clock: datetime, length: Duration, place: str | None, zones: Zones) -> datetime:
    """Return the local time in a zone after a duration.

    Calendar days are added first, then exact hours, even if the offset changes (3.3.6).
    """
    later = clock + length.days
    if not length.hours or not place:
        return later + length.hours
    zone = _zone(place, "$.dtstart", zones)
    passed = later.replace(tzinfo=zone).astimezone(UTC) + length.hours
    return passed.astimezone(zone).replace(tzinfo=None)


def _zone(name: str, path: str, zones: Zones) -> tzinfo:
    if name == _UTC:
        return UTC
    try:
        return zones.find(name)
    except InvalidRecordError as error:
        problem = error.problems[0]
        raise _one(path, problem.message, problem.expected) from None


def _got(given: Property) -> str:
    return f"got {quoted(given.value)} on line {given.line}"


def _one(path: str, message: str, expected: str) -> InvalidRecordError:
    return InvalidRecordError([Problem(path, message, expected)])
