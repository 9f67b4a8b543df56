"""What can be exported: some records of one collection, or all records together."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol, runtime_checkable

from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import ArgumentError, quoted
from apec_outcomes.model import CalendarEntry, HostYear, Meeting, Outcome, Source

__all__ = ["AllRecords", "Exported", "Records", "dataset_of", "one_collection", "sources_of"]


@runtime_checkable
class AllRecords(Protocol):
    """All records together, each collection under its name: a `Dataset`."""

    @property
    def version(self) -> str | None:
        """The version of the dataset."""
        raise NotImplementedError

    @property
    def as_of(self) -> DateSpan | None:
        """How far the record reaches."""
        raise NotImplementedError

    @property
    def host_years(self) -> Iterable[HostYear]:
        """The host years."""
        raise NotImplementedError

    @property
    def meetings(self) -> Iterable[Meeting]:
        """The meetings."""
        raise NotImplementedError

    @property
    def outcomes(self) -> Iterable[Outcome]:
        """The outcomes."""
        raise NotImplementedError

    @property
    def calendar(self) -> Iterable[CalendarEntry]:
        """What was announced."""
        raise NotImplementedError

    @property
    def sources(self) -> Iterable[Source]:
        """The sources."""
        raise NotImplementedError

    def find(self, collection: str, key: object) -> Any:
        """Return the record of a collection with this id, or None."""
        raise NotImplementedError

    def meeting_of(self, record: Any) -> Meeting | None:
        """Return the meeting that a record belongs to."""
        raise NotImplementedError


@runtime_checkable
class Records(Protocol):
    """Records of one collection, all of them or some: a query."""

    @property
    def collection(self) -> str:
        """The name of the collection, such as ``meetings``."""
        raise NotImplementedError

    @property
    def dataset(self) -> AllRecords:
        """All records, which these may refer to."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[Any]: ...

    def __len__(self) -> int: ...


Exported = AllRecords | Records
"""What can be exported."""


def dataset_of(exported: Exported) -> AllRecords:
    """Return the dataset that is exported, or that the records belong to.

    Raises
    ------
    ArgumentError
        Where it is neither a query nor a dataset.
    """
    if isinstance(exported, Records):
        return exported.dataset
    if isinstance(exported, AllRecords):
        return exported
    raise ArgumentError(f"got {quoted(exported)}; expected a query, such as data.meetings, or a dataset")


def one_collection(exported: Exported, collection: str) -> Records:
    """Return the records of a query, or those of one collection of a dataset."""
    if isinstance(exported, Records):
        return exported
    found: Records = getattr(dataset_of(exported), collection)
    return found


def sources_of(record: Any, data: AllRecords) -> Iterator[Source]:
    """Yield the sources that a record names, in its order."""
    for key in record.sources:
        source = data.find("sources", key)
        if source is not None:
            yield source
