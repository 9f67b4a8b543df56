"""Objects that can be exported: a query or a dataset."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol, TypeVar, runtime_checkable

from apec_outcomes.errors import ArgumentError, UnknownIdError, quoted
from apec_outcomes.model import Document, Venue
from apec_outcomes.model._dataset import AllRecords

__all__ = [
    "Exported",
    "Records",
    "addresses_of",
    "dataset_of",
    "held",
    "one_collection",
    "place_of",
    "referred",
]

R = TypeVar("R")


@runtime_checkable
class Records(Protocol):
    """A query: records of one collection.

    `collection` is the name of the collection, such as ``meetings``; `dataset` is the dataset that the
    records belong to.
    """

    @property
    def collection(self) -> str: ...
    @property
    def dataset(self) -> AllRecords: ...
    def __iter__(self) -> Iterator[Any]: ...
    def __len__(self) -> int: ...


Exported = AllRecords | Records
"""An object that can be exported."""


def dataset_of(exported: Exported) -> AllRecords:
    """Return the exported dataset, or that of the exported query."""
    if isinstance(exported, Records):
        return exported.dataset
    if isinstance(exported, AllRecords):
        return exported
    raise ArgumentError(f"got {quoted(exported)}; expected a query, such as data.meetings, or a dataset")


def one_collection(exported: Exported, collection: str) -> Records:
    """Return a query unchanged, or one collection of a dataset."""
    if isinstance(exported, Records):
        return exported
    found: Records = getattr(dataset_of(exported), collection)
    return found


def referred(data: AllRecords, collection: str, key: object) -> Any:
    """Return the record that another one refers to by this id.

    Raises
    ------
    UnknownIdError
        If there is none, which only a dataset that was loaded without checks can have.
    """
    return held(data.find(collection, key), collection, key)


def held(record: R | None, collection: str, key: object) -> R:
    """Return a record, or raise the error of `referred` if there is none."""
    if record is None:
        way_out = "expected a dataset without broken references; load(path, check=True) lists all problems"
        raise UnknownIdError(key, collection, instead=way_out)
    return record


def addresses_of(record: Any, data: AllRecords, documents: Iterable[Document] = ()) -> Iterator[str]:
    """Yield the addresses of some documents, then those of the sources of a record."""
    for page in (*documents, *(referred(data, "sources", key) for key in record.sources)):
        if page.url:
            yield page.url


def place_of(venue: Venue | None, data: AllRecords) -> str | None:
    """Return the city of a venue and the name of its economy, if known."""
    if venue is None:
        return None
    economy = referred(data, "economies", venue.economy).name if venue.economy else None
    return ", ".join(filter(None, (venue.city, economy))) or None
