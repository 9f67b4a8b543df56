"""The conditions of a query: how to test a record, and how an index finds all that pass."""

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
        """Return the ids of the themes that a record names."""
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
    """One condition of a query."""

    __slots__ = ()

    def test(self, record: Any) -> bool:
        """Return whether a record passes."""
        raise NotImplementedError

    def find(self, _: range, /) -> Sequence[int] | None:
        """Return the positions of all records that pass, if an index knows them; those in a window at least.

        Other filters have found that no record outside the window passes.
        """
        return None


class Passing(Filter):
    """Records that pass a function."""

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
        """Return whether its dates overlap the days; a record without dates does not pass."""
        span = self._store.span(record)
        return span is not None and span.start <= self.last and span.end >= self.first

    def find(self, _: range, /) -> Sequence[int]:
        """Return the positions of all of them."""
        return self._store.dates().find(self.first, self.last)


class About(Filter):
    """Records that name any of some themes."""

    __slots__ = ("_store", "_themes")

    def __init__(self, store: Indexed, themes: frozenset[str]) -> None:
        self._store = store
        self._themes = themes

    def test(self, record: Any) -> bool:
        """Return whether it names one of them."""
        return not self._themes.isdisjoint(self._store.themes_of(record))

    def find(self, window: range, /) -> Sequence[int]:
        """Return the positions of all of them within the window."""
        return self._store.themes().find(self._themes, window)


class Matching(Filter):
    """Records whose texts pass a search."""

    __slots__ = ("_search", "_store")

    def __init__(self, store: Indexed, search: "Search") -> None:
        self._store = store
        self._search = search

    def test(self, record: Any) -> bool:
        """Return whether its texts pass."""
        from apec_outcomes.query.searching import Text

        text = Text.of(self._store.text(record))
        return any(alternative.is_in(text) for alternative in self._search)

    def find(self, _: range, /) -> Sequence[int]:
        """Return the positions of all of them."""
        return self._store.words().find(self._search)
