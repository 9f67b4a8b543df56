"""The conditions of a query: how to test a record, and where an index finds all that pass."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from apec_outcomes._indexes import Stretch

if TYPE_CHECKING:
    from apec_outcomes._shelf import Shelf

__all__ = ["About", "Holding", "Overlapping", "Passing", "Step"]


class Step:
    """One condition of a query."""

    __slots__ = ()

    def test(self, record: Any) -> bool:
        """Return whether a record passes."""
        raise NotImplementedError

    def find(self) -> Stretch | list[int] | None:
        """Return where all records stand that pass, if an index knows."""
        return None


class Passing(Step):
    """What passes a function."""

    __slots__ = ("test",)

    def __init__(self, test: Callable[[Any], bool]) -> None:
        self.test = test  # type: ignore[assignment, method-assign]


class Overlapping(Step):
    """What overlaps the days from `first` to `last`."""

    __slots__ = ("_shelf", "first", "last")

    def __init__(self, shelf: "Shelf[Any]", first: date, last: date) -> None:
        self._shelf = shelf
        self.first = first
        self.last = last

    def test(self, record: Any) -> bool:
        """Return whether its dates overlap the days; what has no dates does not."""
        span = self._shelf.span(record)
        return span is not None and span.start <= self.last and span.end >= self.first

    def find(self) -> Stretch:
        """Return where all of them stand."""
        return self._shelf.dates().find(self.first, self.last)


class About(Step):
    """What names any of some themes."""

    __slots__ = ("_shelf", "_themes")

    def __init__(self, shelf: "Shelf[Any]", themes: frozenset[str]) -> None:
        self._shelf = shelf
        self._themes = themes

    def test(self, record: Any) -> bool:
        """Return whether it names one of them."""
        return not self._themes.isdisjoint(record.themes)

    def find(self) -> list[int]:
        """Return where all of them stand."""
        return self._shelf.themes().find(self._themes)


class Holding(Step):
    """What holds each of some phrases, given as folded words with a blank at either end."""

    __slots__ = ("_phrases", "_shelf")

    def __init__(self, shelf: "Shelf[Any]", phrases: list[str]) -> None:
        self._shelf = shelf
        self._phrases = phrases

    def test(self, record: Any) -> bool:
        """Return whether its titles and summaries hold them."""
        text = self._shelf.text(record)
        return all(phrase in text for phrase in self._phrases)

    def find(self) -> list[int]:
        """Return where all of them stand."""
        return self._shelf.words().find(self._phrases)
