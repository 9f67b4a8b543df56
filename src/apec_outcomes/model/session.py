"""Sessions of meetings, with the kinds, formats and statuses of sessions and meetings."""

from enum import StrEnum
from typing import Annotated

import attrs

from apec_outcomes.dates import DateSpan
from apec_outcomes.model._converters import member, span_or_none, texts
from apec_outcomes.model._fields import SLUG, Count, Pattern, Reference
from apec_outcomes.model._record import Record
from apec_outcomes.model.forum import ForumRef
from apec_outcomes.model.source import SourceRef
from apec_outcomes.model.theme import ThemeRef
from apec_outcomes.model.venue import Venue

__all__ = ["MeetingFormat", "MeetingKind", "Session", "SessionRef", "Status"]

SessionRef = Annotated[str, Reference("sessions")]
SessionId = Annotated[
    str, Pattern(rf"[0-9]{{4}}-{SLUG}", "an id '<meeting>-<slug>', such as '2024-som3-desg-plenary'")
]


class MeetingKind(StrEnum):
    """The level or form of a meeting or session."""

    LEADERS = "leaders"
    MINISTERIAL = "ministerial"
    TRADE_MINISTERIAL = "trade-ministerial"
    SECTORAL_MINISTERIAL = "sectoral-ministerial"
    HIGH_LEVEL = "high-level"
    SENIOR_OFFICIALS = "senior-officials"
    ADVISORY_COUNCIL = "advisory-council"
    COMMITTEE = "committee"
    WORKING_GROUP = "working-group"
    WORKSHOP = "workshop"
    CONFERENCE = "conference"
    DIALOGUE = "dialogue"
    CLUSTER = "cluster"


def as_meeting_kind(value: MeetingKind | str) -> MeetingKind:
    """Return the kind of a meeting, from a member or its text."""
    return member(MeetingKind, value)


def as_meeting_kind_or_none(value: MeetingKind | str | None) -> MeetingKind | None:
    """Return the kind of a meeting, from a member or its text, or None."""
    return None if value is None else member(MeetingKind, value)


class MeetingFormat(StrEnum):
    """How people took part in a meeting or session."""

    IN_PERSON = "in-person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


def as_meeting_format_or_none(value: MeetingFormat | str | None) -> MeetingFormat | None:
    """Return the format of a meeting, from a member or its text, or None."""
    return None if value is None else member(MeetingFormat, value)


class Status(StrEnum):
    """The status of a meeting, session or announced event."""

    SCHEDULED = "scheduled"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


def as_status(value: Status | str) -> Status:
    """Return a status, from a member or its text."""
    return member(Status, value)


def as_status_or_none(value: Status | str | None) -> Status | None:
    """Return a status, from a member or its text, or None."""
    return None if value is None else member(Status, value)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Session(Record):
    """A plenary, workshop, conference or committee meeting held within a meeting.

    Parameters
    ----------
    id
        ``<meeting>-<slug>``.
    title
        As announced.
    kind
        Its form.
    forum
        The id of the forum that met.
    dates
        Its dates, with the precision of the sources.
    venue
        Its place, with the precision of the sources.
    format
        In person, virtual or hybrid.
    status
        Its known status.
    ordinal
        Its number in its series: 17 for the 17th Conference on Good Regulatory Practices.
    themes
        The ids of its themes.
    sources
        The ids of the sources.
    chairs
        Each as ``Name, office``.
    participants
        The people named as present in the sources, each with an affiliation.
    summary
        A summary of the discussion, in our own words.
    note
        A remark for readers.

    >>> import apec_outcomes as apec
    >>> apec.load().sessions["2024-som3-desg-plenary"]
    <Session 2024-som3-desg-plenary: Digital Economy Steering Group (DESG) Plenary (August 2024)>
    """

    id: SessionId
    title: str
    kind: MeetingKind = attrs.field(converter=as_meeting_kind)
    forum: ForumRef | None = None
    dates: DateSpan | None = attrs.field(default=None, converter=span_or_none)
    venue: Venue | None = None
    format: MeetingFormat | None = attrs.field(default=None, converter=as_meeting_format_or_none)
    status: Status | None = attrs.field(default=None, converter=as_status_or_none)
    ordinal: Count | None = None
    themes: tuple[ThemeRef, ...] = attrs.field(default=(), converter=texts)
    chairs: tuple[str, ...] = attrs.field(default=(), converter=texts)
    participants: tuple[str, ...] = attrs.field(default=(), converter=texts)
    summary: str | None = None
    note: str | None = None
    sources: tuple[SourceRef, ...] = attrs.field(default=(), converter=texts)

    @property
    def year(self) -> int:
        """The APEC year of the session, from its id."""
        return int(self.id[:4])

    def _headline(self) -> str:
        dates = f" ({self.dates})" if self.dates else ""
        return f"{self.id}: {self.title}{dates}"
