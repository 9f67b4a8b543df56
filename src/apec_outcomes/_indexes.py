"""Where the records of a collection stand that have some dates, themes or words, in rising order."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from apec_outcomes.dates import DateSpan

__all__ = ["FIELD_END", "DateIndex", "Stretch", "ThemeIndex", "WordIndex", "common"]

# Stands between two fields in the text of a record, so that no phrase runs from one into the next.
FIELD_END = "|"

# A record that lasts for days is looked up by stretches of so many.
_MONTH = 30

Stretch = tuple[Sequence[int], int, int]
"""A few positions, and then some next to each other: the first of these, and the one after the last."""


class DateIndex:
    """Where the records stand whose dates overlap some days; they stand in the order of their first days."""

    __slots__ = ("_by_month", "_ends", "_starts")

    def __init__(self, spans: Iterable[DateSpan]) -> None:
        spans = tuple(spans)
        self._starts = [span.start.toordinal() for span in spans]
        self._ends = [span.end.toordinal() for span in spans]
        self._by_month: defaultdict[int, list[int]] = defaultdict(list)
        for position, (start, end) in enumerate(zip(self._starts, self._ends, strict=True)):
            if start != end:
                for month in range(start // _MONTH, end // _MONTH + 1):
                    self._by_month[month].append(position)

    def find(self, first: date, last: date) -> Stretch:
        """Return the positions of what overlaps the days from `first` to `last`."""
        begin, starts, ends = first.toordinal(), self._starts, self._ends
        start = bisect_left(starts, begin)
        stop = bisect_right(starts, last.toordinal(), start)
        lasting = self._by_month.get(begin // _MONTH)
        if not lasting:
            return (), start, stop
        # What began before the first day, and lasts until then.
        return [each for each in lasting if each < start and ends[each] >= begin], start, stop


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
        found = self._together.get(themes)
        if found is None:
            lists = [self._by_theme[theme] for theme in themes if theme in self._by_theme]
            found = self._together[themes] = sorted(set().union(*lists))
        return found


# A word is common that stands in more than this share of the texts.
_COMMON = 0.02


class WordIndex:
    """Where the records stand whose text holds some words and phrases."""

    __slots__ = ("_by_word", "_common", "_pairs", "_texts")

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(texts)
        by_word = defaultdict(list)
        for position, text in enumerate(self._texts):
            for word in set(text.split()):
                by_word[word].append(position)
        by_word.pop(FIELD_END, None)
        self._by_word = dict(by_word)
        least = _COMMON * len(self._texts)
        self._common = {word for word, found in by_word.items() if len(found) > least}
        self._pairs: dict[tuple[str, str], list[int]] | None = None

    def find(self, phrases: Sequence[str]) -> list[int]:
        """Return the positions of the texts that hold each phrase: words with a blank at either end."""
        lists = [self._by_word.get(word, []) for phrase in phrases for word in phrase.split()]
        if len(lists) == 1:
            return lists[0]
        if len(lists) > len(phrases):
            for phrase in phrases:
                for first, second in pairwise(phrase.split()):
                    if first in self._common and second in self._common:
                        lists.append(self._common_pairs().get((first, second), []))
        # Only where the rarest of these stands can all of them be.
        positions = min(lists, key=len)
        for phrase in phrases:
            positions = [position for position in positions if phrase in self._texts[position]]
        return positions

    def _common_pairs(self) -> dict[tuple[str, str], list[int]]:
        """Where two common words follow each other, which is rare beside where they stand apart."""
        if self._pairs is None:
            pairs = defaultdict(list)
            for position, text in enumerate(self._texts):
                words = [word if word in self._common else None for word in text.split()]
                for first, second in set(pairwise(words)):
                    if first and second:
                        pairs[first, second].append(position)
            self._pairs = dict(pairs)
        return self._pairs


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
    early, first, stop = stretch
    start = bisect_left(positions, first)
    part = positions[start : bisect_left(positions, stop, start)]
    if not early:
        return part
    before = positions[bisect_left(positions, early[0], 0, start) : start]
    return sorted(set(early).intersection(before)) + part


def _overlap(stretches: Sequence[Stretch]) -> Stretch:
    """Return the positions that are in all of these stretches."""
    start = max(first for _, first, _ in stretches)
    stop = max(start, min(end for _, _, end in stretches))
    some = {position for early, _, _ in stretches for position in early if not start <= position < stop}
    in_all = (
        each for each in some if all(first <= each < end or each in early for early, first, end in stretches)
    )
    return sorted(in_all), start, stop
