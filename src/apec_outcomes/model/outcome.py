"""Outcomes of meetings."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Annotated

import attrs

from apec_outcomes.dates import DateSpan
from apec_outcomes.model._converters import member, several, span_or_none, texts
from apec_outcomes.model._fields import SLUG, Count, Pattern, Reference
from apec_outcomes.model._record import Record
from apec_outcomes.model.actor import ActorRef
from apec_outcomes.model.meeting import Meeting, MeetingRef
from apec_outcomes.model.session import SessionRef
from apec_outcomes.model.source import SourceRef
from apec_outcomes.model.theme import ThemeRef

__all__ = ["Lineage", "Outcome", "OutcomeKind", "OutcomeRef", "outcome_dates"]

OutcomeRef = Annotated[str, Reference("outcomes")]

OutcomeId = Annotated[
    str, Pattern(rf"[0-9]{{4}}-{SLUG}\.{SLUG}", "an id '<meeting>.<slug>', such as '1994-aelm.bogor-goals'")
]


class OutcomeKind(StrEnum):
    """The kind of an outcome: its effect, from weak to strong, or the kind of document that it is.

    An outcome with two acts has the stronger kind, unless its title names the other.
    """

    RECOGNITION = "recognition"
    """States a view, concern, support or thanks, without a request."""
    RECOMMENDATION = "recommendation"
    """Asks or encourages others, or economies, without directing them."""
    INSTRUCTION = "instruction"
    """Directs people or bodies that report to the meeting."""
    COMMITMENT = "commitment"
    """The meeting commits itself or its economies to act."""
    TARGET = "target"
    """A result with a number or a deadline."""
    INITIATIVE = "initiative"
    """Starts, endorses, extends or funds a programme, fund, network, study or similar."""
    PRINCIPLE = "principle"
    """A rule or standard to follow in future, or a named set of them."""
    TAKEAWAY = "takeaway"
    """A point of discussion from a report, without a decision or view of the meeting."""
    DECLARATION = "declaration"
    """A declaration as a whole."""
    JOINT_STATEMENT = "joint-statement"
    """A joint statement as a whole."""
    MINISTERIAL_STATEMENT = "ministerial-statement"
    """A statement of ministers as a whole."""
    CHAIRS_STATEMENT = "chairs-statement"
    """A statement of the chair as a whole."""
    ACTION_PLAN = "action-plan"
    """A plan of steps, or a strategy."""
    ROADMAP = "roadmap"
    """A roadmap."""
    FRAMEWORK = "framework"
    """A framework, or a strategy with pillars but no steps."""
    GUIDELINES = "guidelines"
    """Guidelines, reference lists and policy recommendations."""
    AGENDA = "agenda"
    """An agenda for future work."""
    VISION = "vision"
    """A vision."""
    REPORT = "report"
    """A report."""


def _outcome_kind(value: OutcomeKind | str) -> OutcomeKind:
    return member(OutcomeKind, value)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Outcome(Record):
    """A decision, statement, request or product of a meeting.

    Parameters
    ----------
    id
        ``<meeting>.<slug>``, or ``<session>.<slug>`` for an outcome of a session.
    meeting
        The id of its meeting.
    session
        The id of its session, within that meeting.
    title
        The official title of a named outcome, or a heading in our own words.
    kind
        The kind of outcome.
    summary
        Who will do what, by when, in our own words.
    themes
        The ids of its themes.
    actors
        The ids of the actors who are asked to act.
    date
        When it was adopted or reported.
    target_date
        Its deadline.
    document
        The title of the document of its meeting that contains it.
    builds_on
        The ids of the earlier outcomes that it refers to.
    takeaway
        Its number, if a source numbers its findings.
    heading
        The heading above it in that source.
    note
        A remark for readers.
    sources
        The ids of the sources.

    >>> import apec_outcomes as apec
    >>> apec.load().outcomes["2024-som3-desg-plenary.data-privacy"].title
    'Data privacy frameworks'
    """

    id: OutcomeId
    meeting: MeetingRef
    session: SessionRef | None = None
    title: str
    kind: OutcomeKind = attrs.field(converter=_outcome_kind)
    summary: str
    themes: tuple[ThemeRef, ...] = attrs.field(default=(), converter=texts)
    actors: tuple[ActorRef, ...] = attrs.field(default=(), converter=texts)
    date: DateSpan | None = attrs.field(default=None, converter=span_or_none)
    target_date: DateSpan | None = attrs.field(default=None, converter=span_or_none)
    document: str | None = None
    builds_on: tuple[OutcomeRef, ...] = attrs.field(default=(), converter=texts)
    takeaway: Count | None = None
    heading: str | None = None
    note: str | None = None
    sources: tuple[SourceRef, ...] = attrs.field(default=(), converter=texts)

    @property
    def year(self) -> int:
        """The APEC year of the outcome, from its id."""
        return int(self.id[:4])

    def _headline(self) -> str:
        return f"{self.id}: {self.title} ({self.kind.value})"


def outcome_dates(outcome: Outcome, meeting_of: Callable[[str], Meeting | None]) -> DateSpan | None:
    """Return the date of an outcome, or else the dates of its meeting, which a function finds by its id."""
    if outcome.date is not None:
        return outcome.date
    meeting = meeting_of(outcome.meeting)
    return meeting.dates if meeting else None


def _outcomes(values: Iterable[Outcome]) -> tuple[Outcome, ...]:
    return several(values)


def _edges(values: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return several(values)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Lineage(Record):
    """The outcomes that an outcome builds on, and those that build on it.

    Parameters
    ----------
    outcome
        The outcome.
    ancestors
        The outcomes that it builds on, directly or through others, oldest first.
    descendants
        The outcomes that build on it, directly or through others, oldest first.
    edges
        Pairs of ids ``(later, earlier)``: the first builds on the second.

    >>> import apec_outcomes as apec
    >>> data = apec.load()
    >>> data.lineage("2024-som3-grp17.formalisation").ancestors
    ()
    """

    outcome: Outcome
    ancestors: tuple[Outcome, ...] = attrs.field(default=(), converter=_outcomes)
    descendants: tuple[Outcome, ...] = attrs.field(default=(), converter=_outcomes)
    edges: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=_edges)

    def _headline(self) -> str:
        return f"{self.outcome.id}: {len(self.ancestors)} before it, {len(self.descendants)} after it"

    def _repr_html_(self) -> str:
        """Return the lineage as a chain of titles and years, for notebooks."""
        from apec_outcomes.model._card import chain

        return chain(self.outcome, self.ancestors, self.descendants, self.edges)
