"""The store of a collection: its records in their order, with the indexes that answer questions."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, Generic, TypeVar

from apec_outcomes.dates import DateSpan
from apec_outcomes.model._collections import Collection
from apec_outcomes.model._text import fold, name_key
from apec_outcomes.query.filters import Filter
from apec_outcomes.query.indexes import FIELD_END, DateIndex, ThemeIndex, WordIndex

__all__ = ["Store", "passing"]

R = TypeVar("R")


class Store(Generic[R]):
    """All records of a collection.

    Records with dates are in the order of these, those without dates last; others as given, or by key. The
    records and each index are made when they are first needed, without a lock: of several threads that make
    the same thing, all get the one that was ready first.

    Parameters
    ----------
    collection
        The row of the collection.
    make
        Returns the records.
    """

    __slots__ = ("_ends", "_key", "_made", "_make", "_span", "collection")

    def __init__(self, collection: Collection, make: Callable[[], Iterable[R]]) -> None:
        self.collection = collection
        self._make = make
        self._key = attrgetter(collection.key)
        self._span = attrgetter(collection.dates) if collection.dates else None
        self._ends = attrgetter(f"{collection.dates}.start", f"{collection.dates}.end")
        self._made: dict[str, Any] = {}

    def _once(self, name: str, make: Callable[[], Any]) -> Any:
        try:
            return self._made[name]
        except KeyError:
            return self._made.setdefault(name, make())

    @property
    def records(self) -> tuple[R, ...]:
        """All of them, in order."""
        found: tuple[R, ...] = self._once("records", lambda: self._in_order(self._make()))
        return found

    def _in_order(self, records: Iterable[R]) -> tuple[R, ...]:
        if self._span is None:
            return tuple(sorted(records, key=self._key) if self.collection.is_sorted else records)
        dated: list[R] = []
        undated: list[R] = []
        for record in records:
            (undated if self._span(record) is None else dated).append(record)
        if dated and hasattr(dated[0], "year"):
            # Records of the same dates are in the order of the years of their ids, as files have them.
            dated.sort(key=attrgetter("year"))
        dated.sort(key=self._ends)
        return (*dated, *undated)

    # Keys and names.

    def key(self, record: R) -> Any:
        """Return the key by which a record is looked up."""
        return self._key(record)

    def identity(self, record: R) -> Any:
        """Return the key of a record, or all of it where records can share a key."""
        return self._key(record) if self.collection.is_unique else record

    def by_key(self) -> dict[Any, R]:
        """Return each record under its key."""
        found: dict[Any, R] = self._once("by_key", lambda: self.keyed(self.records))
        return found

    def keyed(self, records: Iterable[R]) -> dict[Any, R]:
        """Return each of these records under its key, without the keys that two of them share."""
        records = tuple(records)
        found = dict(zip(map(self._key, records), records, strict=True))
        if len(found) == len(records):
            return found
        count = Counter(map(self._key, records))
        return {key: record for key, record in found.items() if count[key] == 1}

    def named(self, name: str) -> list[R]:
        """Return the records with this name, however it is spelt."""
        by_name: dict[str, list[R]] = self._once("by_name", self._by_name)
        return by_name.get(name_key(name), [])

    def _by_name(self) -> dict[str, list[R]]:
        by_name = defaultdict(list)
        for record in self.records:
            for spelling in self._spellings(record):
                by_name[spelling].append(record)
        return dict(by_name)

    def named_in(self, name: str, records: Iterable[R]) -> list[R]:
        """Return those of these records that have this name, however it is spelt."""
        spelling = name_key(name)
        return [record for record in records if spelling in self._spellings(record)]

    def _spellings(self, record: R) -> set[str]:
        return set(map(name_key, self.names(record)))

    def names(self, record: R) -> Iterator[str]:
        """Yield the key of a record and all of its names."""
        yield str(self._key(record))
        yield from _texts(record, self.collection.names)

    def near(self, key: object, records: Iterable[R] | None = None) -> list[str]:
        """Return up to three keys or names, of these records or of all, that are spelt nearly like one."""
        from difflib import get_close_matches

        # Records are named by texts and by years; anything else may be too large to be written out.
        if not isinstance(key, str) and not (isinstance(key, int) and 0 < key <= 9999):
            return []
        spellings = {
            fold(name): name
            for record in (self.records if records is None else records)
            for name in self.names(record)
        }
        return [spellings[near] for near in get_close_matches(fold(str(key)), spellings, n=3)]

    # Dates, themes and words.

    def span(self, record: R) -> DateSpan | None:
        """Return the dates of a record, if it has any."""
        found: DateSpan | None = self._span(record) if self._span else None
        return found

    def text(self, record: R) -> str:
        """Return the folded words that searches look through, with a blank before and after each."""
        return f" {f' {FIELD_END} '.join(map(fold, _texts(record, self.collection.texts)))} "

    def dates(self) -> DateIndex:
        """Return the index of their dates."""
        found: DateIndex = self._once("dates", lambda: DateIndex(filter(None, map(self.span, self.records))))
        return found

    def themes(self) -> ThemeIndex:
        """Return the index of the themes that they name."""
        found: ThemeIndex = self._once("themes", lambda: ThemeIndex(map(attrgetter("themes"), self.records)))
        return found

    def words(self) -> WordIndex:
        """Return the index of the words in their texts."""
        found: WordIndex = self._once("words", lambda: WordIndex(map(self.text, self.records)))
        return found

    # Answers.

    def answer(self, filters: Sequence[Filter]) -> tuple[R, ...]:
        """Return the records that pass all filters: found by the indexes, then tested against the others."""
        tests = []
        found: list[Sequence[int]] = []
        for each in filters:
            positions = each.find()
            if positions is None:
                tests.append(each.test)
            else:
                found.append(positions)
        records = self._at(_common(found)) if found else self.records
        return passing(records, tests)

    def _at(self, positions: Sequence[int]) -> tuple[R, ...]:
        records = self.records
        if isinstance(positions, range):
            return records[positions.start : positions.stop]
        return tuple([records[position] for position in positions])


def _common(found: Sequence[Sequence[int]]) -> Sequence[int]:
    """Return the positions that are in all of these, in rising order."""
    common, *others = sorted(found, key=len)
    for other in others:
        members = other if isinstance(other, range) else set(other)
        common = [position for position in common if position in members]
    return common


def passing(records: tuple[R, ...], tests: Iterable[Callable[[R], bool]]) -> tuple[R, ...]:
    """Return the records that pass all of these tests."""
    for test in tests:
        records = tuple(filter(test, records))
    return records


def _texts(record: object, fields: Iterable[str]) -> Iterator[str]:
    for field in fields:
        value = getattr(record, field)
        if isinstance(value, tuple):
            yield from value
        elif value:
            yield value
