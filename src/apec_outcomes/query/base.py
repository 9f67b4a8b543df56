"""The class of all queries.

A query is immutable. It finds its records when they are first needed. Its methods return new queries.
"""

from collections.abc import Callable
from typing import Any, Self, TypeVar

from apec_outcomes.errors import ArgumentError, NotOneError, QueryError, quoted
from apec_outcomes.query.fields import condition
from apec_outcomes.query.filters import Matching, Passing
from apec_outcomes.query.values import Valued

__all__ = ["Query"]

R_co = TypeVar("R_co", covariant=True)


class Query(Valued[R_co]):
    """A query: an immutable sequence of records of one collection, whose methods filter it further.

    >>> import apec_outcomes as apec
    >>> data = apec.load()
    >>> ministers = data.meetings.of_kind("sectoral-ministerial").at("Lima").in_year(2024)
    >>> [meeting.id for meeting in ministers.order_by("title")]
    ['2024-energy', '2024-finance']
    >>> "2024-energy" in ministers, bool(ministers), len(ministers)
    (True, True, 2)
    """

    __slots__ = ()

    def where(self, predicate: Callable[[R_co], bool] | None = None, /, **fields: object) -> Self:
        """Keep records for which a function is true, or whose fields have these values.

        Parameters
        ----------
        predicate
            A function of a record.
        fields
            Any attribute of the records, including derived ones such as `year`. Kinds may be texts, dates
            any text that `DateSpan.parse` reads, and references any name of the record. A field with several
            values matches if one of them is the value; a tuple or list must match all of them, in any order.
            None matches a missing value, ``()`` a field without values.

        Raises
        ------
        QueryError
            If the records have no such field, or the value is invalid for it.
        UnknownIdError
            If a name belongs to no record, or to several.

        >>> import apec_outcomes as apec
        >>> data = apec.load()
        >>> data.meetings.where(lambda meeting: len(meeting.sessions) > 5).ids()
        ('2024-som1', '2024-som3')
        >>> data.economies.where(joined="November 1993").ids()
        ('MEX', 'PNG')
        >>> both = data.outcomes.where(themes=("health", "gender"))
        >>> both == data.outcomes.where(themes="gender").where(themes="health")
        True
        >>> data.meetings.where(venue="Peru")
        Traceback (most recent call last):
            ...
        apec_outcomes.errors.QueryError: 'venue' of meetings cannot be 'Peru'; expected a Venue or None; ...
        """
        if predicate is not None and not callable(predicate):
            raise QueryError(
                f"got {quoted(predicate)}; expected a function of a record, or fields with their values"
            )
        query = self._with(Passing(predicate)) if predicate else self
        for name, wanted in fields.items():
            query = query._with(Passing(condition(self._relations, self._store.collection, name, wanted)))
        return query

    def matching(self, text: str) -> Self:
        """Keep records whose texts match a search.

        All texts of a record are searched: titles, summaries, notes, and the names of people, places and
        organisations; for a meeting, also those of its topics, sessions and documents. Case, accents,
        punctuation, British or American spelling, and singular or plural do not matter.

        Parameters
        ----------
        text
            Words that must all occur; ``"a phrase"`` in double quotes; ``prefix*`` for words with this
            beginning; ``-word`` to exclude a word or phrase; ``OR`` between alternatives.

        Raises
        ------
        QueryError
            If the text has no word, or its syntax is invalid.
        ArgumentError
            If it is not a text.

        >>> import apec_outcomes as apec
        >>> outcomes = apec.load().outcomes
        >>> outcomes.matching('"informal sector" voices').one().id
        '2024-som3-a2c2.voices'
        >>> outcomes.matching("digitalization") == outcomes.matching("digitalisation")
        True
        """
        from apec_outcomes.query.searching import parse

        return self._with(Matching(self._store, parse(text)))

    def first(self) -> R_co | None:
        """Return the first record, or None.

        >>> import apec_outcomes as apec
        >>> apec.load().calendar.first()
        <CalendarEntry cal-2024-symposium: ...>
        """
        return next(iter(self._all()), None)

    def one(self) -> R_co:
        """Return the only record.

        Raises
        ------
        NotOneError
            If there is none, or more than one.

        >>> import apec_outcomes as apec
        >>> apec.load().meetings.by("fsmm").in_year(2024).one().id
        '2024-food-security'
        """
        records = self._all()
        if len(records) != 1:
            raise NotOneError(len(records), repr(self))
        return records[0]

    def limit(self, n: int) -> Self:
        """Keep the first `n` records.

        Raises
        ------
        ArgumentError
            If `n` is not a whole number.
        QueryError
            If it is negative.

        >>> import apec_outcomes as apec
        >>> len(apec.load().outcomes.limit(5))
        5
        """
        if not isinstance(n, int) or isinstance(n, bool) or n < 0:
            refuse = QueryError if type(n) is int else ArgumentError
            raise refuse(f"got {quoted(n)} for n; expected a whole number, 0 or more")
        return self._of(self._all()[:n])

    def __or__(self, other: Self) -> Self:
        """Return the records of both queries, each once."""
        mine, others = self._both(other)
        return self._of(tuple({**mine, **{key: r for key, r in others.items() if key not in mine}}.values()))

    def __and__(self, other: Self) -> Self:
        """Return the records that are in both queries."""
        mine, others = self._both(other)
        return self._of(tuple(record for key, record in mine.items() if key in others))

    def __sub__(self, other: Self) -> Self:
        """Return the records that are not in the other query."""
        mine, others = self._both(other)
        return self._of(tuple(record for key, record in mine.items() if key not in others))

    def _both(self, other: Self) -> tuple[dict[Any, R_co], dict[Any, R_co]]:
        if not isinstance(other, Query) or other.collection != self.collection:
            name = self.collection
            raise QueryError(f"cannot combine {name} with {quoted(other)}; expected a query of {name}")
        same = self._store.identity
        return {same(r): r for r in self._all()}, {same(r): r for r in other._all()}
