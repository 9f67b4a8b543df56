"""The meetings of APEC."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

import attrs

from apec_outcomes.dates import DateSpan
from apec_outcomes.model._converters import member, several, span, span_or_none, texts
from apec_outcomes.model._record import SLUG, Count, Pattern, Record, Reference, Slug
from apec_outcomes.model.document import Document
from apec_outcomes.model.forum import ForumRef
from apec_outcomes.model.source import SourceRef
from apec_outcomes.model.theme import ThemeRef
from apec_outcomes.model.venue import Venue

__all__ = [
    "Meeting",
    "MeetingFormat",
    "MeetingKind",
    "MeetingRef",
    "Organisation",
    "Session",
    "SessionRef",
    "Status",
    "Topic",
]

MeetingRef = Annotated[str, Reference("meetings")]
SessionRef = Annotated[str, Reference("sessions")]
MeetingId = Annotated[str, Pattern(rf"[0-9]{{4}}-{SLUG}", "an id '<year>-<slug>', such as '2024-som3'")]
TopicId = Annotated[
    str, Pattern(rf"[0-9]{{4}}-{SLUG}\.{SLUG}", "an id '<meeting>.<slug>', such as '2024-som3.topic-skills'")
]


class MeetingKind(StrEnum):
    """The level or the form of a meeting or session."""

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
    """Return the kind of a meeting, given as such or as its text."""
    return member(MeetingKind, value)


def as_meeting_kind_or_none(value: MeetingKind | str | None) -> MeetingKind | None:
    """Return the kind of a meeting, given as such or as its text, or None."""
    return None if value is None else member(MeetingKind, value)


class MeetingFormat(StrEnum):
    """How people took part."""

    IN_PERSON = "in-person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


def as_meeting_format_or_none(value: MeetingFormat | str | None) -> MeetingFormat | None:
    """Return the format of a meeting, given as such or as its text, or None."""
    return None if value is None else member(MeetingFormat, value)


class Status(StrEnum):
    """The status of a meeting, as far as known."""

    SCHEDULED = "scheduled"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


def as_status(value: Status | str) -> Status:
    """Return a status, given as such or as its text."""
    return member(Status, value)


def as_status_or_none(value: Status | str | None) -> Status | None:
    """Return a status, given as such or as its text, or None."""
    return None if value is None else member(Status, value)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Topic(Record):
    """A subject of a meeting as a whole.

    Parameters
    ----------
    id
        ``<meeting>.<slug>``.
    title
        The subject.
    summary
        A summary of the discussion, in our own words.
    themes
        The ids of the themes that it falls under.
    sources
        The ids of the sources.

    >>> import apec_outcomes as apec
    >>> apec.load().meetings["2024-som3"].topics[0]
    <Topic 2024-som3.topic-digital-policy: Digital policy>
    """

    id: TopicId
    title: str
    summary: str | None = None
    themes: tuple[ThemeRef, ...] = attrs.field(default=(), converter=texts)
    sources: tuple[SourceRef, ...] = attrs.field(default=(), converter=texts)

    def _headline(self) -> str:
        return f"{self.id}: {self.title}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Organisation(Record):
    """A body that had a part in a meeting, or in the report on it.

    Parameters
    ----------
    id
        In kebab case.
    name
        The official name.
    role
        The part that it had, such as ``organiser``, ``host``, ``publisher`` or ``reference``.
    summary
        Its part in the meeting, in our own words.
    note
        A remark for readers.
    sources
        The ids of the sources.

    >>> import apec_outcomes as apec
    >>> [body.name for body in apec.load().meetings["2024-som3"].organisations if body.role == "publisher"]
    ['Access Partnership']
    """

    id: Slug
    name: str
    role: str | None = None
    summary: str | None = None
    note: str | None = None
    sources: tuple[SourceRef, ...] = attrs.field(default=(), converter=texts)

    def _headline(self) -> str:
        role = f" ({self.role})" if self.role else ""
        return f"{self.id}: {self.name}{role}"


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
        Its dates, as exactly as the sources give them.
    venue
        Its place, as exactly as the sources give it.
    format
        How people took part.
    status
        Its status, as far as known.
    ordinal
        Its number in its own series: 17 for the 17th Conference on Good Regulatory Practices.
    themes
        The ids of the themes that it took up.
    sources
        The ids of the sources.
    chairs
        Each as ``Name, office``.
    participants
        The people whom the sources name as present, each with their affiliation.
    summary
        A summary of the discussion, in our own words.
    note
        A remark for readers.

    >>> import apec_outcomes as apec
    >>> apec.load().sessions["2024-som3-desg-plenary"]
    <Session 2024-som3-desg-plenary: Digital Economy Steering Group (DESG) Plenary (August 2024)>
    """

    id: MeetingId
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
        """The year of APEC that the session belongs to, by its id."""
        return int(self.id[:4])

    def _headline(self) -> str:
        dates = f" ({self.dates})" if self.dates else ""
        return f"{self.id}: {self.title}{dates}"


