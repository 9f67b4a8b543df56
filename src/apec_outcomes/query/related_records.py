"""Look-ups of related records in a dataset."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import ArgumentError, QueryError, UnknownIdError, quoted
from apec_outcomes.model import (
    Assessment,
    CalendarEntry,
    Document,
    Forum,
    Lineage,
    Meeting,
    Outcome,
    Session,
    Source,
    SourceKind,
    Theme,
    Verdict,
)
from apec_outcomes.model._collections import QUERIED
from apec_outcomes.model._record import Record
from apec_outcomes.query.base import Query
from apec_outcomes.query.calendar import CalendarQuery
from apec_outcomes.query.dated import DatedQuery
from apec_outcomes.query.events import MeetingQuery, SessionQuery
from apec_outcomes.query.outcomes import DocumentQuery, OutcomeQuery
from apec_outcomes.query.relations import Relations
from apec_outcomes.query.vocabularies import EconomyQuery, ForumQuery, HostYearQuery

__all__ = ["RelatedRecords", "query_over", "relations_of"]

_QUERIES: Mapping[str, type[Query[Any]]] = {
    "economies": EconomyQuery,
    "fora": ForumQuery,
    "host_years": HostYearQuery,
    "meetings": MeetingQuery,
    "sessions": SessionQuery,
    "documents": DocumentQuery,
    "outcomes": OutcomeQuery,
    "assessments": DatedQuery,
    "calendar": CalendarQuery,
}
"""The queries of collections that have additional methods; the others are of class `Query`."""


def query_over(relations: Relations, collection: str, records: Iterable[Any] | None = None) -> Any:
    """Return the query of a collection, or of some of its records."""
    given = None if records is None else tuple(records)
    return _QUERIES.get(collection, Query)(relations, relations.stores[collection], given)


class RelatedRecords:
    """Records that refer to each other by id, in this dataset and in `beside`."""

    __slots__ = ()

    _relations: Relations

    def find(self, collection: str, key: object) -> Any:
        """Return the record of a collection with this key, in this dataset or in `beside`, or None.

        Parameters
        ----------
        collection
            The name of the collection, such as ``meetings``.
        key
            An id, the code of an economy, or a host year.

        Raises
        ------
        QueryError
            If there is no such collection.

        >>> import apec_outcomes as apec
        >>> apec.load().find("economies", "PER").name
        'Peru'

        .. versionadded:: 0.3
        """
        if not isinstance(collection, str) or collection not in QUERIED:
            raise QueryError(f"got {quoted(collection)}; expected one of {', '.join(QUERIED)}")
        return self._relations.find(collection, key)

    def outcomes_of(self, meeting: Meeting | str) -> OutcomeQuery:
        """Return the outcomes of a meeting, including its sessions, that are in this dataset.

        Raises
        ------
        UnknownIdError
            If there is no such meeting.

        >>> import apec_outcomes as apec
        >>> data = apec.load()
        >>> len(data.outcomes_of("2024-som3"))
        35
        """
        outcomes: OutcomeQuery = query_over(self._relations, "outcomes")
        return outcomes.adopted_at(self._relations.one("meetings", meeting))

    def meeting_of(self, record: Outcome | Session | CalendarEntry | Document | str) -> Meeting | None:
        """Return the meeting that a record belongs to, or None for a calendar entry without a meeting.

        Parameters
        ----------
        record
            An outcome, session, calendar entry or document, or the id or title of one of the first three.

        Raises
        ------
        UnknownIdError
            If there is no such record.

        >>> import apec_outcomes as apec
        >>> apec.load().meeting_of("2024-som3-a2c2.voices").id
        '2024-som3'
        """
        named: object = record
        if isinstance(record, str):
            named = self._relations.any(record, "outcomes", "sessions", "calendar")
        if isinstance(named, Session | Document):
            part = "sessions" if isinstance(named, Session) else "documents"
            meetings: Iterable[Meeting] = self._relations.all_of("meetings")
            holding = [meeting for meeting in meetings if named in getattr(meeting, part)]
            if not holding:
                raise UnknownIdError(named.title, part)
            # Of equal documents, the same object.
            own = (found for found in holding if any(each is named for each in getattr(found, part)))
            return next(own, holding[0])
        if not isinstance(named, Outcome | CalendarEntry):
            raise ArgumentError(
                f"got {quoted(named)}; expected an outcome, session, calendar entry or document, or an id"
            )
        found: Meeting | None = self._relations.find("meetings", named.meeting)
        return found

    def narrower(self, theme: Theme | str) -> Query[Theme]:
        """Return the narrower themes of a theme, directly or through others.

        Raises
        ------
        UnknownIdError
            If there is no such theme.

        >>> import apec_outcomes as apec
        >>> apec.load().narrower("trade-facilitation").ids()[:3]
        ('customs', 'low-value-shipments', 'supply-chain-connectivity')
        """
        found: Query[Theme] = query_over(
            self._relations, "themes", self._relations.family("themes", theme)[1:]
        )
        return found

    def subfora(self, forum: Forum | str) -> ForumQuery:
        """Return the fora that report to a forum, directly or through others.

        Raises
        ------
        UnknownIdError
            If there is no such forum.

        >>> import apec_outcomes as apec
        >>> "desg" in apec.load().subfora("CTI")
        True
        """
        found: ForumQuery = query_over(self._relations, "fora", self._relations.family("fora", forum)[1:])
        return found

    def lineage(self, outcome: Outcome | str) -> Lineage:
        """Return the outcomes that an outcome builds on and those that build on it, directly or indirectly.

        Raises
        ------
        UnknownIdError
            If there is no such outcome.

        >>> import apec_outcomes as apec
        >>> data = apec.load()
        >>> data.lineage("2024-som3-a2c2.voices").descendants
        ()
        """
        found: Outcome = self._relations.one("outcomes", outcome)
        find, later = self._relations.find, self._relations.below("outcomes")
        up, above = _reached(found, lambda o: filter(None, (find("outcomes", key) for key in o.builds_on)))
        down, below = _reached(found, lambda o: later.get(o.id, ()))
        edges = [*above, *((later_one, earlier) for earlier, later_one in below)]
        span = self._relations.stores["outcomes"].span

        def age(outcome: Outcome) -> tuple[date, str]:
            return (span(outcome) or DateSpan.of(outcome.year)).start, outcome.id

        return Lineage(
            outcome=found,
            ancestors=tuple(sorted(up, key=age)),
            descendants=tuple(sorted(down, key=age)),
            edges=tuple(dict.fromkeys(edges)),
        )

    def sources_of(self, record: Any) -> Query[Source]:
        """Return the sources of a record, in its order.

        Parameters
        ----------
        record
            Any record with `sources`, or the id or title of a meeting, session, outcome or calendar entry.

        Raises
        ------
        UnknownIdError
            If there is no such record.
        ArgumentError
            If records of this class have no sources.

        >>> import apec_outcomes as apec
        >>> [source.publisher for source in apec.load().sources_of("2024-som3-a2c2.voices")]
        ['Access Partnership']
        """
        if isinstance(record, str):
            record = self._relations.any(record, "meetings", "outcomes", "sessions", "calendar")
        keys: tuple[str, ...] | None = (
            getattr(record, "sources", None) if isinstance(record, Record) else None
        )
        if keys is None:
            raise ArgumentError(
                f"got {quoted(record)}, which has no field for sources; expected a record that has one"
            )
        named = [source for key in keys if (source := self._relations.find("sources", key))]
        found: Query[Source] = query_over(self._relations, "sources", named)
        return found

    def assessments_of(self, outcome: Outcome | str) -> DatedQuery[Assessment]:
        """Return the assessments of an outcome by date, those without a date last.

        Raises
        ------
        UnknownIdError
            If there is no such outcome.

        >>> import apec_outcomes as apec
        >>> [found.verdict.value for found in apec.load().assessments_of("1993-amm.chile-in-1994")]
        ['achieved']

        .. versionadded:: 0.3
        """
        key = self._relations.key_of("outcomes", outcome)
        assessments = self._relations.assessments_of(key)
        found: DatedQuery[Assessment] = query_over(self._relations, "assessments", assessments)
        return found

    def verdict_of(self, outcome: Outcome | str) -> Verdict | None:
        """Return the verdict of the latest assessment of an outcome; None if it has no assessment.

        A verdict that is not final (`Verdict.is_final`) counts only if there is no final one, and an
        assessment without a date only if there is none with a date. So each outcome has one verdict, while
        `OutcomeQuery.assessed` matches any verdict.

        Raises
        ------
        UnknownIdError
            If there is no such outcome.

        >>> import apec_outcomes as apec
        >>> data = apec.load()
        >>> data.verdict_of("1994-aelm.bogor-goals").value
        'replaced'
        >>> found = data.outcomes.of_kind("target").tally(data.verdict_of)
        >>> sum(found.values()) == len(data.outcomes.of_kind("target").assessed())
        True

        .. versionadded:: 0.3
        """
        return self._relations.verdict_of(self._relations.one("outcomes", outcome))

    def evidence_of(self, outcome: Outcome | str) -> SourceKind | None:
        """Return the strongest kind among the sources of an outcome; None if it has no source.

        Raises
        ------
        UnknownIdError
            If there is no such outcome.

        >>> import apec_outcomes as apec
        >>> apec.load().evidence_of("2024-som3-a2c2.voices").value
        'commentary'

        .. versionadded:: 0.3
        """
        return self._relations.evidence_of(self._relations.one("outcomes", outcome))


def _reached(
    start: Outcome, step: Callable[[Outcome], Iterable[Outcome]]
) -> tuple[list[Outcome], list[tuple[str, str]]]:
    """Return the outcomes that can be reached from an outcome, and the links to them as pairs of ids."""
    reached, edges, waiting = {}, [], [start]
    while waiting:
        current = waiting.pop()
        for other in step(current):
            edges.append((current.id, other.id))
            if other.id not in reached and other.id != start.id:
                reached[other.id] = other
                waiting.append(other)
    return list(reached.values()), edges


def relations_of(data: RelatedRecords) -> Relations:
    """Return the relations between the records of a dataset."""
    return data._relations
