"""Where the records of a collection stand that have some dates, themes or words, in rising order."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from apec_outcomes.dates import DateSpan

__all__ = ["FIELD_END", "DateIndex", "Stretch", "ThemeIndex", "WordIndex", "common"]

# Stands between two fields in the text of a record, so that no phrase runs from one into the next.
FIELD_END = "|"

# Few records last longer than these days, and those are looked up by their months.
_SHORT = 7


class Stretch(NamedTuple):
    """Positions that are next to each other, and a few before them."""

    early: Sequence[int]
    within: range


class DateIndex:
    """Where the records stand whose dates overlap some days; they stand in the order of their first days."""

    __slots__ = ("_ends", "_long", "_starts")

    def __init__(self, spans: Iterable[DateSpan]) -> None:
        spans = tuple(spans)
        self._starts = [span.start.toordinal() for span in spans]
        self._ends = [span.end.toordinal() for span in spans]
        self._long: dict[int, list[int]] = {}
        for position, span in enumerate(spans):
            if self._ends[position] - self._starts[position] >= _SHORT:
                for month in range(_month(span.start), _month(span.end) + 1):
                    self._long.setdefault(month, []).append(position)

    def find(self, first: date, last: date) -> Stretch:
        """Return the positions of what overlaps the days from `first` to `last`."""
        begin, starts, ends = first.toordinal(), self._starts, self._ends
        start = bisect_left(starts, begin)
        within = range(start, bisect_right(starts, last.toordinal(), start))
        near = bisect_left(starts, begin - _SHORT, 0, start)
        long = self._long.get(_month(first), ())
        if near == start and not long:
            return Stretch((), within)
        early = [position for position in long if position < near and ends[position] >= begin]
        early += [position for position in range(near, start) if ends[position] >= begin]
        return Stretch(early, within)


def _month(day: date) -> int:
    return day.year * 12 + day.month


class ThemeIndex:
    """Where the records stand that name some themes."""

    __slots__ = ("_by_theme", "_together")

    def __init__(self, themes: Iterable[tuple[str, ...]]) -> None:
        by_theme = defaultdict(list)
        for position, named in enumerate(themes):
            for theme in named:
                by_theme[theme].append(position)
        self._by_theme = dict(by_theme)
        self._together: dict[frozenset[str], list[int]] = {}

    def find(self, themes: frozenset[str]) -> list[int]:
        """Return the positions of what names any of these themes."""
        if themes not in self._together:
            lists = [self._by_theme[theme] for theme in themes if theme in self._by_theme]
            self._together[themes] = sorted(set().union(*lists))
        return self._together[themes]


class WordIndex:
    """Where the records stand whose text holds some words and phrases."""

    __slots__ = ("_by_word", "_texts")

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(texts)
        by_word: defaultdict[str, set[int]] = defaultdict(set)
        for position, text in enumerate(self._texts):
            for word in text.split():
                by_word[word].add(position)
        by_word.pop(FIELD_END, None)
        self._by_word = dict(by_word)

    def find(self, phrases: Sequence[str]) -> list[int]:
        """Return the positions of the texts that hold each phrase: words with a blank at either end."""
        sets = [self._by_word.get(word, _NOWHERE) for phrase in phrases for word in phrase.split()]
        sets.sort(key=len)
        positions: Iterable[int] = sets[0].intersection(*sets[1:]) if len(sets) > 1 else sets[0]
        for phrase in phrases if len(sets) > len(phrases) else ():
            positions = [position for position in positions if phrase in self._texts[position]]
        return sorted(positions)


_NOWHERE: set[int] = set()


def common(stretches: Sequence[Stretch], lists: Sequence[list[int]]) -> Stretch | list[int]:
    """Return the positions that are in all of these stretches and lists."""
    if stretches:
        stretch = stretches[0] if len(stretches) == 1 else _overlap(stretches)
        if not lists:
            return stretch
        lists = [_cut(positions, stretch) for positions in lists]
    return lists[0] if len(lists) == 1 else sorted(set(lists[0]).intersection(*lists[1:]))


def _cut(positions: list[int], stretch: Stretch) -> list[int]:
    """Return those of some positions that are in a stretch; as they are in order, it is a part of them."""
    early, within = stretch
    part = positions[bisect_left(positions, within.start) : bisect_left(positions, within.stop)]
    if not early:
        return part
    known = set(positions[bisect_left(positions, early[0]) : bisect_left(positions, early[-1] + 1)])
    return [position for position in early if position in known] + part


def _overlap(stretches: Sequence[Stretch]) -> Stretch:
    """Return the positions that are in all of these stretches."""
    start = max(stretch.within.start for stretch in stretches)
    within = range(start, max(start, min(stretch.within.stop for stretch in stretches)))
    some = {position for stretch in stretches for position in stretch.early if position not in within}
    return Stretch(
        sorted(each for each in some if all(each in s.within or each in s.early for s in stretches)), within
    )
