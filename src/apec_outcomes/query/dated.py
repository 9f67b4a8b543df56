"""Queries of records with dates."""

from collections.abc import Callable
from datetime import date
from typing import Any, Self, TypeVar

from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import QueryError, quoted
from apec_outcomes.query.base import Query
from apec_outcomes.query.fields import span_asked
from apec_outcomes.query.filters import Overlapping

__all__ = ["DatedQuery", "When", "dates_of", "first_day_of", "last_day_of", "year_of"]

R_co = TypeVar("R_co", covariant=True)
When = DateSpan | date | int | str


class DatedQuery(Query[R_co]):
    """A query of records with dates. A record is in a period if its dates overlap it.

    A period is a `DateSpan`, a `datetime.date`, a year as a number, or a text that `DateSpan.parse` reads.
    Anything else raises `DateParseError`; a number of fewer than four digits raises `QueryError`.

    >>> import apec_outcomes as apec
    >>> len(apec.load().sessions.during("26-28 February 2024"))
    4
    """

    __slots__ = ()

    def in_year(self, year: int) -> Self:
        """Keep records whose dates overlap a calendar year.

        An APEC year can begin in the December before: see `of_year`.

        Raises
        ------
        QueryError
            If `year` is not a year; `during` takes any period.

        >>> import apec_outcomes as apec
        >>> len(apec.load().outcomes.adopted_at("2024-som3").in_year(2024))
        35
        """
        span = span_asked(year_of(year))
        return self._overlapping(span.start, span.end)

    def of_year(self, year: int) -> Self:
        """Keep records of an APEC year, whatever their dates.

        Raises
        ------
        QueryError
            If `year` is not a year, or records of this collection belong to no APEC year.

        >>> import apec_outcomes as apec
        >>> meetings = apec.load().meetings
        >>> meetings["2024-symposium"].dates.edtf
        '2023-12-04'
        >>> "2024-symposium" in meetings.of_year(2024), "2024-symposium" in meetings.in_year(2024)
        (True, False)

        .. versionadded:: 0.3
        """
        return self.where(year=year_of(year))

    def since(self, when: When) -> Self:
        """Keep records that end on or after the first day of `when`.

        >>> import apec_outcomes as apec
        >>> apec.load().meetings.of_kind("leaders").since("15 November 2024").ids()[:2]
        ('2024-aelm', '2025-aelm')
        """
        return self._overlapping(first_day_of(when), date.max)

    def until(self, when: When) -> Self:
        """Keep records that begin on or before the last day of `when`.

        >>> import apec_outcomes as apec
        >>> apec.load().meetings.until("1990").ids()
        ('1989-amm', '1990-amm', '1990-mrt-vancouver', '1991-som1')
        """
        return self._overlapping(date.min, last_day_of(when))

    def during(self, when: When) -> Self:
        """Keep records whose dates overlap `when`.

        >>> import apec_outcomes as apec
        >>> apec.load().meetings.of_kind("high-level").during("August 2024").ids()
        ('2024-biotechnology', '2024-health')
        """
        span = span_asked(when)
        return self._overlapping(span.start, span.end)

    def between(self, first: When, last: When) -> Self:
        """Keep records whose dates overlap the period from the first day of `first` to the last of `last`.

        Raises
        ------
        QueryError
            If `last` ends before `first` begins.

        >>> import apec_outcomes as apec
        >>> apec.load().meetings.between("2024-09", "2024-10").of_kind("sectoral-ministerial").ids()
        ('2024-sme', '2024-finance')
        """
        start, end = first_day_of(first), last_day_of(last)
        if end < start:
            raise QueryError(
                f"{quoted(last)} ends before {quoted(first)} begins; expected the earlier one first"
            )
        return self._overlapping(start, end)

    def _overlapping(self, first: date, last: date) -> Self:
        return self._with(Overlapping(self._store, first, last))


def dates_of(query: Query[Any]) -> Callable[[Any], DateSpan | None]:
    """Return a function that returns the dates of a record: its own, or those of its meeting."""
    return query._store.span


def year_of(when: int) -> int:
    """Return a year that is given as a number or a text.

    Raises
    ------
    QueryError
        If it is not a year.
    """
    span = span_asked(when)
    if type(when) is not int and span.edtf != f"{span.year:04}":
        raise QueryError(f"got {quoted(when)}; expected a year, such as 2024; during() takes any period")
    return span.year


def first_day_of(when: When) -> date:
    """Return the first day of a period."""
    return when if type(when) is date else span_asked(when).start


def last_day_of(when: When) -> date:
    """Return the last day of a period."""
    return when if type(when) is date else span_asked(when).end
