"""A registry of datasets, to show the names of records that a record refers to.

Records contain ids, and have no link to a dataset. Each dataset registers its relations here, by a weak
reference. Only the display in notebooks uses them.
"""

from typing import Any, Protocol
from weakref import WeakValueDictionary

__all__ = ["Names", "announce", "holder_of"]


class Names(Protocol):
    """Look-ups of the records of a dataset, for display."""

    def holds(self, record: Any) -> bool:
        """Return whether the dataset contains this object."""
        ...

    def referred(self, record: Any, field: str, key: object) -> Any:
        """Return the record that a field of another record refers to by this key, or None."""
        ...


_HOLDERS: WeakValueDictionary[int, Names] = WeakValueDictionary()


def announce(names: Names) -> None:
    """Register the look-ups of a dataset."""
    _HOLDERS[id(names)] = names


def holder_of(record: Any) -> Names | None:
    """Return the look-ups of the newest dataset that contains this object, or None."""
    return next((each for each in reversed(list(_HOLDERS.values())) if each.holds(record)), None)
