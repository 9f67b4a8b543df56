"""The domain model of APEC: frozen classes with values and ids, without input or output."""

from apec_outcomes.model.actor import Actor, ActorKind
from apec_outcomes.model.assessment import Assessment, Verdict
from apec_outcomes.model.calendar import CalendarEntry, Difference
from apec_outcomes.model.coverage import Coverage
from apec_outcomes.model.document import Document, DocumentKind
from apec_outcomes.model.economy import Economy, EconomyKind
from apec_outcomes.model.forum import Forum, ForumKind
from apec_outcomes.model.host_year import HostYear
from apec_outcomes.model.meeting import Meeting, Organisation, Topic
from apec_outcomes.model.outcome import Lineage, Outcome, OutcomeKind
from apec_outcomes.model.session import MeetingFormat, MeetingKind, Session, Status
from apec_outcomes.model.source import Source, SourceKind
from apec_outcomes.model.theme import Theme
from apec_outcomes.model.venue import Venue

__all__ = [
    "Actor",
    "ActorKind",
    "Assessment",
    "CalendarEntry",
    "Coverage",
    "Difference",
    "Document",
    "DocumentKind",
    "Economy",
    "EconomyKind",
    "Forum",
    "ForumKind",
    "HostYear",
    "Lineage",
    "Meeting",
    "MeetingFormat",
    "MeetingKind",
    "Organisation",
    "Outcome",
    "OutcomeKind",
    "Session",
    "Source",
    "SourceKind",
    "Status",
    "Theme",
    "Topic",
    "Venue",
    "Verdict",
]
