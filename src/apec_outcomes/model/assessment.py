"""Assessments: how far outcomes were carried out, according to sources."""

from enum import StrEnum
from typing import Annotated

import attrs

from apec_outcomes.dates import DateSpan
from apec_outcomes.model._converters import member, span_or_none, texts
from apec_outcomes.model._fields import SLUG, Pattern
from apec_outcomes.model._record import Record
from apec_outcomes.model.outcome import OutcomeRef
from apec_outcomes.model.source import SourceRef

__all__ = ["Assessment", "Verdict"]

AssessmentId = Annotated[
    str,
    Pattern(
        rf"[0-9]{{4}}-{SLUG}\.{SLUG}\.[1-9][0-9]*",
        "an id '<outcome>.<number>', such as '1994-aelm.bogor-goals.1'",
    ),
]


class Verdict(StrEnum):
    """How far an outcome was carried out, by the judgement of a source.

    .. versionadded:: 0.3

    >>> import apec_outcomes as apec
    >>> apec.Verdict("missed")
    <Verdict.MISSED: 'missed'>
    """

    ACHIEVED = "achieved"
    """All that is judged was reached."""
    PARTLY_ACHIEVED = "partly-achieved"
    """Progress without reaching the goal at its deadline, or one of several acts carried out."""
    MISSED = "missed"
    """The goal was not reached."""
    UNDER_WAY = "under-way"
    """A report on progress before the deadline."""
    EXTENDED = "extended"
    """A later meeting moved the deadline."""
    REPLACED = "replaced"
    """A later meeting put another goal in its place."""

    @property
    def is_final(self) -> bool:
        """Whether it judges the result, as all do but ``under-way``, a report before the deadline.

        .. versionadded:: 0.3

        >>> import apec_outcomes as apec
        >>> apec.Verdict.MISSED.is_final, apec.Verdict.UNDER_WAY.is_final
        (True, False)
        """
        return self is not Verdict.UNDER_WAY


def _verdict(value: Verdict | str) -> Verdict:
    return member(Verdict, value)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Assessment(Record):
    """A statement of a source on how far an outcome was carried out.

    Parameters
    ----------
    id
        ``<outcome>.<number>``, numbered in the order in which they were entered.
    outcome
        The id of the outcome that is judged.
    verdict
        The judgement of the source.
    date
        When it was made.
    summary
        The results that were and were not achieved, in our own words.
    by
        Who judges: the id of an actor, or a name.
    note
        A remark for readers.
    sources
        The ids of the sources.

    .. versionadded:: 0.3

    >>> import apec_outcomes as apec
    >>> apec.load().assessments["1993-amm.chile-in-1994.1"]
    <Assessment 1993-amm.chile-in-1994.1: achieved, by The Jakarta Post>
    """

    id: AssessmentId
    outcome: OutcomeRef
    verdict: Verdict = attrs.field(converter=_verdict)
    date: DateSpan | None = attrs.field(default=None, converter=span_or_none)
    summary: str
    by: str | None = None
    note: str | None = None
    sources: tuple[SourceRef, ...] = attrs.field(default=(), converter=texts)

    @property
    def year(self) -> int:
        """The year of APEC that the outcome belongs to, by its id."""
        return int(self.id[:4])

    def _headline(self) -> str:
        by = f", by {self.by}" if self.by else ""
        return f"{self.id}: {self.verdict.value}{by}"
