"""`DateSpan`: a span of days, each end of which has a precision."""

from datetime import date, datetime
from functools import lru_cache, total_ordering
from typing import Self

import attrs

from apec_outcomes._extras import ForPydantic
from apec_outcomes.dates.edtf import read_end, written_end
from apec_outcomes.dates.precision import NO_YEAR, REVERSED, Precision, first_day, last_day
from apec_outcomes.errors import ArgumentError, DateParseError, quoted

__all__ = ["DateSpan", "remembered_span"]


_DAY, _MONTH, _YEAR = Precision


@total_ordering
@attrs.frozen(kw_only=True, eq=False, repr=False)
class DateSpan(ForPydantic):
    """A span of days. Each end is known to the day, the month or the year.

    Spans sort by start, then by end. A `datetime.date` compares as the span of one day. `str` returns words;
    a format string can have the codes of `datetime.date.strftime`; `edtf` is the text in files.

    Parameters
    ----------
    start
        The first possible day; the first of the month or year if only that is known.
    end
        The last possible day; the last of the month or year if only that is known.
    start_precision
        The precision of the start.
    end_precision
        The precision of the end.

    Raises
    ------
    DateParseError
        If the end precedes the start, or an end is not a `datetime.date`, or does not match its precision.

    >>> from datetime import date
    >>> from apec_outcomes import DateSpan
    >>> leaders = DateSpan(start=date(2024, 11, 15), end=date(2024, 11, 16))
    >>> leaders
    DateSpan('2024-11-15/2024-11-16')
    >>> print(leaders)
    15–16 November 2024
    >>> date(2024, 11, 16) in leaders, leaders < date(2024, 11, 17)
    (True, True)
    >>> f"{leaders:%d %b}"
    '15 Nov – 16 Nov'
    """

    start: date
    end: date
    start_precision: Precision = _DAY
    end_precision: Precision = _DAY

    def __attrs_post_init__(self) -> None:
        start, end = self.start, self.end
        for day in (start, end):
            if not isinstance(day, date) or isinstance(day, datetime):
                raise DateParseError(day, f"expected a datetime.date, not {type(day).__name__}")
        for precision in (self.start_precision, self.end_precision):
            if not isinstance(precision, Precision):
                raise DateParseError(precision, "expected a Precision: day, month or year")
        if start != first_day(start, self.start_precision) or end != last_day(end, self.end_precision):
            reason = "expected a start on the first, and an end on the last day of the month or year given"
            raise DateParseError(f"{start}/{end}", reason)
        if end < start:
            raise DateParseError(f"{start}/{end}", REVERSED)

    @classmethod
    def of(cls, value: object, *, default_year: int | None = None) -> Self:
        """Return the span of a value: a span itself, a day, a year, or a text that `parse` reads.

        Parameters
        ----------
        value
            A span, a date (of a datetime, its date), a year as a number, or a text.
        default_year
            The year of a text without a year.

        Raises
        ------
        DateParseError
            If the value is none of these, or a text that `parse` cannot read.

        >>> from apec_outcomes import DateSpan
        >>> DateSpan.of(2024)
        DateSpan('2024')
        """
        if isinstance(value, str):
            return cls._read(value, default_year)
        if isinstance(value, cls):
            return value
        if isinstance(value, date):
            day = value.date() if isinstance(value, datetime) else value
            return cls(start=day, end=day)
        if not isinstance(value, int) or isinstance(value, bool):
            raise DateParseError(value, "expected a DateSpan, a date, a year as a number, or text")
        if not 1 <= value <= 9999:
            raise DateParseError(value, "expected a year from 1 to 9999")
        start, end = date(value, 1, 1), date(value, 12, 31)
        return cls(start=start, end=end, start_precision=_YEAR, end_precision=_YEAR)

    @classmethod
    def from_edtf(cls, text: str) -> Self:
        """Read EDTF level 0: a day, a month, a year, or two of these separated by a slash.

        Other forms of ISO 8601 and spaces are errors. The rules are those of ISO 8601-2:2019, level 0
        (https://www.loc.gov/standards/datetime/).

        Parameters
        ----------
        text
            EDTF, such as ``2024-11-15/2024-11-16``, ``2024-08/2024-08-25`` or ``2024``.

        Raises
        ------
        DateParseError
            If the text is anything else, names a day that does not exist, or ends before it starts.

        >>> from apec_outcomes import DateSpan
        >>> print(DateSpan.from_edtf("2024-08/2024-08-25"))
        August – 25 August 2024
        """
        if not isinstance(text, str):
            raise DateParseError(text, f"expected text, not {type(text).__name__}")
        left, slash, right = text.partition("/")
        start, start_precision = read_end(left, text)
        last, end_precision = read_end(right, text) if slash else (start, start_precision)
        end = last_day(last, end_precision)
        if end < start:
            raise DateParseError(text, REVERSED)
        return cls(start=start, end=end, start_precision=start_precision, end_precision=end_precision)

    @classmethod
    def parse(cls, text: str, *, default_year: int | None = None) -> Self:
        """Read a date or a range of dates as calendars and press releases print them, or as EDTF.

        Names are English, full or abbreviated as in `dateutil.parser.parserinfo`. One end of a range may omit
        the month or year that the other end names. Two consecutive dates joined by *and* are a span. The
        result does not depend on today's date, the locale or the time zone.

        Parameters
        ----------
        text
            Such as ``18-21 October 2024``, ``Nov 15-16, 2024``, ``26 Feb. to 8 March 2024``, ``August 2024``.
        default_year
            The year, from 1 to 9999, of a text without a year, such as ``11 September``.

        Raises
        ------
        DateParseError
            If the text is not a date, is ambiguous (``04/05/2024``) or relative (``tomorrow``), names a day
            that does not exist or is another weekday, ends before it starts, has other words, or has no year
            and there is no `default_year`.

        >>> from apec_outcomes import DateSpan
        >>> DateSpan.parse("Nov. 15th and 16th, 2024")
        DateSpan('2024-11-15/2024-11-16')
        >>> DateSpan.parse("30 October to 1 November", default_year=2024)
        DateSpan('2024-10-30/2024-11-01')
        >>> DateSpan.parse("04/05/2024")
        Traceback (most recent call last):
            ...
        apec_outcomes.errors.DateParseError: cannot read '04/05/2024' as a date: it is either 4 May or 5 Ap...
        """
        try:
            return cls._read(text, default_year)
        except DateParseError as error:
            if error.reason != NO_YEAR:
                raise
            raise DateParseError(text, f"{NO_YEAR}, or as default_year") from None

    @classmethod
    def _read(cls, text: str, default_year: int | None) -> Self:
        """Return the span of a text."""
        if default_year is not None and (type(default_year) is not int or not 1 <= default_year <= 9999):
            raise DateParseError(
                text, f"default_year is {quoted(default_year)}; expected a year from 1 to 9999"
            )
        try:
            return cls.from_edtf(text)
        except DateParseError:
            if not isinstance(text, str):
                raise
        from apec_outcomes.dates.parsing import read

        try:
            start, end, start_precision, end_precision = read(text, default_year)
        except ValueError as reason:
            raise DateParseError(text, str(reason)) from None
        return cls(start=start, end=end, start_precision=start_precision, end_precision=end_precision)

    @property
    def edtf(self) -> str:
        """The span as EDTF level 0, with the precision of each end. Equal spans have equal texts.

        >>> from apec_outcomes import DateSpan
        >>> DateSpan.parse("August to 25 August 2024").edtf
        '2024-08/2024-08-25'
        """
        if self.start == self.end and self.is_exact:
            return self.start.isoformat()  # most dates in a dataset are single days, written many times
        start, end = self._edtf_ends
        return start if start == end else f"{start}/{end}"

    @property
    def days(self) -> int:
        """The number of days from the first to the last, inclusive.

        If an end is known only to the month or year, it is the largest possible number.

        >>> from apec_outcomes import DateSpan
        >>> DateSpan.from_edtf("2024-11-15/2024-11-16").days
        2
        """
        return (self.end - self.start).days + 1

    @property
    def year(self) -> int:
        """The year of the first day.

        >>> from apec_outcomes import DateSpan
        >>> DateSpan.from_edtf("2024-12-30/2025-01-02").year
        2024
        """
        return self.start.year

    @property
    def is_exact(self) -> bool:
        """Whether both ends are known to the day.

        >>> from apec_outcomes import DateSpan
        >>> DateSpan.from_edtf("2024-08/2024-08-25").is_exact
        False
        """
        return self.start_precision is _DAY and self.end_precision is _DAY

    def overlaps(self, other: "DateSpan") -> bool:
        """Return whether two spans can have a day in common.

        Parameters
        ----------
        other
            The span to compare with.

        Raises
        ------
        ArgumentError
            If it is not a span.

        >>> from apec_outcomes import DateSpan
        >>> DateSpan.parse("24 February - 8 March 2024").overlaps(DateSpan.parse("March 2024"))
        True
        """
        _require_span(other)
        return self.start <= other.end and other.start <= self.end

    def agrees_with(self, other: "DateSpan") -> bool:
        """Return whether two spans agree: their ends are equal at the lower precision of the two.

        Parameters
        ----------
        other
            The span to compare with.

        Raises
        ------
        ArgumentError
            If it is not a span.

        >>> from apec_outcomes import DateSpan
        >>> announced, held = DateSpan.parse("August 2024"), DateSpan.parse("12-25 August 2024")
        >>> announced.agrees_with(held)
        True
        """
        _require_span(other)
        # In EDTF, the less precise of two dates that agree is the beginning of the other.
        return all(
            mine.startswith(theirs) or theirs.startswith(mine)
            for mine, theirs in zip(self._edtf_ends, other._edtf_ends, strict=True)
        )

    def __contains__(self, item: "date | DateSpan") -> bool:
        if isinstance(item, DateSpan):
            return self.start <= item.start and item.end <= self.end
        if isinstance(item, date):
            return self.start <= (item.date() if isinstance(item, datetime) else item) <= self.end
        raise ArgumentError(f"got {quoted(item)}; expected a date or a DateSpan")

    # A date compares as the span of one day. A datetime does not, as it does not compare with dates, either.
    def __eq__(self, other: object) -> bool:
        key = _key_of(other)
        return NotImplemented if key is None else self._key == key

    def __lt__(self, other: "DateSpan | date") -> bool:
        key = _key_of(other)
        return NotImplemented if key is None else self._key < key

    def __hash__(self) -> int:
        # The hash of the day, if the span is equal to one.
        return hash(self.start if self.is_exact and self.start == self.end else self._key)

    @property
    def _key(self) -> tuple[date, date, Precision, Precision]:
        return self.start, self.end, self.start_precision, self.end_precision

    def __format__(self, format_spec: str) -> str:
        if "%" not in format_spec:
            return format(str(self), format_spec)
        start, end = self.start.strftime(format_spec), self.end.strftime(format_spec)
        return start if start == end else f"{start} – {end}"

    def __str__(self) -> str:
        from apec_outcomes.dates.formatting import in_words

        return in_words(self.start, self.start_precision, self.end, self.end_precision)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.edtf!r})"

    @property
    def _edtf_ends(self) -> tuple[str, str]:
        return written_end(self.start, self.start_precision), written_end(self.end, self.end_precision)


def _require_span(other: object) -> None:
    if not isinstance(other, DateSpan):
        raise ArgumentError(f"got {quoted(other)}; expected a DateSpan, such as DateSpan.of('2024-08')")


def _key_of(other: object) -> tuple[date, date, Precision, Precision] | None:
    """Return the sort key of a span or a date, or None for any other value."""
    if isinstance(other, DateSpan):
        return other._key
    if isinstance(other, date) and not isinstance(other, datetime):
        return other, other, _DAY, _DAY
    return None


# Many records have the same dates, which are parsed once and shared.
remembered_span = lru_cache(maxsize=4096)(DateSpan.from_edtf)
