"""The positions of the records of a collection that have some dates, themes or words, in rising order."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from apec_outcomes.dates import DateSpan

__all__ = ["FIELD_END", "DateIndex", "ThemeIndex", "WordIndex"]

FIELD_END = "|"
"""The mark between two fields in the text of a record, so that no phrase runs from one into the next."""

# A record that lasts for days is looked up by months of so many days.
_MONTH = 30


class DateIndex:
    """The positions of records whose dates overlap some days; the records are sorted by their first days."""

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

    def find(self, first: date, last: date) -> Sequence[int]:
        """Return the positions of what overlaps the days from `first` to `last`."""
        begin, starts, ends = first.toordinal(), self._starts, self._ends
        start = bisect_left(starts, begin)
        stop = bisect_right(starts, last.toordinal(), start)
        lasting = self._by_month.get(begin // _MONTH)
        if not lasting:
            return range(start, stop)
        # Those that began before the first day, and last until then.
        early = [each for each in lasting if each < start and ends[each] >= begin]
        return [*early, *range(start, stop)] if early else range(start, stop)


class ThemeIndex:
    """The positions of records that name some themes."""

    __slots__ = ("_by_theme",)

    def __init__(self, themes: Iterable[tuple[str, ...]]) -> None:
        by_theme = defaultdict(list)
        for position, named in enumerate(themes):
            for theme in named:
                by_theme[theme].append(position)
        self._by_theme = dict(by_theme)

    def find(self, themes: frozenset[str]) -> list[int]:
        """Return the positions of the records that name any of these themes."""
        lists = [self._by_theme[theme] for theme in themes if theme in self._by_theme]
        return lists[0] if len(lists) == 1 else sorted(set().union(*lists))


class WordIndex:
    """The positions of records whose text holds some words and phrases."""

    __slots__ = ("_by_word", "_texts")

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(texts)
        by_word = defaultdict(list)
        for position, text in enumerate(self._texts):
            for word in set(text.split()):
                by_word[word].append(position)
        by_word.pop(FIELD_END, None)
        self._by_word = dict(by_word)

    def find(self, phrases: Sequence[str]) -> list[int]:
        """Return the positions of the texts that hold each phrase: words with a blank at either end."""
        lists = [self._by_word.get(word, []) for phrase in phrases for word in phrase.split()]
        if len(lists) == 1:
            return lists[0]
        # Only where the rarest word is can all of them be.
        positions = min(lists, key=len)
        for phrase in phrases:
            positions = [position for position in positions if phrase in self._texts[position]]
        return positions
