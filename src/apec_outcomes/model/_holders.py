"""The datasets in use, so that a record can show the names of those that it refers to.

A record holds ids, and does not know of datasets. Each dataset registers here the object that knows its
records, and is forgotten when nobody uses it any more. Only the display in notebooks depends on it.
"""

from typing import Any, Protocol
from weakref import WeakValueDictionary

__all__ = ["Names", "announce", "holder_of"]


class Names(Protocol):
    """The records of a dataset, as far as showing them needs to know."""

    def holds(self, record: Any) -> bool:
        """Whether this very record is in the dataset."""
        ...

    def referred(self, record: Any, field: str, key: object) -> Any:
        """Return the record that a field of another refers to by this key, or None."""
        ...


_HOLDERS: WeakValueDictionary[int, Names] = WeakValueDictionary()


def announce(names: Names) -> None:
    """Register the names with which the records of a dataset are shown."""
    _HOLDERS[id(names)] = names


def holder_of(record: Any) -> Names | None:
    """Return the names of the newest dataset that holds this very record, or None."""
    return next((each for each in reversed(list(_HOLDERS.values())) if each.holds(record)), None)
