"""The records of a query: a sequence that is indexed by id and name."""

from collections.abc import Iterator, Sequence
from typing import Any, Generic, Self, TypeVar, overload

from apec_outcomes.errors import UnknownIdError
from apec_outcomes.model._text import name_key
from apec_outcomes.query.filters import Filter
from apec_outcomes.query.relations import Relations
from apec_outcomes.query.store import Store, passing

__all__ = ["RecordSequence"]

R = TypeVar("R")


class RecordSequence(Generic[R]):
    """The records of one collection that answer a question, found when they are first needed."""

    __slots__ = ("_by_key", "_filters", "_given", "_records", "_relations", "_store")

    def __init__(
        self,
        relations: Relations,
        store: Store[R],
        given: tuple[R, ...] | None = None,
        filters: tuple[Filter, ...] = (),
    ) -> None:
        self._relations = relations
        self._store = store
        self._given = given
        self._filters = filters
        self._records: tuple[R, ...] | None = given if not filters else None
        self._by_key: dict[Any, R] | None = None

    @property
    def collection(self) -> str:
        """The name of the collection that the records belong to.

        >>> import apec_outcomes as apec
        >>> apec.load().outcomes.about("AI").collection
        'outcomes'

        .. versionadded:: 0.3
        """
        return self._store.collection.name

    @property
    def dataset(self) -> Any:
        """The dataset that the records belong to.

        >>> import apec_outcomes as apec
        >>> data = apec.load()
        >>> data.outcomes.about("AI").dataset is data
        True

        .. versionadded:: 0.3
        """
        return self._relations.dataset

    @property
    def _whole(self) -> bool:
        """Whether these are all records of the collection."""
        return self._given is None and not self._filters

    def _all(self) -> tuple[R, ...]:
        if self._records is None:
            if self._given is None:
                self._records = self._store.answer(self._filters)
            else:
                self._records = passing(self._given, [each.test for each in self._filters])
        return self._records

    def _with(self, filter: Filter) -> Self:
        return type(self)(self._relations, self._store, self._given, (*self._filters, filter))

    def _of(self, records: tuple[R, ...]) -> Self:
        return type(self)(self._relations, self._store, records)

    def __iter__(self) -> Iterator[R]:
        return iter(self._all())

    def __len__(self) -> int:
        records = self._records
        return len(self._all() if records is None else records)

    def __contains__(self, item: object) -> bool:
        """Whether a record, or any with this id or name, is among them."""
        if isinstance(item, str | int):
            return bool(self._answering(item))
        return item in self._all()

    @overload
    def __getitem__(self, key: str | int) -> R: ...
    @overload
    def __getitem__(self, key: slice) -> Self: ...
    def __getitem__(self, key: str | int | slice) -> R | Self:
        """Return the record with this id or name, or the query over a slice.

        Raises
        ------
        UnknownIdError
            Where no record, or more than one, answers to it.
        """
        try:
            return self._by_key[key]  # type: ignore[index]
        except (KeyError, TypeError):
            return self._of(self._all()[key]) if isinstance(key, slice) else self._look_up(key)

    def get(self, key: object, default: R | None = None) -> R | None:
        """Return the record with this id or name, or the default where none, or more than one, answers to it.

        >>> import apec_outcomes as apec
        >>> apec.load().meetings.get("2024-som9") is None
        True
        """
        found = self._answering(key)
        return found[0] if len(found) == 1 else default

    def _keyed(self) -> dict[Any, R]:
        if self._by_key is None:
            self._by_key = self._store.by_key() if self._whole else self._store.keyed(self._all())
        return self._by_key

    def _look_up(self, key: object) -> R:
        found = self._answering(key)
        if len(found) == 1:
            return found[0]
        if not found:
            raise UnknownIdError(key, self.collection, self._store.near(key, self._all()))
        # What several records share, such as a title, does not tell which of them is meant.
        alone = [str(each) for each in map(self._store.key, found) if each in self._keyed()]
        raise UnknownIdError(key, self.collection, alone, len(found))

    def _answering(self, key: object) -> Sequence[R]:
        """Return the record with this id, or else all that answer to it as a name."""
        try:
            return (self._keyed()[key],)
        except (KeyError, TypeError):
            pass  # no id, or nothing that could be one; perhaps a name
        if isinstance(key, str) and name_key(key):
            return self._store.named(key) if self._whole else self._store.named_in(key, self._all())
        return ()

    def __eq__(self, other: object) -> bool:
        return self._all() == other._all() if isinstance(other, RecordSequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(map(self._store.key, self._all())))

    def __repr__(self) -> str:
        records = self._all()
        names = ", ".join(str(self._store.key(record)) for record in records[:3])
        more = ", ..." if len(records) > 3 else ""
        count = self._store.collection.counted(len(records))
        return f"<{type(self).__name__}: {count}{': ' if records else ''}{names}{more}>"

    def _repr_html_(self) -> str:
        """Return the records as a table, for notebooks."""
        from apec_outcomes.model._card import table

        row = self._store.collection
        return table(self._all(), row.counted(len(self)), row.columns, self._relations)

    def __reduce__(self) -> tuple[Any, ...]:
        whole = self._whole
        return (_restored, (self.dataset, self.collection, None if whole else self._all()))

    def __apec_unstructure__(self) -> tuple[R, ...]:
        """Return what is written in place of the query: its records."""
        return self._all()


def _restored(dataset: Any, name: str, records: tuple[Any, ...] | None) -> RecordSequence[Any]:
    """Return a query as it was pickled."""
    query: RecordSequence[Any] = getattr(dataset, name)
    return query if records is None else query._of(records)