def as_topics(values: Iterable[Topic]) -> tuple[Topic, ...]:
    """Return the topics as a tuple."""
    return several(values)


def as_sessions(values: Iterable[Session]) -> tuple[Session, ...]:
    """Return the sessions as a tuple."""
    return several(values)


def as_documents(values: Iterable[Document]) -> tuple[Document, ...]:
    """Return the documents as a tuple."""
    return several(values)


def as_organisations(values: Iterable[Organisation]) -> tuple[Organisation, ...]:
    """Return the organisations as a tuple."""
    return several(values)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Meeting(Record):
    """A meeting of APEC, with its topics, sessions and documents.

    A cluster, which APEC calls a Senior Officials' Meeting and Related Meetings, holds the
    workshops and plenaries as its sessions; ministerial meetings held there are meetings of
    their own, with `part_of`.

    Parameters
    ----------
    id
        ``<year>-<slug>``, with the year of APEC that it belongs to: ``2024-som3``.
    title
        The official title.
    kind
        Its level.
    format
        How people took part.
    status
        Its status, as far as known.
    forum
        The id of the forum that met.
    dates
        Its dates, as exactly as the sources give them.
    venue
        Its place, as exactly as the sources give it.
    ordinal
        Its number in the series of its forum.
    theme
        The meeting's own theme, as named.
    themes
        The ids of the themes that it took up.
    chairs
        Each as ``Name, office``.
    part_of
        The id of the cluster that it met in.
    summary
        A summary of its results, in our own words.
    note
        A remark for readers.
    topics
        The subjects of the meeting as a whole.
    sessions
        The meetings and workshops within it.
    documents
        The documents that it issued.
    organisations
        The organisations that had a part in it.
    sources
        The ids of the sources.

    >>> import apec_outcomes as apec
    >>> som3 = apec.load().meetings["2024-som3"]
    >>> som3.dates.edtf, som3.venue.city, som3.year
    ('2024-08/2024-08-25', 'Lima', 2024)
    """

    id: MeetingId
    title: str
    kind: MeetingKind = attrs.field(converter=as_meeting_kind)
    forum: ForumRef | None = None
    dates: DateSpan = attrs.field(converter=span)
    venue: Venue | None = None
    format: MeetingFormat | None = attrs.field(default=None, converter=as_meeting_format_or_none)
    status: Status = attrs.field(converter=as_status)
    ordinal: Count | None = None
    theme: str | None = None
    themes: tuple[ThemeRef, ...] = attrs.field(default=(), converter=texts)
    chairs: tuple[str, ...] = attrs.field(default=(), converter=texts)
    part_of: MeetingRef | None = None
    summary: str | None = None
    topics: tuple[Topic, ...] = attrs.field(default=(), converter=as_topics)
    sessions: tuple[Session, ...] = attrs.field(default=(), converter=as_sessions)
    documents: tuple[Document, ...] = attrs.field(default=(), converter=as_documents)
    organisations: tuple[Organisation, ...] = attrs.field(default=(), converter=as_organisations)
    note: str | None = None
    sources: tuple[SourceRef, ...] = attrs.field(default=(), converter=texts)

    @property
    def year(self) -> int:
        """The year of APEC that the meeting belongs to, by its id; its dates may be in the year before."""
        return int(self.id[:4])

    def _headline(self) -> str:
        place = f", {self.venue.city}" if self.venue and self.venue.city else ""
        return f"{self.id}: {self.title} ({self.dates}{place})"
