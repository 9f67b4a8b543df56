"""The records of a query: a sequence with look-up by id and name."""

import operator
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, Self, SupportsIndex, TypeVar, overload

from apec_outcomes.errors import PositionError, QueryError, UnknownIdError, quoted
from apec_outcomes.query.filters import Filter
from apec_outcomes.query.relations import Relations
from apec_outcomes.query.store import Store, passing
from apec_outcomes.query.unknown import unknown

if TYPE_CHECKING:
    from apec_outcomes.query.names import Names

__all__ = ["RecordSequence"]

R_co = TypeVar("R_co", covariant=True)
D = TypeVar("D")


class RecordSequence(Generic[R_co]):
    """Records of one collection that match filters, found when they are first needed."""

    __slots__ = ("_by_key", "_filters", "_given", "_names", "_records", "_relations", "_store")

    def __init__(
        self,
        relations: Relations,
        store: Store[R_co],
        given: tuple[R_co, ...] | None = None,
        filters: tuple[Filter, ...] = (),
    ) -> None:
        self._relations = relations
        self._store = store
        self._given = given
        self._filters = filters
        self._records: tuple[R_co, ...] | None = given if not filters else None
        self._by_key: dict[Any, R_co] | None = None
        self._names: Names[R_co] | None = None

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
        """Return whether these are all records of the collection."""
        return self._given is None and not self._filters

    def _all(self) -> tuple[R_co, ...]:
        if self._records is None:
            if self._given is None:
                self._records = self._store.answer(self._filters)
            else:
                self._records = passing(self._given, [each.test for each in self._filters])
        return self._records

    def _with(self, filter: Filter) -> Self:
        return type(self)(self._relations, self._store, self._given, (*self._filters, filter))

    def _of(self, records: tuple[R_co, ...]) -> Self:
        return type(self)(self._relations, self._store, records)

    def __iter__(self) -> Iterator[R_co]:
        return iter(self._all())

    def __len__(self) -> int:
        records = self._records
        return len(self._all() if records is None else records)

    def __reversed__(self) -> Iterator[R_co]:
        return reversed(self._all())

    def __contains__(self, item: object) -> bool:
        """Return whether the query has this record, or one with this id or name."""
        if isinstance(item, str | int):
            return bool(self._answering(item))
        return item in self._all()

    @overload
    def __getitem__(self, key: str | SupportsIndex) -> R_co: ...
    @overload
    def __getitem__(self, key: slice) -> Self: ...
    def __getitem__(self, key: str | SupportsIndex | slice) -> R_co | Self:
        """Return the record with this id or name or at this position, or a query of a slice.

        Raises
        ------
        UnknownIdError
            If no record has this id or name, or several have the name.
        PositionError
            If there is no record at this position.
        QueryError
            If the slice is not one of positions.
        """
        try:
            return self._by_key[key]  # type: ignore[index]
        except (KeyError, TypeError):
            pass
        if isinstance(key, slice):
            try:
                return self._of(self._all()[key])
            except (TypeError, ValueError) as error:
                raise QueryError(f"got {quoted(key)}; expected a slice of positions, such as [:5]") from error
        if self._store.is_numbered or isinstance(key, str | bool) or not hasattr(key, "__index__"):
            return self._look_up(key)
        position, records = operator.index(key), self._all()
        if -len(records) <= position < len(records):
            return records[position]
        raise PositionError(position, self._store.collection.counted(len(records)))

    @overload
    def get(self, key: object) -> R_co | None: ...
    @overload
    def get(self, key: object, default: D) -> R_co | D: ...
    def get(self, key: object, default: object = None) -> object:
        """Return the record with this id or name, or `default` if there is none or it is ambiguous.

        >>> import apec_outcomes as apec
        >>> apec.load().meetings.get("2024-som9") is None
        True
        """
        found = self._answering(key)
        return found[0] if len(found) == 1 else default

    def _ipython_key_completions_(self) -> list[Any]:
        """Return the keys, then other names, for completion in IPython and Jupyter."""
        keys = list(map(self._store.key, self._all()))
        names = (name for record in self._all() for name in self._store.names_in(record))
        return list(dict.fromkeys((*keys, *(name for name in names if len(self._named().named(name)) == 1))))

    def _keyed(self) -> dict[Any, R_co]:
        if self._by_key is None:
            self._by_key = self._store.by_key() if self._whole else self._store.keyed(self._all())
        return self._by_key

    def _named(self) -> "Names[R_co]":
        if self._names is None:
            self._names = self._store.names() if self._whole else self._store.names_of(self._all())
        return self._names

    def _look_up(self, key: object) -> R_co:
        found = self._answering(key)
        if len(found) == 1:
            return found[0]
        if not found:
            raise unknown(self._relations, key, (self.collection,), self._named().near(key), self)
        # A key that several records share, such as a title, identifies none of them.
        alone = [str(each) for each in map(self._store.key, found) if each in self._keyed()]
        instead = "" if alone else self._shared(key, found)
        raise UnknownIdError(key, self.collection, alone, len(found), instead)

    def _shared(self, key: object, found: Sequence[R_co]) -> str:
        """Return the part of a message about a key that several records share."""
        row = self._store.collection
        all_of_them = f"where({row.key}={self._store.key(found[0])!r})"
        return (
            f"{quoted(key)} is the {row.key} of {row.counted(len(found))}; use {all_of_them} for all of them"
        )

    def _answering(self, key: object) -> Sequence[R_co]:
        """Return the record with this id, or else all with this name."""
        try:
            return (self._keyed()[key],)
        except (KeyError, TypeError):
            return self._named().find(key)  # not an id; perhaps a name

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

    def __apec_unstructure__(self) -> tuple[R_co, ...]:
        """Return the records, which are written instead of the query."""
        return self._all()


def _restored(dataset: Any, name: str, records: tuple[Any, ...] | None) -> RecordSequence[Any]:
    """Return an unpickled query."""
    query: RecordSequence[Any] = getattr(dataset, name)
    return query if records is None else query._of(records)
