"""The datasets in use, so that a record can show the names of those that it refers to.

A record holds ids, and does not know of datasets. Each dataset announces itself here; once nobody uses it any
more, it is forgotten. Nothing but what a notebook shows depends on it.
"""

from typing import Any
from weakref import WeakValueDictionary

from apec_outcomes.model._collections import BY_CLASS, QUERIED

__all__ = ["announce", "holder_of"]

_HOLDERS: WeakValueDictionary[int, Any] = WeakValueDictionary()


def announce(dataset: Any) -> None:
    """Let the records of a dataset show themselves with the names that it knows."""
    _HOLDERS[id(dataset)] = dataset


def holder_of(record: Any) -> Any:
    """Return a dataset that holds this very record, the newest first, or None."""
    row = BY_CLASS.get(type(record))
    if row is None or row.name not in QUERIED:
        return None
    key = getattr(record, row.key)
    newest_first = reversed(list(_HOLDERS.values()))
    return next((each for each in newest_first if each.find(row.name, key) is record), None)
