"""Meetings of APEC, with their topics and organisations."""

from collections.abc import Iterable
from typing import Annotated

import attrs

from apec_outcomes.dates import DateSpan
from apec_outcomes.model._converters import several, span, texts
from apec_outcomes.model._fields import SLUG, Count, Pattern, Reference, Slug
from apec_outcomes.model._record import Record
from apec_outcomes.model.document import Document
from apec_outcomes.model.forum import ForumRef
from apec_outcomes.model.session import (
    MeetingFormat,
    MeetingKind,
    Session,
    Status,
    as_meeting_format_or_none,
    as_meeting_kind,
    as_status,
)
from apec_outcomes.model.source import SourceRef
from apec_outcomes.model.theme import ThemeRef
from apec_outcomes.model.venue import Venue

__all__ = ["Meeting", "MeetingRef", "Organisation", "Topic"]

MeetingRef = Annotated[str, Reference("meetings")]
MeetingId = Annotated[str, Pattern(rf"[0-9]{{4}}-{SLUG}", "an id '<year>-<slug>', such as '2024-som3'")]
TopicId = Annotated[
    str, Pattern(rf"[0-9]{{4}}-{SLUG}\.{SLUG}", "an id '<meeting>.<slug>', such as '2024-som3.topic-skills'")
]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Topic(Record):
    """A topic of a meeting as a whole.

    Parameters
    ----------
    id
        ``<meeting>.<slug>``.
    title
        The topic.
    summary
        A summary of the discussion, in our own words.
    themes
        The ids of its themes.
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
    """An organisation with a role in a meeting, or in the report on it.

    Parameters
    ----------
    id
        In kebab case.
    name
        The official name.
    role
        Its role, such as ``organiser``, ``host``, ``publisher`` or ``reference``.
    summary
        A summary of its role, in our own words.
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


def _topics(values: Iterable[Topic]) -> tuple[Topic, ...]:
    return several(values)


def _sessions(values: Iterable[Session]) -> tuple[Session, ...]:
    return several(values)


def _documents(values: Iterable[Document]) -> tuple[Document, ...]:
    return several(values)


def _organisations(values: Iterable[Organisation]) -> tuple[Organisation, ...]:
    return several(values)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Meeting(Record):
    """A meeting of APEC, with its topics, sessions and documents.

    A cluster, which APEC calls a Senior Officials' Meeting and Related Meetings, has workshops and plenaries
    as its sessions. Ministerial meetings during a cluster are separate meetings, with `part_of`.

    Parameters
    ----------
    id
        ``<year>-<slug>``, with the APEC year that it belongs to: ``2024-som3``.
    title
        The official title.
    kind
        Its level.
    format
        In person, virtual or hybrid.
    status
        Its known status.
    forum
        The id of the forum that met.
    dates
        Its dates, with the precision of the sources.
    venue
        Its place, with the precision of the sources.
    ordinal
        Its number in the series of its forum.
    theme
        The official theme of the meeting, in its words.
    themes
        The ids of its themes.
    chairs
        Each as ``Name, office``.
    part_of
        The id of the cluster during which it was held.
    summary
        A summary of its results, in our own words.
    note
        A remark for readers.
    topics
        The topics of the meeting as a whole.
    sessions
        The meetings and workshops that are parts of it.
    documents
        The documents that it issued.
    organisations
        The organisations with a role in it.
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
    topics: tuple[Topic, ...] = attrs.field(default=(), converter=_topics)
    sessions: tuple[Session, ...] = attrs.field(default=(), converter=_sessions)
    documents: tuple[Document, ...] = attrs.field(default=(), converter=_documents)
    organisations: tuple[Organisation, ...] = attrs.field(default=(), converter=_organisations)
    note: str | None = None
    sources: tuple[SourceRef, ...] = attrs.field(default=(), converter=texts)

    @property
    def year(self) -> int:
        """The APEC year of the meeting, from its id; its dates may be in the year before."""
        return int(self.id[:4])

    def _headline(self) -> str:
        place = f", {self.venue.city}" if self.venue and self.venue.city else ""
        return f"{self.id}: {self.title} ({self.dates}{place})"
