"""Times, durations and offsets in iCalendar text (RFC 5545, 3.3)."""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

__all__ = ["Duration", "Moment", "read_duration", "read_moment", "read_offset"]

_MOMENT = re.compile(r"([0-9]{8})(?:T([0-9]{4})([0-9]{2})(Z?))?")
_DURATION = re.compile(
    r"(?P<sign>[+-]?)P(?:(?P<weeks>[0-9]{1,9})W)?(?:(?P<days>[0-9]{1,9})D)?"
    r"(?:T(?:(?P<hours>[0-9]{1,9})H)?(?:(?P<minutes>[0-9]{1,9})M)?(?:(?P<seconds>[0-9]{1,9})S)?)?"
)
_OFFSET = re.compile(r"([+-])([0-9]{2})([0-9]{2})([0-9]{2})?")


class Moment(NamedTuple):
    """A day or a time: in UTC, or in a zone that the value does not name."""

    clock: datetime
    is_day: bool
    is_utc: bool


class Duration(NamedTuple):
    """A duration: calendar days, even if the offset changes, then exact hours (3.3.6)."""

    days: timedelta
    hours: timedelta


def read_moment(text: str) -> Moment:
    """Read a DATE or a DATE-TIME (3.3.4, 3.3.5).

    Raises
    ------
    ValueError
        If the text is neither, or such a day or time does not exist.

    >>> read_moment("20240911T090000Z")
    Moment(clock=datetime.datetime(2024, 9, 11, 9, 0), is_day=False, is_utc=True)
    """
    found = _MOMENT.fullmatch(text)
    if not found:
        raise ValueError("not a day or a time")
    day, clock, seconds, utc = found.groups()
    if clock is None:
        return Moment(datetime.combine(date.fromisoformat(day), time()), is_day=True, is_utc=False)
    seconds = "59" if seconds == "60" else seconds  # a leap second (3.3.12)
    return Moment(datetime.fromisoformat(f"{day}T{clock}{seconds}"), is_day=False, is_utc=bool(utc))


def read_duration(text: str) -> Duration:
    """Read a DURATION (3.3.6).

    Raises
    ------
    ValueError
        If the text is not a duration, or it is longer than all years.

    >>> read_duration("P1DT25H").hours
    datetime.timedelta(days=1, seconds=3600)
    """
    found = _DURATION.fullmatch(text)
    if not found or text[-1] in "PT":
        raise ValueError("not a duration")
    number = {name: int(value or 0) for name, value in found.groupdict().items() if name != "sign"}
    sign = -1 if found["sign"] == "-" else 1
    try:
        days = timedelta(weeks=number["weeks"], days=number["days"])
        hours = timedelta(hours=number["hours"], minutes=number["minutes"], seconds=number["seconds"])
    except OverflowError as error:
        raise ValueError("longer than all years") from error
    return Duration(sign * days, sign * hours)


def read_offset(text: str) -> timedelta:
    """Read a UTC-OFFSET (3.3.14).

    Raises
    ------
    ValueError
        If the text is not an offset, or it is 24 hours or more.

    >>> read_offset("-0500") == timedelta(hours=-5)
    True
    """
    found = _OFFSET.fullmatch(text)
    if not found:
        raise ValueError(f"not an offset from UTC, such as '+0900': {text[:20]!r}")
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if offset >= timedelta(hours=24):
        raise ValueError(f"an offset of 24 hours or more from UTC: {text!r}")
    return -offset if found[1] == "-" else offset
