"""Assessments of outcomes by sources."""

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
    """The result of an outcome, as a source judges it.

    .. versionadded:: 0.3

    >>> import apec_outcomes as apec
    >>> apec.Verdict("missed")
    <Verdict.MISSED: 'missed'>
    """

    ACHIEVED = "achieved"
    """The goal was reached."""
    PARTLY_ACHIEVED = "partly-achieved"
    """Progress without reaching the goal by the deadline, or only some of several acts carried out."""
    MISSED = "missed"
    """The goal was not reached."""
    UNDER_WAY = "under-way"
    """A report on progress before the deadline."""
    EXTENDED = "extended"
    """A later meeting moved the deadline."""
    REPLACED = "replaced"
    """A later meeting replaced the goal with another one."""

    @property
    def is_final(self) -> bool:
        """Whether it judges the result. All verdicts do, except ``under-way``, a report before the deadline.

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
    """A judgement of a source on the result of an outcome.

    Parameters
    ----------
    id
        ``<outcome>.<number>``, numbered in the order of entry.
    outcome
        The id of the assessed outcome.
    verdict
        The judgement of the source.
    date
        When the judgement was made.
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
        """The APEC year of the outcome, from its id."""
        return int(self.id[:4])

    def _headline(self) -> str:
        by = f", by {self.by}" if self.by else ""
        return f"{self.id}: {self.verdict.value}{by}"
