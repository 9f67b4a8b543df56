"""The meetings of APEC."""

from enum import StrEnum
from typing import Annotated

import attrs

from apec_outcomes.dates import DateSpan
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


class MeetingFormat(StrEnum):
    """How people took part."""

    IN_PERSON = "in-person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


class Status(StrEnum):
    """What is known to have become of a meeting."""

    SCHEDULED = "scheduled"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Topic(Record):
    """A subject that a meeting as a whole took up.

    Parameters
    ----------
    id
        ``<meeting>.<slug>``.
    title
        The subject.
    summary
        What was said of it, in our own words.
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
    themes: tuple[ThemeRef, ...] = ()
    sources: tuple[SourceRef, ...] = ()

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
        What it did, in our own words.
    note
        What a reader should know.
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
    sources: tuple[SourceRef, ...] = ()

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
        When, as exactly as the sources tell.
    venue
        Where, as exactly as the sources tell.
    format
        How people took part.
    status
        What is known to have become of it.
    ordinal
        Its number in its own series: 17 for the 17th Conference on Good Regulatory Practices.
    themes
        The ids of the themes that it took up.
    sources
        The ids of the sources.
    chairs
        Each as ``Name, office``.
    participants
        Those whom the sources name as present, each with their affiliation.
    summary
        What was discussed, in our own words.
    note
        What a reader should know.

    >>> import apec_outcomes as apec
    >>> apec.load().sessions["2024-som3-desg-plenary"]
    <Session 2024-som3-desg-plenary: Digital Economy Steering Group (DESG) Plenary (August 2024)>
    """

    id: MeetingId
    title: str
    kind: MeetingKind
    forum: ForumRef | None = None
    dates: DateSpan | None = None
    venue: Venue | None = None
    format: MeetingFormat | None = None
    status: Status | None = None
    ordinal: Count | None = None
    themes: tuple[ThemeRef, ...] = ()
    chairs: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    summary: str | None = None
    note: str | None = None
    sources: tuple[SourceRef, ...] = ()

    @property
    def year(self) -> int:
        """The year of APEC that the session belongs to, by its id."""
        return int(self.id[:4])

    def _headline(self) -> str:
        dates = f" ({self.dates})" if self.dates else ""
        return f"{self.id}: {self.title}{dates}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Meeting(Record):
    """A meeting of APEC, with what was discussed there and what it issued.

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
        What is known to have become of it.
    forum
        The id of the forum that met.
    dates
        When, as exactly as the sources tell.
    venue
        Where, as exactly as the sources tell.
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
        What came of it, in our own words.
    note
        What a reader should know.
    topics
        What it took up as a whole.
    sessions
        What met within it.
    documents
        What it issued.
    organisations
        Who had a part in it.
    sources
        The ids of the sources.

    >>> import apec_outcomes as apec
    >>> som3 = apec.load().meetings["2024-som3"]
    >>> som3.dates.edtf, som3.venue.city, som3.year
    ('2024-08/2024-08-25', 'Lima', 2024)
    """

    id: MeetingId
    title: str
    kind: MeetingKind
    forum: ForumRef | None = None
    dates: DateSpan
    venue: Venue | None = None
    format: MeetingFormat | None = None
    status: Status
    ordinal: Count | None = None
    theme: str | None = None
    themes: tuple[ThemeRef, ...] = ()
    chairs: tuple[str, ...] = ()
    part_of: MeetingRef | None = None
    summary: str | None = None
    topics: tuple[Topic, ...] = ()
    sessions: tuple[Session, ...] = ()
    documents: tuple[Document, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    note: str | None = None
    sources: tuple[SourceRef, ...] = ()

    @property
    def year(self) -> int:
        """The year of APEC that the meeting belongs to, by its id; `dates` may lie in the one before."""
        return int(self.id[:4])

    def _headline(self) -> str:
        place = f", {self.venue.city}" if self.venue and self.venue.city else ""
        return f"{self.id}: {self.title} ({self.dates}{place})"
