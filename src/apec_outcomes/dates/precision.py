"""The precision of dates: day, month or year."""

from datetime import date, timedelta
from enum import StrEnum

__all__ = ["NO_YEAR", "REVERSED", "Precision", "days_in_month", "first_day", "last_day", "month_name"]

NO_YEAR = "the year is missing; expected it in the text"
"""The message for a day without a year."""

REVERSED = "it ends before it starts; a range that crosses into a new year names both years"
"""The message for a range that ends before it starts."""


class Precision(StrEnum):
    """The precision of an end of a span.

    >>> from apec_outcomes import DateSpan
    >>> DateSpan.parse("August 2024").start_precision
    <Precision.MONTH: 'month'>
    """

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


_DAY, _MONTH, _YEAR = Precision


def first_day(day: date, precision: Precision) -> date:
    """Return the first possible day of a date with this precision."""
    if precision is _DAY:
        return day
    return date(day.year, day.month if precision is _MONTH else 1, 1)


def last_day(day: date, precision: Precision) -> date:
    """Return the last possible day of a date with this precision."""
    if precision is _DAY:
        return day
    month = day.month if precision is _MONTH else 12
    return date(day.year, month, days_in_month(day.year, month))


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month, in the Gregorian calendar."""
    if month == 2:
        return (date(year, 3, 1) - timedelta(days=1)).day
    return 30 if month in (4, 6, 9, 11) else 31


def month_name(month: int) -> str:
    """Return the English name of a month, from 1 to 12."""
    return _MONTH_NAMES[month - 1]


_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
