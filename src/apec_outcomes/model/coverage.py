"""How far the record reaches."""

import attrs

from apec_outcomes.model._record import Record
from apec_outcomes.model.meeting import MeetingKind

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

    year: int | None = None
    kind: MeetingKind | None = None
    meetings: int
    exact_days: int
    place: int
    address: int
    outcomes: int

    def _headline(self) -> str:
        what = " ".join(str(part) for part in (self.year, self.kind and self.kind.value) if part) or "all"
        return f"{what}: {self.meetings} meetings, {self.exact_days} with exact days"
