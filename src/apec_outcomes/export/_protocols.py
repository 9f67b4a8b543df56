"""Objects that can be exported: some records of one collection, or all records together."""

from collections.abc import Iterator
from typing import Any, Protocol, runtime_checkable

from apec_outcomes.errors import ArgumentError, quoted
from apec_outcomes.model import Source, Venue
from apec_outcomes.model._dataset import AllRecords

__all__ = ["Exported", "Records", "dataset_of", "one_collection", "place_of", "sources_of"]


@runtime_checkable
class Records(Protocol):
    """Records of one collection, all of them or some: a query."""

    @property
    def collection(self) -> str:
        """The name of the collection, such as ``meetings``."""

    @property
    def dataset(self) -> AllRecords:
        """All records, which these may refer to."""

    def __iter__(self) -> Iterator[Any]: ...

    def __len__(self) -> int: ...


Exported = AllRecords | Records
"""An object that can be exported."""


def dataset_of(exported: Exported) -> AllRecords:
    """Return the dataset that is exported, or that the records belong to."""
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
        yield data.find("sources", key)


def place_of(venue: Venue | None, data: AllRecords) -> str | None:
    """Return the city of a venue and the name of its economy, as far as they are known."""
    if venue is None:
        return None
    economy = data.find("economies", venue.economy)
    return ", ".join(filter(None, (venue.city, economy and economy.name))) or None
