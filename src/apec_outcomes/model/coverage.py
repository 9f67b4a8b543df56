"""How far the record reaches."""

import attrs

from apec_outcomes.model._record import Number, Record, Year
from apec_outcomes.model.meeting import MeetingKind, as_meeting_kind_or_none

__all__ = ["Coverage"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Coverage(Record):
    """How many meetings of a year and a kind are on record, and how much is known of them.

    Parameters
    ----------
    year
        The year of APEC that they belong to; none where years are taken together.
    kind
        Their kind; none where kinds are taken together.
    meetings
        How many there are.
    exact_days, place, address, outcomes
        How many of them have dates known to the day, a city or an economy where they met, a document with
        an address, and outcomes.

    >>> import apec_outcomes as apec
    >>> [leaders] = [row for row in apec.load().coverage() if (row.year, row.kind) == (2024, "leaders")]
    >>> leaders.meetings, leaders.exact_days
    (1, 1)
    """

    year: Year | None = None
    kind: MeetingKind | None = attrs.field(default=None, converter=as_meeting_kind_or_none)
    meetings: Number
    exact_days: Number
    place: Number
    address: Number
    outcomes: Number

    def _headline(self) -> str:
        what = " ".join(str(part) for part in (self.year, self.kind and self.kind.value) if part) or "all"
        return f"{what}: {self.meetings} meetings, {self.exact_days} with exact days"
