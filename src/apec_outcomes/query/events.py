"""Queries of events: meetings, sessions and calendar entries."""

from typing import Any, Literal, Self, TypeVar

from apec_outcomes.errors import QueryError, check_flag
from apec_outcomes.model import Forum, Meeting, MeetingKind, Session, Status
from apec_outcomes.query.fields import members_of
from apec_outcomes.query.filters import Passing
from apec_outcomes.query.placed import PlacedQuery
from apec_outcomes.query.themed import ThemedQuery

__all__ = ["EventQuery", "MeetingQuery", "SessionQuery"]

R_co = TypeVar("R_co", covariant=True)


class EventQuery(PlacedQuery[R_co]):
    """A query of events: meetings, sessions and calendar entries."""

    __slots__ = ()

    def of_kind(self, *kinds: MeetingKind | str) -> Self:
        """Keep events of any of these kinds; a calendar entry has the kind of the meeting that it announces.

        Raises
        ------
        QueryError
            If there is no such kind.

        >>> import apec_outcomes as apec
        >>> apec.load().sessions.of_kind("conference").ids()
        ('2024-som3-grp17',)
        """
        wanted = members_of(MeetingKind, kinds, "of_kind")
        return self._with(Passing(lambda record: self._kind_of(record) in wanted))

    def _kind_of(self, record: Any) -> MeetingKind | None:
        kind: MeetingKind = record.kind
        return kind

    def by(self, *fora: Forum | str, subfora: bool = False) -> Self:
        """Keep events of any of these fora.

        Parameters
        ----------
        fora
            Fora, or their ids, acronyms or names.
        subfora
            Include the fora that report to them, directly or through others.

        Raises
        ------
        QueryError
            If no forum is given.
        UnknownIdError
            If there is no such forum.
        ArgumentError
            If a value is neither a forum nor a text, or `subfora` is neither True nor False.

        >>> import apec_outcomes as apec
        >>> apec.load().sessions.by("CTI", subfora=True).during("August 2024").ids()
        ('2024-som3-desg-plenary', '2024-som3-a2c2', '2024-som3-ipeg')
        """
        if not fora:
            raise QueryError("got no forum; expected one or more, such as by('CTI')")
        check_flag(subfora, "subfora")
        families = [self._relations.family_ids("fora", forum, below=subfora) for forum in fora]
        wanted = frozenset().union(*families)
        return self._with(Passing(lambda record: record.forum in wanted))

    def to_icalendar(self, name: str = "APEC", *, inexact: Literal["omit", "include"] = "omit") -> str:
        """Return the events as an iCalendar text (RFC 5545), for programs to import or subscribe to.

        Events are of whole days. Their UIDs are the same in all releases.

        Parameters
        ----------
        name
            The name of the calendar.
        inexact
            ``omit`` leaves out records without exact days; ``include`` adds them as events of a whole month
            or year, tentative unless they are known to have been held. Records without dates are always left
            out.

        Raises
        ------
        MissingExtraError
            If icalendar is not installed.

        >>> import apec_outcomes as apec
        >>> text = apec.load().calendar.upcoming(on="2024-08-26").to_icalendar("APEC 2024")
        >>> "SUMMARY:Finance Ministerial Meeting" in text
        True

        .. versionadded:: 0.2
        """
        from apec_outcomes.export.icalendar import to_icalendar

        return to_icalendar(self, name, inexact=inexact)

    def with_status(self, *statuses: Status | str) -> Self:
        """Keep events of any of these statuses.

        Raises
        ------
        QueryError
            If there is no such status.

        >>> import apec_outcomes as apec
        >>> apec.load().meetings.with_status("cancelled").of_year(2020).ids()
        ('2020-som2', '2020-som3')
        """
        wanted = members_of(Status, statuses, "with_status")
        return self._with(Passing(lambda record: record.status in wanted))


class MeetingQuery(EventQuery[Meeting], ThemedQuery[Meeting]):
    """A query of meetings.

    >>> import apec_outcomes as apec
    >>> apec.load().meetings.of_kind("cluster").by("som").in_year(2024).ids()
    ('2024-som1', '2024-som2', '2024-som3')
    """

    __slots__ = ()


class SessionQuery(EventQuery[Session], ThemedQuery[Session]):
    """A query of the sessions of meetings.

    >>> import apec_outcomes as apec
    >>> apec.load().sessions.by("a2c2").one().ordinal
    16
    """

    __slots__ = ()
