"""All records of one collection, with the indexes that answer questions about them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import accumulate
from operator import attrgetter
from threading import RLock
from typing import Any, Generic, TypeVar

from apec_outcomes.dates import DateSpan
from apec_outcomes.model._folding import fold, name_key

__all__ = ["Page", "Shelf"]

R = TypeVar("R")

# A record lies within a year of the one that its id names: a host year opens in the December before,
# and a postponed meeting may fall into the next. Dataset files are checked for it.
MARGIN = 1

# Stands between two fields of one record, so that no phrase runs from one into the next.
_APART = "|"


class Page(Generic[R]):
    """The records that one file holds, made when they are first asked for."""

    __slots__ = ("_make", "_records", "year")

    def __init__(self, year: int | None, make: Callable[[], tuple[R, ...]]) -> None:
        self.year = year
        self._make = make
        self._records: tuple[R, ...] | None = None

    def records(self) -> tuple[R, ...]:
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
        self._lock = RLock()
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
        if self._starts is None:
            self._index_dates()
        starts = self._starts or []
        # Before `certain` some record may still run into the span; from there on each starts in it.
        possible, certain = bisect_left(self._latest, first), bisect_left(starts, first)
        end = bisect_right(starts, last)
        early = [self._records[i] for i in range(possible, min(certain, end)) if self._ends[i] >= first]
        return (*early, *self._records[certain:end]) if early else self._records[certain:end]

    def _index_dates(self) -> None:
        spans = [span for record in self.records if (span := self.span(record))]
        self._ends: list[date] = [span.end for span in spans]
        self._latest: list[date] = list(accumulate(self._ends, max))
        self._starts = [span.start for span in spans]

    def tagged(self, themes: Iterable[str]) -> tuple[R, ...]:
        """The records that name any of these themes."""
        if self._by_theme is None:
            by_theme = defaultdict(list)
            for position, record in enumerate(self.records):
                for theme in getattr(record, "themes", ()):
                    by_theme[theme].append(position)
            self._by_theme = dict(by_theme)
        lists = [self._by_theme[theme] for theme in themes if theme in self._by_theme]
        return self._at(lists[0] if len(lists) == 1 else sorted(set().union(*lists)))

    def containing(self, phrases: Iterable[tuple[str, ...]]) -> tuple[R, ...]:
        """The records whose text holds each of these phrases, given as folded words."""
        if self._postings is None:
            self._index_words()
        postings, hits = self._postings or {}, None
        for phrase in phrases:
            lists = sorted((postings.get(word, ()) for word in phrase), key=len)
            found: Iterable[int] = (
                lists[0] if len(lists) == 1 else sorted(set(lists[0]).intersection(*lists[1:]))
            )
            if len(phrase) > 1:
                wanted = f" {' '.join(phrase)} "
                found = [position for position in found if wanted in self._padded[position]]
            hits = found if hits is None else sorted(set(hits).intersection(found))
        return self._at(hits or ())

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
