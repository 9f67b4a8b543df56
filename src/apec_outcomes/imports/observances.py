"""The observances of a VTIMEZONE (RFC 5545, 3.6.5): the times when the offset from UTC changes.

The rule of a zone must be for a few days of each year: a rule for each second would take forever.
"""

import re
from bisect import bisect_right
from datetime import datetime, timedelta
from itertools import islice, takewhile

from dateutil.rrule import rrule, rrulestr

from apec_outcomes.imports.components import Component
from apec_outcomes.imports.values import Moment, read_moment, read_offset

__all__ = ["Observance"]

_DAYS = ("FREQ", "INTERVAL", "BYMONTH", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "WKST")
_TIME = ("BYHOUR", "BYMINUTE", "BYSECOND")
_MOST = 100  # onsets that a rule can count
_MOST_A_YEAR = 12
_YEARS = range(datetime.max.year - 9, datetime.max.year + 1)  # in which rules are tried


class Observance:
    """A STANDARD or DAYLIGHT part of a zone.

    Parameters
    ----------
    part
        The component.

    Raises
    ------
    ValueError
        If it cannot be read, or its rule is not for a few days of each year.
    InvalidRecordError
        If a property is given twice.
    """

    def __init__(self, part: Component) -> None:
        found = {name: part.one(name) for name in ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE")}
        given = {name: each.value.strip() for name, each in found.items() if each}
        missing = [name for name in ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO") if name not in given]
        if missing:
            raise ValueError(f"no {missing[0]} in the {part.name} on line {part.line}")
        self.before = read_offset(given["TZOFFSETFROM"])
        self.after = read_offset(given["TZOFFSETTO"])
        self.start = self._local(read_moment(given["DTSTART"]))
        dates = [date for each in part.all("RDATE") for date in each.value.split(",")]
        onsets = {self.start, *map(self._date, dates)}
        self._rule: rrule | None = None
        self._until = datetime.max
        self._years: dict[int, list[datetime]] = {}
        if "RRULE" in given:
            onsets.update(self._read_rule(given["RRULE"]))
        self._dates = sorted(onsets)

    def last(self, when: datetime, *, local: bool) -> datetime | None:
        """Return the last onset at or before a time, in UTC.

        Parameters
        ----------
        when
            The time, without a zone.
        local
            Whether it is local time, not UTC. Skipped local times, and the first of repeated ones, are before
            the onset.
        """
        skipped = max(self.after - self.before, timedelta())
        moment = _moved(when, -skipped if local else self.before)
        onsets = (_last(self._dates, moment), _last(self._by_rule(moment.year), moment))
        return max((_moved(onset, -self.before) for onset in onsets if onset), default=None)

    def _local(self, moment: Moment) -> datetime:
        return _moved(moment.clock, self.before) if moment.is_utc else moment.clock

    def _date(self, text: str) -> datetime:
        """Return the onset of an RDATE; a date without a time has the time of the start, as in libical."""
        moment = read_moment(text.partition("/")[0].strip())  # the start of a period
        return datetime.combine(moment.clock, self.start.time()) if moment.is_day else self._local(moment)

    def _read_rule(self, text: str) -> list[datetime]:
        """Read a rule, and return its onsets if it has a COUNT."""
        given = f"the rule {text[:80]!r}"
        pairs = (part.upper().partition("=") for part in text.split(";") if part.strip())
        parts = {name: value for name, _, value in pairs}
        count, until = parts.pop("COUNT", ""), parts.pop("UNTIL", "")
        known = all(name in _DAYS or (name in _TIME and "," not in value) for name, value in parts.items())
        if parts.pop("FREQ", "") != "YEARLY" or parts.pop("INTERVAL", "1") != "1" or not known:
            raise ValueError(f"{given} is not for a few days of each year")
        days = ";".join(["FREQ=YEARLY", *(f"{name}={value}" for name, value in parts.items())])
        try:
            rule: rrule = rrulestr(days, dtstart=self.start)  # type: ignore[assignment]
        except Exception as error:  # the parser raises many classes of errors
            raise ValueError(f"{given} cannot be read") from error
        # dateutil searches until the year 9999 for days that do not exist, such as 30 February.
        onsets = list(islice(_since(rule, self.start, _YEARS[0] - 1), _MOST_A_YEAR * (len(_YEARS) + 1)))
        if not {onset.year for onset in onsets}.issuperset(_YEARS):
            raise ValueError(f"{given} is not for a few days of each year")
        if until:
            moment = read_moment(until)
            self._until = _moved(moment.clock, timedelta(days=1)) if moment.is_day else self._local(moment)
        if not count:
            self._rule = rule
            return []
        if not re.fullmatch("[0-9]{1,3}", count) or int(count) > _MOST:
            raise ValueError(f"{given} counts more than {_MOST} days")
        return [onset for onset in islice(rule, int(count)) if onset <= self._until]

    def _by_rule(self, year: int) -> list[datetime]:
        """Return the last onsets of the rule in a year and before it."""
        if self._rule is None:
            return []
        last = min(year, self._until.year)
        if last not in self._years:
            # In its first year, the rule begins on the month and day of the start.
            rule = _since(self._rule, self.start, max(self.start.year, last - 2))
            onsets = takewhile(lambda onset: onset.year <= last, rule)
            self._years[last] = [onset for onset in onsets if self.start <= onset <= self._until]
        return self._years[last]


def _since(rule: rrule, start: datetime, year: int) -> rrule:
    """Return a rule that begins in a year, or in the leap year before if it begins on 29 February."""
    while True:
        try:
            return rule.replace(dtstart=start.replace(year=year))
        except ValueError:
            year -= 1


def _last(onsets: list[datetime], moment: datetime) -> datetime | None:
    index = bisect_right(onsets, moment)
    return onsets[index - 1] if index else None


def _moved(when: datetime, by: timedelta) -> datetime:
    """Return a time plus a duration, limited to the years from 1 to 9999."""
    try:
        return when + by
    except OverflowError:
        return datetime.max if by > timedelta() else datetime.min
