"""The differences between two datasets: records added, changed field by field, and removed."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import attrs

from apec_outcomes.dataset import Dataset, check_dataset
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.model._fields import fields_of
from apec_outcomes.model._record import Record

__all__ = ["Change", "Changes", "diff"]


@attrs.frozen(kw_only=True, repr=False)
class Change:
    """How a record differs between two datasets.

    Parameters
    ----------
    collection
        The plural name of the records, such as ``meetings``.
    id
        The key of the record.
    old, new
        The record in either dataset. `old` is None if it was added, `new` if it was removed.
    fields
        The changes, each as ``(path, old value, new value)``. Paths are such as ``dates``, ``venue.city`` or
        ``sessions['2024-som3-a2c2'].title``. A missing value is None.

    >>> import apec_outcomes as apec
    >>> old = apec.Dataset(themes=[apec.Theme(id="space", label="Space")])
    >>> new = apec.Dataset(themes=[apec.Theme(id="space", label="Outer space")])
    >>> apec.diff(old, new).changed[0].fields
    (('label', 'Space', 'Outer space'),)

    .. versionadded:: 0.2
    """

    collection: str
    id: str | int
    old: Any = None
    new: Any = None

    @property
    def fields(self) -> tuple[tuple[str, Any, Any], ...]:
        """The changes of the record, field by field; empty if it was added or removed."""
        return tuple(_differences(self.old, self.new, "")) if self.old and self.new else ()

    def __repr__(self) -> str:
        what = ", ".join(path for path, _, _ in self.fields) or ("added" if self.new else "removed")
        return f"<Change {self.collection} {self.id}: {what}>"


@attrs.frozen(kw_only=True, repr=False)
class Changes:
    """The differences between two datasets.

    Parameters
    ----------
    added, changed, removed
        The records added, changed and removed, in the order of their collections.

    >>> import apec_outcomes as apec
    >>> apec.diff(apec.Dataset(), apec.Dataset(themes=[apec.Theme(id="space", label="Space")]))
    <Changes: 1 added, 0 changed, 0 removed>

    .. versionadded:: 0.2
    """

    added: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    removed: tuple[Change, ...] = ()

    def __iter__(self) -> Iterator[Change]:
        return chain(self.added, self.changed, self.removed)

    def __len__(self) -> int:
        return len(self.added) + len(self.changed) + len(self.removed)

    def __repr__(self) -> str:
        counts = (f"{len(getattr(self, name))} {name}" for name in ("added", "changed", "removed"))
        return f"<Changes: {', '.join(counts)}>"


def diff(old: Dataset, new: Dataset) -> Changes:
    """Return the changes from one dataset to another.

    Records of a collection are matched by id. Sessions and documents are compared as parts of their meetings.

    Parameters
    ----------
    old, new
        The datasets.

    Raises
    ------
    ArgumentError
        If either is not a dataset.

    >>> import apec_outcomes as apec
    >>> data = apec.load()
    >>> len(apec.diff(data, data))
    0

    .. versionadded:: 0.2
    """
    check_dataset(old, "old")
    check_dataset(new, "new")
    found: dict[str, list[Change]] = {"added": [], "changed": [], "removed": []}
    for name in COLLECTIONS:
        before, after = (
            dict(zip(each.ids(), each, strict=True)) for each in (getattr(old, name), getattr(new, name))
        )
        for key in dict.fromkeys((*before, *after)):
            was, now = before.get(key), after.get(key)
            if was != now:
                sort = "added" if was is None else "removed" if now is None else "changed"
                found[sort].append(Change(collection=name, id=key, old=was, new=now))
    return Changes(**{sort: tuple(changes) for sort, changes in found.items()})


def _differences(old: Any, new: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield the path, old value and new value of each difference between two values."""
    if old == new:
        return
    if isinstance(old, Record) and type(old) is type(new):
        for field in fields_of(type(old)):
            below = f"{path}.{field.name}" if path else field.name
            yield from _differences(getattr(old, field.name), getattr(new, field.name), below)
        return
    before, after = _named(old), _named(new)
    if before is None or after is None or list(filter(after.get, before)) != list(filter(before.get, after)):
        yield path, _blank(old), _blank(new)
        return
    for key in dict.fromkeys((*before, *after)):
        yield from _differences(before.get(key), after.get(key), f"{path}[{key!r}]")


def _named(value: Any) -> dict[str, Any] | None:
    """Return the records of a tuple by id or title, or None if it has duplicate ids or other values."""
    if not isinstance(value, tuple) or not all(isinstance(each, Record) for each in value):
        return None
    named = {str(getattr(each, "id", None) or getattr(each, "title", each)): each for each in value}
    return named if len(named) == len(value) else None


def _blank(value: Any) -> Any:
    return None if value == () else value
