"""What came out of a meeting."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

import attrs

from apec_outcomes.dates import DateSpan
from apec_outcomes.model._converters import member, several, span_or_none, texts
from apec_outcomes.model._record import SLUG, Count, Pattern, Record, Reference
from apec_outcomes.model.meeting import MeetingRef, SessionRef
from apec_outcomes.model.source import SourceRef
from apec_outcomes.model.theme import ThemeRef

__all__ = ["Lineage", "Outcome", "OutcomeKind"]

OutcomeId = Annotated[
    str, Pattern(rf"[0-9]{{4}}-{SLUG}\.{SLUG}", "an id '<meeting>.<slug>', such as '1994-aelm.bogor-goals'")
]


class OutcomeKind(StrEnum):
    """What sort of outcome it is: what it does, or the sort of document that it is."""

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
    PRINCIPLES = "principles"
    AGENDA = "agenda"
    VISION = "vision"
    REPORT = "report"


def as_outcome_kind(value: OutcomeKind | str) -> OutcomeKind:
    """Return the kind of an outcome, given as such or as its text."""
    return member(OutcomeKind, value)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Outcome(Record):
    """Something that a meeting decided, set out, asked for or brought out.

    Parameters
    ----------
    id
        ``<meeting>.<slug>``, or ``<session>.<slug>`` where it came out of a session.
    meeting
        The id of the meeting that it came out of.
    session
        The id of the session, within that meeting, that it came out of.
    title
        The official title of a named outcome; else a heading in our own words.
    kind
        What sort of outcome it is.
    summary
        Who will do what, by when, in our own words.
    themes
        The ids of the themes that it is about.
    actors
        Those who are to act, or whom it concerns.
    date
        When it was adopted or reported.
    target_date
        The deadline that it sets.
    document
        The title of the document of its meeting that holds it.
    builds_on
        The ids of the earlier outcomes that it names.
    takeaway
        Its number, where a source numbers its findings.
    heading
        The heading that it stands under in that source.
    note
        What a reader should know.
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
    kind: OutcomeKind = attrs.field(converter=as_outcome_kind)
    summary: str
    themes: tuple[ThemeRef, ...] = attrs.field(default=(), converter=texts)
    actors: tuple[str, ...] = attrs.field(default=(), converter=texts)
    date: DateSpan | None = attrs.field(default=None, converter=span_or_none)
    target_date: DateSpan | None = attrs.field(default=None, converter=span_or_none)
    document: str | None = None
    builds_on: tuple[Annotated[str, Reference("outcomes")], ...] = attrs.field(default=(), converter=texts)
    takeaway: Count | None = None
    heading: str | None = None
    note: str | None = None
    sources: tuple[SourceRef, ...] = attrs.field(default=(), converter=texts)

    @property
    def year(self) -> int:
        """The year of APEC that the outcome belongs to, by its id."""
        return int(self.id[:4])

    def _headline(self) -> str:
        return f"{self.id}: {self.title} ({self.kind.value})"


def as_outcomes(values: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Return the outcomes as a tuple."""
    return several(values)


def as_edges(values: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return pairs of ids as a tuple."""
    return several(values)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Lineage(Record):
    """Where an outcome stands in the line of those that name each other: a graph in both directions.

    Parameters
    ----------
    outcome
        The outcome that was asked about.
    ancestors
        What it builds on, directly or through others, oldest first.
    descendants
        What builds on it, directly or through others, oldest first.
    edges
        Each as ``(later id, earlier id)``: the first builds on the second.

    >>> import apec_outcomes as apec
    >>> data = apec.load()
    >>> data.lineage("2024-som3-grp17.formalisation").ancestors
    ()
    """

    outcome: Outcome
    ancestors: tuple[Outcome, ...] = attrs.field(default=(), converter=as_outcomes)
    descendants: tuple[Outcome, ...] = attrs.field(default=(), converter=as_outcomes)
    edges: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=as_edges)

    def _headline(self) -> str:
        return f"{self.outcome.id}: {len(self.ancestors)} before it, {len(self.descendants)} after it"

    def _repr_html_(self) -> str:
        """Return the lineage as a chain of titles and years, for notebooks."""
        from apec_outcomes.model._card import chain

        return chain(self.outcome, self.ancestors, self.descendants, self.edges)
