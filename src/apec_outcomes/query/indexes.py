"""Indexes of dates and themes: they return ascending positions of records of a collection."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from apec_outcomes.dates import DateSpan

__all__ = ["DateIndex", "ThemeIndex", "any_of", "common"]

# Records that last several days are indexed by periods of this many days.
_MONTH = 30


class DateIndex:
    """The positions of records by date; the records are sorted by first day."""

    __slots__ = ("_by_month", "_ends", "_starts")

    def __init__(self, spans: Iterable[DateSpan]) -> None:
        days = [(span.start.toordinal(), span.end.toordinal()) for span in spans]
        self._starts = [start for start, _ in days]
        self._ends = [end for _, end in days]
        self._by_month: defaultdict[int, list[int]] = defaultdict(list)
        for position, (start, end) in enumerate(days):
            if start != end:
                for month in range(start // _MONTH, end // _MONTH + 1):
                    self._by_month[month].append(position)

    def find(self, first: date, last: date) -> Sequence[int]:
        """Return the positions of the records that overlap the days from `first` to `last`."""
        begin, starts, ends = first.toordinal(), self._starts, self._ends
        start = bisect_left(starts, begin)
        stop = bisect_right(starts, last.toordinal(), start)
        lasting = self._by_month.get(begin // _MONTH)
        if not lasting:
            return range(start, stop)
        # Records that began before the first day, and last until then.
        early = [each for each in lasting if each < start and ends[each] >= begin]
        return [*early, *range(start, stop)] if early else range(start, stop)


class ThemeIndex:
    """The positions of records by theme."""

    __slots__ = ("_by_theme",)

    def __init__(self, themes: Iterable[Iterable[str]]) -> None:
        by_theme = defaultdict(list)
        for position, named in enumerate(themes):
            for theme in named:
                by_theme[theme].append(position)
        self._by_theme = dict(by_theme)

    def find(self, themes: frozenset[str], window: range) -> Sequence[int]:
        """Return the positions in a window of the records with any of these themes."""
        first, last = window.start, window.stop
        lists = [self._by_theme[theme] for theme in themes if theme in self._by_theme]
        return any_of([each[bisect_left(each, first) : bisect_left(each, last)] for each in lists])


def common(found: Iterable[Sequence[int]]) -> Sequence[int]:
    """Return the positions that are in all of these, ascending."""
    first, *others = sorted(found, key=len)
    for other in others:
        members = other if isinstance(other, range) else set(other)
        first = [position for position in first if position in members]
    return first


def any_of(found: Sequence[Sequence[int]]) -> Sequence[int]:
    """Return the positions that are in any of these, ascending."""
    return found[0] if len(found) == 1 else sorted(set().union(*found))
