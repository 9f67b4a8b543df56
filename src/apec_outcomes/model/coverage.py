"""The coverage of the record."""

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
    """How many meetings and outcomes of a part of the record there are, and how much is known of them.

    Parameters
    ----------
    year
        The year of APEC that they belong to, if they are counted by years.
    decade
        The first year of their decade, if they are counted by decades.
    kind
        The kind of the meetings, if they are counted by kinds.
    evidence
        The strongest kind among the sources of the outcomes, if they are counted by that; the meetings are
        those that have such outcomes.
    meetings
        The number of meetings.
    exact_days, place, address, outcomes
        The number of meetings with dates known to the day, with a city or an economy where they met, with a
        document that has an address, and with outcomes.
    all_outcomes
        The number of outcomes.
    asking
        The number of outcomes that name who is asked to act.
    deadlines, passed, assessed
        The number of outcomes with a deadline, with one that has passed, and of these the number that a
        source assesses.
    documents, complete
        The number of declarations and statements of leaders and of the annual ministers, and of those from
        which all that says who will do what by when is on record.

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
        """Whether some of the declarations and statements are on record in part only.

        .. versionadded:: 0.3
        """
        return self.complete < self.documents

    def _headline(self) -> str:
        parts = (self.year, self.decade and f"{self.decade}s", self.kind, self.evidence)
        counted = " ".join(str(part) for part in parts if part) or "all"
        return f"{counted}: {self.meetings} meetings, {self.exact_days} with exact days"
