"""The filters of a query: each tests a record, or finds all matching ones with an index."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from apec_outcomes.dates import DateSpan
from apec_outcomes.query.indexes import DateIndex, ThemeIndex

if TYPE_CHECKING:
    from apec_outcomes.query.searching import Search
    from apec_outcomes.query.word_index import WordIndex

__all__ = ["About", "Filter", "Indexed", "Matching", "Overlapping", "Passing"]


class Indexed(Protocol):
    """The records of a collection, with their indexes."""

    def span(self, record: Any, /) -> DateSpan | None:
        """Return the dates of a record."""
        ...

    def themes_of(self, record: Any, /) -> Iterable[str]:
        """Return the ids of the themes of a record."""
        ...

    def text(self, record: Any, /) -> str:
        """Return the folded words of a record."""
        ...

    def dates(self) -> DateIndex:
        """Return the index of dates."""
        ...

    def themes(self) -> ThemeIndex:
        """Return the index of themes."""
        ...

    def words(self) -> "WordIndex":
        """Return the index of words."""
        ...


class Filter:
    """One filter of a query."""

    __slots__ = ()

    def test(self, record: Any) -> bool:
        """Return whether a record matches."""
        raise NotImplementedError

    def find(self, _: range, /) -> Sequence[int] | None:
        """Return the positions of all matching records, or None if there is no index.

        The argument is the window of positions that match the other filters. Positions outside it may be
        left out.
        """
        return None


class Passing(Filter):
    """Records for which a function is true."""

    __slots__ = ("test",)

    def __init__(self, test: Callable[[Any], bool]) -> None:
        self.test = test  # type: ignore[assignment, method-assign]


class Overlapping(Filter):
    """Records whose dates overlap the days from `first` to `last`."""

    __slots__ = ("_store", "first", "last")

    def __init__(self, store: Indexed, first: date, last: date) -> None:
        self._store = store
        self.first = first
        self.last = last

    def test(self, record: Any) -> bool:
        """Return whether its dates overlap the days; False for a record without dates."""
        span = self._store.span(record)
        return span is not None and span.start <= self.last and span.end >= self.first

    def find(self, _: range, /) -> Sequence[int]:
        """Return the positions of all matching records."""
        return self._store.dates().find(self.first, self.last)


class About(Filter):
    """Records with any of these themes."""

    __slots__ = ("_store", "_themes")

    def __init__(self, store: Indexed, themes: frozenset[str]) -> None:
        self._store = store
        self._themes = themes

    def test(self, record: Any) -> bool:
        """Return whether it has one of the themes."""
        return not self._themes.isdisjoint(self._store.themes_of(record))

    def find(self, window: range, /) -> Sequence[int]:
        """Return the positions of all matching records in the window."""
        return self._store.themes().find(self._themes, window)


class Matching(Filter):
    """Records whose texts match a search."""

    __slots__ = ("_search", "_store")

    def __init__(self, store: Indexed, search: "Search") -> None:
        self._store = store
        self._search = search

    def test(self, record: Any) -> bool:
        """Return whether its texts match."""
        from apec_outcomes.query.searching import Text

        text = Text.of(self._store.text(record))
        return any(alternative.is_in(text) for alternative in self._search)

    def find(self, _: range, /) -> Sequence[int]:
        """Return the positions of all matching records."""
        return self._store.words().find(self._search)
