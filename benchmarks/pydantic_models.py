"""The classes of the library as frozen pydantic models, field by field, for comparison."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator


class Model(BaseModel):
    model_config = ConfigDict(frozen=True)


def _day(text: str, *, last: bool) -> date:
    match list(map(int, text.split("-"))):
        case [year]:
            return date(year, 12, 31) if last else date(year, 1, 1)
        case [year, month]:
            following = date(year + month // 12, month % 12 + 1, 1)
            return date.fromordinal(following.toordinal() - 1) if last else date(year, month, 1)
        case [year, month, day]:
            return date(year, month, day)
    raise ValueError(text)


class DateSpan(Model):
    start: date
    end: date

    @model_validator(mode="before")
    @classmethod
    def _read(cls, text: str) -> dict[str, date]:
        first, _, last = text.partition("/")
        return {"start": _day(first, last=False), "end": _day(last or first, last=True)}


class DocumentKind(StrEnum):
    DECLARATION = "declaration"
    JOINT_STATEMENT = "joint-statement"
    MINISTERIAL_STATEMENT = "ministerial-statement"
    CHAIRS_STATEMENT = "chairs-statement"
    ACTION_PLAN = "action-plan"
    ROADMAP = "roadmap"
    FRAMEWORK = "framework"
    GUIDELINES = "guidelines"
    PRINCIPLES = "principles"
    AGENDA = "agenda"
    VISION = "vision"
    REPORT = "report"


class EconomyKind(StrEnum):
    MEMBER = "member"
    OBSERVER = "observer"
    GUEST = "guest"


class ForumKind(StrEnum):
    LEADERS = "leaders"
    MINISTERIAL = "ministerial"
    SENIOR_OFFICIALS = "senior-officials"
    ADVISORY_COUNCIL = "advisory-council"
    SECRETARIAT = "secretariat"
    POLICY_UNIT = "policy-unit"
    COMMITTEE = "committee"
    SUB_COMMITTEE = "sub-committee"
    STEERING_GROUP = "steering-group"
    WORKING_GROUP = "working-group"
    EXPERT_GROUP = "expert-group"
    TASK_FORCE = "task-force"
    POLICY_PARTNERSHIP = "policy-partnership"
    FRIENDS_OF_THE_CHAIR = "friends-of-the-chair"
    DIALOGUE = "dialogue"
    ALLIANCE = "alliance"
    NETWORK = "network"


class MeetingFormat(StrEnum):
    IN_PERSON = "in-person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


class MeetingKind(StrEnum):
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


class Status(StrEnum):
    SCHEDULED = "scheduled"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class OutcomeKind(StrEnum):
    RECOGNITION = "recognition"
    INSTRUCTION = "instruction"
    COMMITMENT = "commitment"
    TARGET = "target"
    PRINCIPLE = "principle"
    INITIATIVE = "initiative"
    RECOMMENDATION = "recommendation"
    TAKEAWAY = "takeaway"
    DECLARATION = "declaration"
    JOINT_STATEMENT = "joint-statement"
    MINISTERIAL_STATEMENT = "ministerial-statement"
    CHAIRS_STATEMENT = "chairs-statement"
    ACTION_PLAN = "action-plan"
    ROADMAP = "roadmap"
    FRAMEWORK = "framework"
    GUIDELINES = "guidelines"
    AGENDA = "agenda"
    VISION = "vision"
    REPORT = "report"


class SourceKind(StrEnum):
    DOCUMENT = "document"
    OFFICIAL = "official"
    ORGANISATION = "organisation"
    NEWS = "news"
    COMMENTARY = "commentary"


class ActorKind(StrEnum):
    LEVEL = "level"
    ECONOMIES = "economies"
    ECONOMY = "economy"
    APEC_BODY = "apec-body"
    PUBLIC_BODY = "public-body"
    BUSINESS = "business"
    SOCIETY = "society"
    ORGANISATION = "organisation"


class Verdict(StrEnum):
    ACHIEVED = "achieved"
    PARTLY_ACHIEVED = "partly-achieved"
    MISSED = "missed"
    UNDER_WAY = "under-way"
    EXTENDED = "extended"
    REPLACED = "replaced"


class Venue(Model):
    city: str | None = None
    economy: str | None = None
    name: str | None = None


class Source(Model):
    id: str
    url: str
    kind: SourceKind
    publisher: str
    title: str | None = None
    published: DateSpan | None = None
    accessed: DateSpan | None = None
    language: str | None = None
    summary: str | None = None
    themes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    note: str | None = None


class Actor(Model):
    id: str
    label: str
    kind: ActorKind
    economy: str | None = None
    forum: str | None = None
    aliases: tuple[str, ...] = ()
    definition: str | None = None


class Assessment(Model):
    id: str
    outcome: str
    verdict: Verdict
    date: DateSpan | None = None
    summary: str
    by: str | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()


class Economy(Model):
    code: str
    name: str
    kind: EconomyKind = EconomyKind.MEMBER
    apec_code: str | None = None
    joined: DateSpan | None = None
    founding: bool = False
    aliases: tuple[str, ...] = ()
    note: str | None = None
    sources: tuple[str, ...] = ()


class Forum(Model):
    id: str
    acronym: str | None = None
    name: str
    kind: ForumKind
    parent: str | None = None
    established: DateSpan | None = None
    ended: DateSpan | None = None
    former: bool = False
    predecessors: tuple[str, ...] = ()
    successor: str | None = None
    summary: str | None = None
    url: str | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()


class Theme(Model):
    id: str
    label: str
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    definition: str | None = None
    aliases: tuple[str, ...] = ()


class HostYear(Model):
    year: int
    host: str
    theme: str | None = None
    priorities: tuple[str, ...] = ()
    note: str | None = None
    sources: tuple[str, ...] = ()


class Topic(Model):
    id: str
    title: str
    summary: str | None = None
    themes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Organisation(Model):
    id: str
    name: str
    role: str | None = None
    summary: str | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()


class Document(Model):
    title: str
    kind: DocumentKind
    date: DateSpan | None = None
    url: str | None = None


class Session(Model):
    id: str
    title: str
    kind: MeetingKind
    forum: str | None = None
    dates: DateSpan | None = None
    venue: Venue | None = None
    format: MeetingFormat | None = None
    status: Status | None = None
    ordinal: int | None = None
    themes: tuple[str, ...] = ()
    chairs: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    summary: str | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()


class Meeting(Model):
    id: str
    title: str
    kind: MeetingKind
    forum: str | None = None
    dates: DateSpan
    venue: Venue | None = None
    format: MeetingFormat | None = None
    status: Status
    ordinal: int | None = None
    theme: str | None = None
    themes: tuple[str, ...] = ()
    chairs: tuple[str, ...] = ()
    part_of: str | None = None
    summary: str | None = None
    topics: tuple[Topic, ...] = ()
    sessions: tuple[Session, ...] = ()
    documents: tuple[Document, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    note: str | None = None
    sources: tuple[str, ...] = ()


class Outcome(Model):
    id: str
    meeting: str
    session: str | None = None
    title: str
    kind: OutcomeKind
    summary: str
    themes: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    date: DateSpan | None = None
    target_date: DateSpan | None = None
    document: str | None = None
    builds_on: tuple[str, ...] = ()
    takeaway: int | None = None
    heading: str | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()


class CalendarEntry(Model):
    id: str
    title: str
    dates: DateSpan
    venue: Venue | None = None
    forum: str | None = None
    meeting: str | None = None
    session: str | None = None
    status: Status = Status.SCHEDULED
    ordinal: int | None = None
    announced: DateSpan | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()


class Contents(Model):
    economies: tuple[Economy, ...] = ()
    fora: tuple[Forum, ...] = ()
    themes: tuple[Theme, ...] = ()
    host_years: tuple[HostYear, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    actors: tuple[Actor, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    calendar: tuple[CalendarEntry, ...] = ()
    sources: tuple[Source, ...] = ()


def load(folder: str) -> list[Contents]:
    """Return the content of each file of a folder."""
    return [Contents.model_validate_json(path.read_bytes()) for path in sorted(Path(folder).glob("*.json"))]


def about_in_year(files: Iterable[Contents], theme: str, year: int) -> list[Outcome]:
    """Return the outcomes about a theme or a narrower one, with dates in a calendar year.

    As in the library, an outcome without a date has the dates of its meeting.
    """
    files = list(files)
    held = {meeting.id: meeting.dates for file in files for meeting in file.meetings}
    wanted, before = {theme}, 0
    while len(wanted) > before:
        before = len(wanted)
        wanted |= {
            narrower.id for file in files for narrower in file.themes if wanted.intersection(narrower.broader)
        }
    return [
        outcome
        for file in files
        for outcome in file.outcomes
        if (days := outcome.date or held[outcome.meeting]).start.year <= year <= days.end.year
        and not wanted.isdisjoint(outcome.themes)
    ]
