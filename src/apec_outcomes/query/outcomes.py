"""Queries of outcomes and of documents."""

from typing import Any, Self

from apec_outcomes.errors import QueryError, quoted
from apec_outcomes.model import Document, DocumentKind, Meeting, Outcome, OutcomeKind, Session, Venue
from apec_outcomes.query.base import Query
from apec_outcomes.query.dated import DatedQuery, When, first_day_of, last_day_of, year_of
from apec_outcomes.query.fields import members_of, span_asked
from apec_outcomes.query.follow_up import FollowUpQuery
from apec_outcomes.query.placed import PlacedQuery
from apec_outcomes.query.themed import ThemedQuery

__all__ = ["DocumentQuery", "OutcomeQuery"]


class OutcomeQuery(ThemedQuery[Outcome], PlacedQuery[Outcome], FollowUpQuery):
    """A query of outcomes.

    For filters by date and for the order, an outcome without a date has the dates of its meeting.

    >>> import apec_outcomes as apec
    >>> apec.load().outcomes.about("data privacy").in_year(2024).ids()
    ('2024-som3-desg-plenary.data-privacy',)
    """

    __slots__ = ()

    def of_kind(self, *kinds: OutcomeKind | str) -> Self:
        """Keep outcomes of any of these kinds.

        Raises
        ------
        QueryError
            If there is no such kind.

        >>> import apec_outcomes as apec
        >>> apec.load().outcomes.of_kind("vision").in_year(2020).one().title
        'APEC Putrajaya Vision 2040'
        """
        wanted = members_of(OutcomeKind, kinds, "of_kind")
        return self.where(lambda outcome: outcome.kind in wanted)

    def adopted_at(self, *meetings: "Meeting | Session | str | Query[Meeting] | Query[Session]") -> Self:
        """Keep outcomes of any of these meetings, including their sessions, or of any of these sessions.

        Parameters
        ----------
        meetings
            One or more meetings or sessions, their ids or titles; or queries of them.

        Raises
        ------
        UnknownIdError
            If there is no such meeting or session.
        QueryError
            If none is given.

        >>> import apec_outcomes as apec
        >>> data = apec.load()
        >>> len(data.outcomes.adopted_at("2024-som3-digital-week"))
        6
        >>> ministers = data.meetings.of_kind("trade-ministerial").since(2024)
        >>> data.outcomes.adopted_at(ministers).about("AI").ids()
        ('2025-mrt.ai-for-trade',)
        """
        if not meetings:
            raise QueryError("got no meeting; expected one or more, or a query of meetings")
        held: set[str] = set()
        sessions: set[str] = set()
        for given in meetings:
            if isinstance(given, Query):
                if given.collection not in ("meetings", "sessions"):
                    raise QueryError(f"got {quoted(given)}; expected a query of meetings or sessions")
                (held if given.collection == "meetings" else sessions).update(given.ids())
                continue
            named = self._relations.any(given, "meetings", "sessions") if isinstance(given, str) else given
            if isinstance(named, Session):
                sessions.add(self._relations.key_of("sessions", named))
            else:
                held.add(self._relations.key_of("meetings", named))
        return self.where(lambda outcome: outcome.meeting in held or outcome.session in sessions)

    def due(self, *, by: When | None = None, during: When | None = None) -> Self:
        """Keep outcomes with a deadline.

        Parameters
        ----------
        by
            The deadline ends by the last day of this period.
        during
            The deadline overlaps this period.

        Raises
        ------
        QueryError
            If `by` ends before `during` begins.

        >>> import apec_outcomes as apec
        >>> outcomes = apec.load().outcomes
        >>> "1994-aelm.bogor-goals" in outcomes.due(during=2020)
        True
        >>> len(outcomes.due(during=2020)) < len(outcomes.due(by=2020)) < len(outcomes.due())
        True
        """
        found = self.where(lambda outcome: outcome.target_date is not None)
        if by is not None:
            last = last_day_of(by)
            if during is not None and last < first_day_of(during):
                ends = f"by {quoted(by)} ends before during {quoted(during)} begins"
                raise QueryError(f"{ends}; expected periods that overlap, or one of the two")
            found = found.where(lambda outcome: outcome.target_date.end <= last)  # type: ignore[union-attr]
        if during is not None:
            span = span_asked(during)
            found = found.where(lambda outcome: outcome.target_date.overlaps(span))  # type: ignore[union-attr]
        return found

    def _venue_of(self, record: Outcome) -> Venue | None:
        """Return the venue of the session of an outcome, or else of its meeting."""
        session = self._relations.find("sessions", record.session) if record.session else None
        held: Any = session if session and session.venue else self._relations.find("meetings", record.meeting)
        venue: Venue | None = held.venue if held else None
        return venue


class DocumentQuery(DatedQuery[Document]):
    """A query of the documents of meetings, which are found by title.

    >>> import apec_outcomes as apec
    >>> apec.load().documents.of_kind("declaration").in_year(1991).first().title
    'Seoul APEC Declaration'
    """

    __slots__ = ()

    def of_kind(self, *kinds: DocumentKind | str) -> Self:
        """Keep documents of any of these kinds.

        Raises
        ------
        QueryError
            If there is no such kind.

        >>> import apec_outcomes as apec
        >>> apec.load().documents.of_kind("vision").first().title
        "APEC Economic Leaders' Vision Statement"
        """
        wanted = members_of(DocumentKind, kinds, "of_kind")
        return self.where(lambda document: document.kind in wanted)

    def of_year(self, year: int) -> Self:
        """Keep documents of meetings of an APEC year, whatever their dates.

        Raises
        ------
        QueryError
            If `year` is not a year.

        >>> import apec_outcomes as apec
        >>> len(apec.load().documents.of_year(1991))
        3

        .. versionadded:: 0.3
        """
        wanted = year_of(year)
        meetings = (each for each in self._relations.all_of("meetings") if each.year == wanted)
        # Not by title, as documents of other years may have the same.
        issued = {document for meeting in meetings for document in meeting.documents}
        return self.where(issued.__contains__)
