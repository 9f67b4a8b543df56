"""The coverage of a dataset."""

from typing import Annotated, Literal

import attrs

from apec_outcomes.model._fields import Number, Range, Year
from apec_outcomes.model._record import Record
from apec_outcomes.model.session import MeetingKind, as_meeting_kind_or_none
from apec_outcomes.model.source import SourceKind, as_source_kind_or_none

__all__ = ["Coverage", "CoverageBy"]

CoverageBy = Literal["year", "decade", "kind", "evidence"]
"""The properties by which meetings and outcomes are counted."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Coverage(Record):
    """Counts of meetings and outcomes of one group, and of those with known values.

    Parameters
    ----------
    year
        The APEC year of the group, if counted by year.
    decade
        The first year of the decade, if counted by decade.
    kind
        The kind of the meetings, if counted by kind.
    evidence
        The strongest kind among the sources of the outcomes, if counted by evidence. The meetings are those
        with such outcomes.
    meetings
        The number of meetings.
    exact_days, place, address, outcomes
        The numbers of meetings with exact days, with a city or an economy, with a document that has an
        address, and with outcomes.
    all_outcomes
        The number of outcomes.
    asking
        The number of outcomes with actors.
    deadlines, passed, assessed
        The numbers of outcomes with a deadline, with a deadline that has passed, and of the latter with an
        assessment.
    documents, complete
        The number of declarations and statements of leaders and of the annual ministers, and of those of
        which the dataset has all outcomes that say who will do what by when.

    >>> import apec_outcomes as apec
    >>> [leaders] = [row for row in apec.load().coverage() if (row.year, row.kind) == (2024, "leaders")]
    >>> leaders.meetings, leaders.exact_days
    (1, 1)

    .. versionadded:: 0.2
    """

    year: Year | None = None
    decade: Annotated[int, Range(0, 9990)] | None = None
    kind: MeetingKind | None = attrs.field(default=None, converter=as_meeting_kind_or_none)
    evidence: SourceKind | None = attrs.field(default=None, converter=as_source_kind_or_none)
    meetings: Number
    exact_days: Number
    place: Number
    address: Number
    outcomes: Number
    all_outcomes: Number = 0
    asking: Number = 0
    deadlines: Number = 0
    passed: Number = 0
    assessed: Number = 0
    documents: Number = 0
    complete: Number = 0

    @property
    def partial(self) -> bool:
        """Whether outcomes of some of the declarations and statements are missing.

        .. versionadded:: 0.3
        """
        return self.complete < self.documents

    def _headline(self) -> str:
        parts = (self.year, self.decade and f"{self.decade}s", self.kind, self.evidence)
        counted = " ".join(str(part) for part in parts if part) or "all"
        meetings = f"{self.meetings} meeting{'s' * (self.meetings != 1)}"
        return f"{counted}: {meetings}, {self.exact_days} with exact days"
