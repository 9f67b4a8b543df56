"""The relations between the records of a dataset, and of the dataset beside it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from apec_outcomes.errors import UnknownIdError
from apec_outcomes.model._collections import ALL, BY_CLASS
from apec_outcomes.model._fields import links
from apec_outcomes.model._holders import announce
from apec_outcomes.query.store import Store

__all__ = ["Relations"]


class Relations:
    """How records find each other: here, or else in the dataset beside this one.

    Parameters
    ----------
    dataset
        The dataset of the records.
    stores
        Its records, by the names of their collections.
    beside
        The relations of the dataset beside it.
    """

    __slots__ = ("__weakref__", "_below", "beside", "dataset", "stores")

    def __init__(
        self, dataset: Any, stores: Mapping[str, Store[Any]], beside: "Relations | None" = None
    ) -> None:
        self.dataset = dataset
        self.stores = stores
        self.beside = beside
        self._below: dict[str, dict[str, list[Any]]] = {}
        announce(self)

    def find(self, collection: str, key: Any) -> Any:
        """Return the record with this key, or None."""
        found = self.stores[collection].by_key().get(key)
        return self.beside.find(collection, key) if found is None and self.beside else found

    def holds(self, record: Any) -> bool:
        """Whether this very record is one of the dataset."""
        row = BY_CLASS.get(type(record))
        if row is None or row.name not in self.stores:
            return False
        return self.stores[row.name].by_key().get(getattr(record, row.key)) is record

    def referred(self, record: Any, field: str, key: object) -> Any:
        """Return the record that a field of another refers to by this key, or None."""
        collection = next((each.collection for each in links(type(record)) if each.field == field), None)
        return self.find(collection, key) if collection and collection in self.stores else None

    def one(self, collection: str, given: Any) -> Any:
        """Return the record that is given by itself, its key or one of its names.

        Raises
        ------
        UnknownIdError
            If there is no such record, or more than one.
        """
        if isinstance(given, ALL[collection].cls):
            given = self.stores[collection].key(given)
        try:
            return getattr(self.dataset, collection)[given]
        except UnknownIdError:
            if self.beside:
                return self.beside.one(collection, given)
            raise

    def any(self, key: str, *collections: str) -> Any:
        """Return the record of one of these collections with this key.

        Raises
        ------
        UnknownIdError
            If there is none.
        """
        for collection in collections:
            if (found := self.find(collection, key)) is not None:
                return found
        near = [near for collection in collections for near in self.stores[collection].near(key)]
        raise UnknownIdError(key, " or ".join(collections), near[:3])

    def all_of(self, collection: str) -> Iterator[Any]:
        """Yield the records here, then those beside them whose keys no record here has."""
        own = self.stores[collection]
        yield from own.records
        if self.beside:
            mine = own.by_key()
            yield from (record for record in self.beside.all_of(collection) if own.key(record) not in mine)

    def family(self, collection: str, given: Any, *, below: bool = True) -> list[Any]:
        """Return a record, then all below it in its hierarchy, each once."""
        record = self.one(collection, given)
        if not below:
            return [record]
        lower = self.below(collection)
        family, waiting = {}, [record]
        while waiting:
            current = waiting.pop()
            if current.id not in family:
                family[current.id] = current
                waiting.extend(reversed(lower.get(current.id, ())))
        return list(family.values())

    def below(self, collection: str) -> dict[str, list[Any]]:
        """Return, for each id, the records directly below it in the hierarchy of the collection."""
        if collection not in self._below:
            field = ALL[collection].above
            below = defaultdict(list)
            for record in self.all_of(collection):
                value = getattr(record, field) if field else ()
                for above in value if isinstance(value, tuple) else (value,):
                    below[above].append(record)
            self._below.setdefault(collection, dict(below))
        return self._below[collection]
