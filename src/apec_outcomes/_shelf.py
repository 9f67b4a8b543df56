"""All records of one collection, with the indexes that answer questions about them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain
from operator import attrgetter
from threading import Lock
from typing import Any, Generic, TypeVar

from apec_outcomes._collector import paused_collector
from apec_outcomes._indexes import FIELD_END, DateIndex, Stretch, ThemeIndex, WordIndex, common
from apec_outcomes._steps import Overlapping, Step
from apec_outcomes.dates import DateSpan
from apec_outcomes.model._folding import fold, name_key

__all__ = ["MARGIN", "Page", "Shelf", "passing"]

R = TypeVar("R")

# A record lies within a year of the one that its id names: a host year opens in the December before,
# and a postponed meeting may fall into the next. Dataset files are checked for it.
MARGIN = 1


class Page(Generic[R]):
    """The records that one file holds, made when they are first asked for."""

    __slots__ = ("_lock", "_make", "_records", "year")

    def __init__(self, year: int | None, make: Callable[[], tuple[R, ...]]) -> None:
        self.year = year
        self._make = make
        self._lock = Lock()
        self._records: tuple[R, ...] | None = None

    @classmethod
    def of(cls, records: Iterable[R]) -> "Page[R]":
        """Return a page of records that are there already."""
        return cls(None, partial(tuple, records))

    def records(self) -> tuple[R, ...]:
        """Return them, made once, whoever asks first."""
        if self._records is None:
            with self._lock:
                if self._records is None:
                    self._records = self._make()
        return self._records


class Shelf(Generic[R]):
    """All records of one collection.

    What has dates stands in order of them, undated records last; the rest as it was given, or by key.
    Every index is built when it is first needed.

    Parameters
    ----------
    name
        The plural name of the records.
    pages
        The records, in as many parts as there are files.
    key
        The field that a record is looked up by.
    dates
        The field that holds its dates, if it has any.
    names
        The fields that hold other names that it answers to.
    text
        The fields that searches look into.
    unique
        Whether no two records share a key.
    sort
        Whether they stand in the order of their keys.
    """

    __slots__ = (
        "_by_key",
        "_by_name",
        "_date_index",
        "_dates",
        "_ends",
        "_key",
        "_lock",
        "_names",
        "_pages",
        "_records",
        "_sorted",
        "_text",
        "_theme_index",
        "_unique",
        "_word_index",
        "name",
    )

    def __init__(
        self,
        name: str,
        pages: Iterable[Page[R]],
        *,
        key: str,
        dates: str | None = None,
        names: tuple[str, ...] = (),
        text: tuple[str, ...] = (),
        unique: bool = True,
        sort: bool = False,
    ) -> None:
        self.name = name
        self._pages = tuple(pages)
        self._key = attrgetter(key)
        self._dates = attrgetter(dates) if dates else None
        self._ends = attrgetter(f"{dates}.start", f"{dates}.end")
        self._names = names
        self._text = text
        self._unique = unique
        self._sorted = sort
        self._lock = Lock()
        self._records: tuple[R, ...] | None = None
        self._by_key: dict[Any, R] | None = None
        self._by_name: dict[str, list[R]] | None = None
        self._date_index: DateIndex | None = None
        self._theme_index: ThemeIndex | None = None
        self._word_index: WordIndex | None = None

    @property
    def records(self) -> tuple[R, ...]:
        """All of them, in order."""
        if self._records is None:
            with self._lock:
                if self._records is None:
                    with paused_collector():
                        self._records = self._in_order(
                            chain.from_iterable(page.records() for page in self._pages)
                        )
        return self._records

    def key(self, record: R) -> Any:
        """What the record is looked up by."""
        return self._key(record)

    def span(self, record: R) -> DateSpan | None:
        """The dates of the record, where it has any."""
        found: DateSpan | None = self._dates(record) if self._dates else None
        return found

    def identity(self, record: R) -> Any:
        """What makes the record the same as another: its key, where keys are unique, or all of it."""
        return self._key(record) if self._unique else record

    def by_key(self) -> dict[Any, R]:
        """Each record under what it is looked up by."""
        if self._by_key is None:
            self._by_key = self.keyed(self.records)
        return self._by_key

    def keyed(self, records: Iterable[R]) -> dict[Any, R]:
        """Each of these records under what it is looked up by, but for keys that two of them share."""
        records = tuple(records)
        found = dict(zip(map(self._key, records), records, strict=True))
        if len(found) == len(records):
            return found
        often = Counter(map(self._key, records))
        return {key: record for key, record in found.items() if often[key] == 1}

    def named(self, name: str) -> list[R]:
        """The records that answer to a name, however it is spelt."""
        if self._by_name is None:
            by_name = defaultdict(list)
            for record in self.records:
                for spelling in self._spellings(record):
                    by_name[spelling].append(record)
            self._by_name = dict(by_name)
        return self._by_name.get(name_key(name), [])

    def called(self, name: str, records: Iterable[R]) -> list[R]:
        """Those of these records that answer to a name, however it is spelt."""
        spelling = name_key(name)
        return [record for record in records if spelling in self._spellings(record)]

    def _spellings(self, record: R) -> set[str]:
        return set(map(name_key, self.names(record)))

    def names(self, record: R) -> Iterator[str]:
        """Everything that the record can be called."""
        yield str(self._key(record))
        yield from _texts(record, self._names)

    def answer(self, steps: tuple[Step, ...]) -> tuple[R, ...]:
        """The records that pass all of these steps.

        Indexes are asked first, and what they find is tested against the other steps. As long as not all of
        the files have been read, a question about some days reads only those that can hold an answer.
        """
        if not steps:
            return self.records
        if self._records is None and any(page.year is not None for page in self._pages):
            for step in steps:
                if isinstance(step, Overlapping):
                    others = [other.test for other in steps if other is not step]
                    return passing(self._read(step.first, step.last), others)
        if len(steps) == 1 and (only := steps[0].find()) is not None:
            return self._at(only)
        stretches: list[Stretch] = []
        lists: list[list[int]] = []
        tests = []
        for step in steps:
            found = step.find()
            if found is None:
                tests.append(step.test)
            elif isinstance(found, tuple):
                stretches.append(found)
            else:
                lists.append(found)
        records = self._at(common(stretches, lists)) if stretches or lists else self.records
        return passing(records, tests) if tests else records

    def _read(self, first: date, last: date) -> tuple[R, ...]:
        """The records that overlap these days, from the files that can hold some."""
        return self._in_order(
            record
            for page in self._pages
            if page.year is None or first.year - MARGIN <= page.year <= last.year + MARGIN
            for record in page.records()
            if (span := self.span(record)) and span.start <= last and span.end >= first
        )

    def dates(self) -> DateIndex:
        """The index of their dates."""
        if self._date_index is None:
            self._date_index = DateIndex(filter(None, map(self._dates, self.records)) if self._dates else ())
        return self._date_index

    def themes(self) -> ThemeIndex:
        """The index of the themes that they name."""
        if self._theme_index is None:
            self._theme_index = ThemeIndex(map(attrgetter("themes"), self.records))
        return self._theme_index

    def words(self) -> WordIndex:
        """The index of the words in their titles and summaries."""
        if self._word_index is None:
            with paused_collector():
                self._word_index = WordIndex(map(self.text, self.records))
        return self._word_index

    def text(self, record: R) -> str:
        """The folded words that searches look into, with a blank before and after each."""
        return f" {f' {FIELD_END} '.join(map(fold, _texts(record, self._text)))} "

    def _at(self, positions: Stretch | list[int]) -> tuple[R, ...]:
        records = self.records
        if isinstance(positions, tuple):
            early, start, stop = positions
            found = records[start:stop]
            return (*[records[each] for each in early], *found) if early else found
        return tuple([records[position] for position in positions])

    def _in_order(self, records: Iterable[R]) -> tuple[R, ...]:
        """Return the records by date, undated ones last; by key where that is asked for; else as given."""
        if self._dates is None:
            return tuple(sorted(records, key=self._key) if self._sorted else records)
        found = list(records)
        if found and hasattr(found[0], "year") and any(page.year is None for page in self._pages):
            # What has the same dates stands by the years of its ids, as it does in files of a year each.
            found.sort(key=attrgetter("year"))
        undated: list[R] = []
        if not all(map(self._dates, found)):
            undated = [record for record in found if self._dates(record) is None]
            found = [record for record in found if self._dates(record) is not None]
        found.sort(key=self._ends)
        return (*found, *undated)


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
