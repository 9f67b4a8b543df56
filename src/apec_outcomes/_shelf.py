"""All records of one collection, with the indexes that answer questions about them."""

import gc
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import accumulate
from operator import attrgetter
from sys import maxsize
from threading import Lock
from typing import Any, Generic, TypeVar

from apec_outcomes.dates import DateSpan
from apec_outcomes.model._folding import fold, name_key

__all__ = ["MARGIN", "Page", "Shelf", "paused_collector"]

R = TypeVar("R")

# A record lies within a year of the one that its id names: a host year opens in the December before,
# and a postponed meeting may fall into the next. Dataset files are checked for it.
MARGIN = 1

# Stands between two fields of one record, so that no phrase runs from one into the next.
_APART = "|"


@contextmanager
def paused_collector() -> Iterator[None]:
    """Keep the garbage collector from walking the growing heap, over and over, while records are made."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class Page(Generic[R]):
    """The records that one file holds, made when they are first asked for."""

    __slots__ = ("_lock", "_make", "_records", "year")

    def __init__(self, year: int | None, make: Callable[[], tuple[R, ...]]) -> None:
        self.year = year
        self._make = make
        self._lock = Lock()
        self._records: tuple[R, ...] | None = None

    def records(self) -> tuple[R, ...]:
        """Return them, made once, whoever asks first."""
        if self._records is None:
            with self._lock:
                if self._records is None:
                    self._records = self._make()
        return self._records


class Shelf(Generic[R]):
    """All records of one collection.

    What has dates stands in order of them, undated records last; the rest as it was given. Every index is
    built when it is first needed.

    Parameters
    ----------
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
    """

    __slots__ = (
        "_by_key",
        "_by_name",
        "_by_theme",
        "_dates",
        "_ends",
        "_key",
        "_latest",
        "_lock",
        "_names",
        "_padded",
        "_pages",
        "_postings",
        "_records",
        "_starts",
        "_text",
        "_unique",
    )

    def __init__(
        self,
        pages: Iterable[Page[R]],
        *,
        key: str,
        dates: str | None = None,
        names: tuple[str, ...] = (),
        text: tuple[str, ...] = (),
        unique: bool = True,
    ) -> None:
        self._pages = tuple(pages)
        self._key = attrgetter(key)
        self._dates = attrgetter(dates) if dates else None
        self._names = names
        self._text = text
        self._unique = unique
        self._lock = Lock()
        self._records: tuple[R, ...] | None = None
        self._by_key: dict[Any, R] | None = None
        self._by_name: dict[str, list[R]] | None = None
        self._by_theme: dict[str, list[int]] | None = None
        self._starts: list[date] | None = None
        self._postings: dict[str, list[int]] | None = None

    @property
    def records(self) -> tuple[R, ...]:
        """All of them, in order."""
        if self._records is None:
            with self._lock:
                if self._records is None:
                    with paused_collector():
                        self._records = self._in_order(
                            record for page in self._pages for record in page.records()
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
        found, shared = {}, set()
        for record in records:
            key = self._key(record)
            if key in found:
                shared.add(key)
            found[key] = record
        return {key: record for key, record in found.items() if key not in shared} if shared else found

    def named(self, name: str) -> list[R]:
        """The records that answer to a name, however it is spelt."""
        if self._by_name is None:
            by_name = defaultdict(list)
            for record in self.records:
                for spelling in {name_key(name) for name in self.names(record)}:
                    by_name[spelling].append(record)
            self._by_name = dict(by_name)
        return self._by_name.get(name_key(name), [])

    def names(self, record: R) -> Iterator[str]:
        """Everything that the record can be called."""
        yield str(self._key(record))
        yield from _texts(record, self._names)

    def within(self, first: date, last: date) -> tuple[R, ...]:
        """The records whose dates overlap the days from `first` to `last`.

        While not all of the files have been read, only those are that can hold such a record.
        """
        if self._records is None:
            return self._in_order(
                record
                for page in self._pages
                if page.year is None or first.year - MARGIN <= page.year <= last.year + MARGIN
                for record in page.records()
                if (span := self.span(record)) and span.start <= last and span.end >= first
            )
        possible, certain, end = self._bounds(first, last)
        early = [self._records[i] for i in range(possible, min(certain, end)) if self._ends[i] >= first]
        return (*early, *self._records[certain:end]) if early else self._records[certain:end]

    def count_within(self, first: date, last: date) -> int:
        """At most how many records overlap these days; none while some may need no reading."""
        if self._records is None:
            return 0
        possible, _, end = self._bounds(first, last)
        return end - possible

    def _bounds(self, first: date, last: date) -> tuple[int, int, int]:
        """Return where those begin that may run into these days, those that start in them, and the rest."""
        if self._starts is None:
            self._index_dates()
        starts: list[date] = self._starts  # type: ignore[assignment]
        return bisect_left(self._latest, first), bisect_left(starts, first), bisect_right(starts, last)

    def _index_dates(self) -> None:
        spans = [span for record in self.records if (span := self.span(record))]
        self._ends: list[date] = [span.end for span in spans]
        self._latest: list[date] = list(accumulate(self._ends, max))
        self._starts = [span.start for span in spans]

    def tagged(self, themes: Iterable[str]) -> tuple[R, ...]:
        """The records that name any of these themes."""
        by_theme = self._themes()
        lists = [by_theme[theme] for theme in themes if theme in by_theme]
        return self._at(lists[0] if len(lists) == 1 else sorted(set().union(*lists)))

    def count_tagged(self, themes: Iterable[str]) -> int:
        """At most how many records name any of these themes."""
        if self._records is None:
            return maxsize
        return sum(len(self._themes().get(theme, ())) for theme in themes)

    def _themes(self) -> dict[str, list[int]]:
        """Return where the records of each theme stand."""
        if self._by_theme is None:
            by_theme = defaultdict(list)
            for position, record in enumerate(self.records):
                for theme in record.themes:  # type: ignore[attr-defined]
                    by_theme[theme].append(position)
            self._by_theme = dict(by_theme)
        return self._by_theme

    def containing(self, phrases: list[str]) -> tuple[R, ...]:
        """The records whose text holds each of these phrases: folded words with a blank at either end."""
        positions = self._rarest(phrases)
        for phrase in phrases:
            # The list of a word is the answer for that word alone.
            if len(phrases) > 1 or " " in phrase.strip():
                positions = [position for position in positions if phrase in self._padded[position]]
        return self._at(positions)

    def at_most(self, phrases: list[str]) -> int:
        """At most how many records hold each of these phrases."""
        if self._records is None:
            return maxsize
        return len(self._rarest(phrases))

    def _rarest(self, phrases: list[str]) -> list[int]:
        """Return where the records stand that hold the rarest word of these phrases."""
        if self._postings is None:
            self._index_words()
        postings: dict[str, list[int]] = self._postings  # type: ignore[assignment]
        return min((postings.get(word, []) for phrase in phrases for word in phrase.split()), key=len)

    def text(self, record: R) -> str:
        """The folded words that searches look into, with a blank before and after each."""
        return f" {f' {_APART} '.join(map(fold, _texts(record, self._text)))} "

    def _index_words(self) -> None:
        self._padded: list[str] = [self.text(record) for record in self.records]
        postings = defaultdict(list)
        for position, text in enumerate(self._padded):
            for word in set(text.split()):
                postings[word].append(position)
        postings.pop(_APART, None)
        self._postings = dict(postings)

    def _at(self, positions: Iterable[int]) -> tuple[R, ...]:
        return tuple(map(self.records.__getitem__, positions))

    def _in_order(self, records: Iterable[R]) -> tuple[R, ...]:
        """Return the records by date, undated ones last; as given where they have no dates at all."""
        return tuple(sorted(records, key=self._moment) if self._dates else records)

    def _moment(self, record: R) -> tuple[date, date]:
        span = self.span(record)
        return (span.start, span.end) if span else (date.max, date.max)


def _texts(record: object, fields: Iterable[str]) -> Iterator[str]:
    for field in fields:
        value = getattr(record, field)
        if isinstance(value, tuple):
            yield from value
        elif value:
            yield value
