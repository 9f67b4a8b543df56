"""Host years: the host of APEC in a year, with its theme and priorities."""

import attrs

from apec_outcomes.model._converters import texts
from apec_outcomes.model._fields import Year
from apec_outcomes.model._record import Record
from apec_outcomes.model.economy import EconomyRef
from apec_outcomes.model.source import SourceRef

__all__ = ["HostYear"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class HostYear(Record):
    """A year of APEC, with its host.

    Parameters
    ----------
    year
        The calendar year.
    host
        The code of the economy that chairs APEC in that year.
    theme
        The host's official theme, in its words.
    priorities
        The host's priorities, in its words.
    note
        A remark for readers.
    sources
        The ids of the sources.

    >>> import apec_outcomes as apec
    >>> apec.load().host_years[2024]
    <HostYear 2024: PER, Empower. Include. Grow.>
    """

    year: Year
    host: EconomyRef
    theme: str | None = None
    priorities: tuple[str, ...] = attrs.field(default=(), converter=texts)
    note: str | None = None
    sources: tuple[SourceRef, ...] = attrs.field(default=(), converter=texts)

    def _headline(self) -> str:
        theme = f", {self.theme}" if self.theme else ""
        return f"{self.year}: {self.host}{theme}"

    def _title(self) -> str:
        return f"APEC {self.year}"
