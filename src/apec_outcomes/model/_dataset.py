"""Protocols of a dataset for lower layers: collections with look-up by id, and a few queries."""

from collections.abc import Iterator
from typing import Any, Protocol, TypeVar, runtime_checkable

from apec_outcomes.dates import DateSpan
from apec_outcomes.model import (
    Actor,
    Assessment,
    CalendarEntry,
    Economy,
    Forum,
    HostYear,
    Meeting,
    Outcome,
    Session,
    Source,
    SourceKind,
    Theme,
)

__all__ = ["AllRecords", "Lookup"]

R_co = TypeVar("R_co", covariant=True)


class Lookup(Protocol[R_co]):
    """Records with look-up by id."""

    def __iter__(self) -> Iterator[R_co]: ...

    def get(self, key: object, /) -> R_co | None: ...


@runtime_checkable
class AllRecords(Protocol):
    """A `Dataset`: all records, with an attribute for each collection."""

    @property
    def version(self) -> str | None: ...
    @property
    def as_of(self) -> DateSpan | None: ...
    @property
    def economies(self) -> Lookup[Economy]: ...
    @property
    def fora(self) -> Lookup[Forum]: ...
    @property
    def actors(self) -> Lookup[Actor]: ...
    @property
    def themes(self) -> Lookup[Theme]: ...
    @property
    def host_years(self) -> Lookup[HostYear]: ...
    @property
    def meetings(self) -> Lookup[Meeting]: ...
    @property
    def sessions(self) -> Lookup[Session]: ...
    @property
    def outcomes(self) -> Lookup[Outcome]: ...
    @property
    def assessments(self) -> Lookup[Assessment]: ...
    @property
    def calendar(self) -> Lookup[CalendarEntry]: ...
    @property
    def sources(self) -> Lookup[Source]: ...

    def find(self, collection: str, key: object) -> Any:
        """Return the record of a collection with this id, or None."""

    def meeting_of(self, record: Any) -> Meeting | None:
        """Return the meeting that a record belongs to."""

    def evidence_of(self, outcome: Any) -> SourceKind | None:
        """Return the strongest kind among the sources of an outcome."""
