"""The collections that the rules of the record are about."""

# ruff: noqa: D102 - each property is named for its collection

from collections.abc import Iterator
from typing import Protocol, TypeVar

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
    Theme,
)

__all__ = ["AllRecords", "Lookup"]

R_co = TypeVar("R_co", covariant=True)


class Lookup(Protocol[R_co]):
    """Records that are looked up by id."""

    def __iter__(self) -> Iterator[R_co]: ...

    def get(self, key: object, /) -> R_co | None: ...


class AllRecords(Protocol):
    """The collections that the rules are about, such as those of a dataset."""

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
