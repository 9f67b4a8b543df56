"""The store of a collection: its records in order, with indexes for queries."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from apec_outcomes.dates import DateSpan
from apec_outcomes.model._collections import Collection, row_of
from apec_outcomes.model._fields import fields_of
from apec_outcomes.query.filters import Filter, Overlapping
from apec_outcomes.query.indexes import DateIndex, ThemeIndex, common

if TYPE_CHECKING:
    from apec_outcomes.query.names import Names
    from apec_outcomes.query.word_index import WordIndex

__all__ = ["Store", "passing"]

R = TypeVar("R")


class Store(Generic[R]):
    """All records of a collection.

    The row of the collection determines the order. The records and each index are made when they are first
    needed, without a lock: if several threads make the same object, all get the one that was ready first.

    Parameters
    ----------
    collection
        The row of the collection.
    make
        Returns the records.
    dates
        Returns the dates of a record, if they are not in the field that the collection names.
    """

    __slots__ = ("_key", "_made", "_make", "_span", "collection", "is_numbered")

    def __init__(
        self,
        collection: Collection,
        make: Callable[[], Iterable[R]],
        dates: Callable[[R], DateSpan | None] | None = None,
    ) -> None:
        self.collection = collection
        self._span: Callable[[R], DateSpan | None] = dates or (
            attrgetter(collection.dates) if collection.dates else _undated
        )
        self.is_numbered = any(
            f.name == collection.key and f.kind.cls is int for f in fields_of(collection.cls)
        )
        self._make = make
        self._key = attrgetter(collection.key)
        self._made: dict[str, Any] = {}

    def _once(self, name: str, make: Callable[[], Any]) -> Any:
        try:
            return self._made[name]
        except KeyError:
            return self._made.setdefault(name, make())

    @property
    def records(self) -> tuple[R, ...]:
        """All records, in order."""
        found: tuple[R, ...] = self._once("records", lambda: self._in_order(self._make()))
        return found

    def _in_order(self, records: Iterable[R]) -> tuple[R, ...]:
        if self.collection.dates is None:
            return tuple(sorted(records, key=self._key) if self.collection.is_sorted_by_key else records)
        own = attrgetter(self.collection.dates)
        dated: list[tuple[Any, ...]] = []
        undated: list[R] = []
        for record in records:
            span = self.span(record)
            if span is None:
                undated.append(record)
            else:
                # With equal dates: first records that have the dates themselves, then by year, then as given.
                year = getattr(record, "year", 0)
                dated.append((span.start, span.end, own(record) is None, year, record))
        dated.sort(key=lambda each: each[:-1])
        return (*(each[-1] for each in dated), *undated)

    # Keys and names.

    def key(self, record: R) -> Any:
        """Return the key of a record."""
        return self._key(record)

    def identity(self, record: R) -> Any:
        """Return the key of a record, or the record itself if keys are not unique."""
        return self._key(record) if self.collection.is_unique else record

    def by_key(self) -> dict[Any, R]:
        """Return all records by key."""
        found: dict[Any, R] = self._once("by_key", lambda: self.keyed(self.records))
        return found

    def keyed(self, records: Iterable[R]) -> dict[Any, R]:
        """Return these records by key, without keys that several of them share."""
        records = tuple(records)
        found = dict(zip(map(self._key, records), records, strict=True))
        if len(found) == len(records):
            return found
        count = Counter(map(self._key, records))
        return {key: record for key, record in found.items() if count[key] == 1}

    def answering(self, key: object) -> Sequence[R]:
        """Return the record with this key, or else all with this name."""
        try:
            return (self.by_key()[key],)
        except (KeyError, TypeError):
            return self.names().find(key)  # not a key

    def names(self) -> "Names[R]":
        """Return the names of all records."""
        found: Names[R] = self._once("names", lambda: self.names_of(self.records))
        return found

    def names_of(self, records: Sequence[R]) -> "Names[R]":
        """Return the names of some records."""
        from apec_outcomes.query.names import Names

        return Names(records, self._keys_and_names, loose=self.collection.is_loose)

    def _keys_and_names(self, record: R) -> Iterator[str]:
        yield str(self._key(record))
        yield from self.names_in(record)

    def names_in(self, record: R) -> Iterator[str]:
        """Yield the names of a record, without its key."""
        return _texts(record, self.collection.names)

    # Dates, themes and words.

    def span(self, record: R) -> DateSpan | None:
        """Return the dates of a record, or None."""
        return self._span(record)

    def themes_of(self, record: R) -> Iterable[str]:
        """Return the ids of the themes of a record; for a meeting, including those of its parts."""
        themes: Iterable[str] = record.themes  # type: ignore[attr-defined]
        parts = [part for name in self.collection.theme_parts for part in getattr(record, name)]
        return {*themes, *(theme for part in parts for theme in part.themes)} if parts else themes

    def text(self, record: R) -> str:
        """Return the folded text of a record, for searches."""
        from apec_outcomes.query.word_index import joined_text

        return joined_text(_texts(record, self.collection.texts))

    def dates(self) -> DateIndex:
        """Return the index of dates."""
        found: DateIndex = self._once("dates", lambda: DateIndex(filter(None, map(self.span, self.records))))
        return found

    def themes(self) -> ThemeIndex:
        """Return the index of themes."""
        found: ThemeIndex = self._once("themes", lambda: ThemeIndex(map(self.themes_of, self.records)))
        return found

    def words(self) -> "WordIndex":
        """Return the index of words."""
        from apec_outcomes.query.word_index import WordIndex

        found: WordIndex = self._once("words", lambda: WordIndex(map(self.text, self.records)))
        return found

    # Filters.

    def answer(self, filters: Sequence[Filter]) -> tuple[R, ...]:
        """Return the records that match all filters: found by indexes, then tested by the other filters."""
        tests = []
        found: list[Sequence[int]] = []
        window = range(len(self.records))
        # Dates first: as records are sorted by date, this narrows the window for the other indexes.
        for each in sorted(filters, key=lambda each: not isinstance(each, Overlapping)):
            positions = each.find(window)
            if positions is None:
                tests.append(each.test)
                continue
            found.append(positions)
            if isinstance(each, Overlapping):
                window = range(positions[0], positions[-1] + 1) if positions else range(0)
        records = self._at(common(found)) if found else self.records
        return passing(records, tests)

    def _at(self, positions: Sequence[int]) -> tuple[R, ...]:
        records = self.records
        if isinstance(positions, range):
            return records[positions.start : positions.stop]
        return tuple([records[position] for position in positions])


def passing(records: tuple[R, ...], tests: Iterable[Callable[[R], bool]]) -> tuple[R, ...]:
    """Return the records for which all tests are true."""
    for test in tests:
        records = tuple(filter(test, records))
    return records


def _texts(record: Any, fields: Iterable[str]) -> Iterator[str]:
    """Yield the texts in these fields of a record, and all texts of records in these fields."""
    for field in fields:
        value = record
        for name in field.split("."):
            value = getattr(value, name) if value is not None else None
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, str):
                yield each
            elif each is not None and (row := row_of(type(each))):
                yield from _texts(each, row.texts)


def _undated(_: object) -> None:
    return None
