"""Where the records of a collection stand that have some dates, themes or words.

Every answer is a sequence of positions in rising order, a `range` where they are next to each other.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate
from sys import maxsize

from apec_outcomes.dates import DateSpan

__all__ = ["FIELD_END", "DateIndex", "ThemeIndex", "WordIndex", "common"]

# Stands between two fields in the text of a record, so that no phrase runs from one into the next.
FIELD_END = "|"


class DateIndex:
    """Where the records stand whose dates overlap some days; they stand in the order of their first days."""

    __slots__ = ("_ends", "_latest", "_starts")

    def __init__(self, spans: Iterable[DateSpan]) -> None:
        spans = tuple(spans)
        self._starts = [span.start.toordinal() for span in spans]
        self._ends = [span.end.toordinal() for span in spans]
        # The latest end of all up to here: before the first that reaches a day, none reaches it.
        self._latest = list(accumulate(self._ends, max))

    def find(self, first: date, last: date) -> Sequence[int]:
        """Return the positions of what overlaps the days from `first` to `last`."""
        begin = first.toordinal()
        within = range(bisect_left(self._starts, begin), bisect_right(self._starts, last.toordinal()))
        reaching = bisect_left(self._latest, begin)
        if reaching >= within.start:
            return within
        early = [position for position in range(reaching, within.start) if self._ends[position] >= begin]
        return [*early, *within]


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

    def find(self, themes: frozenset[str]) -> Sequence[int]:
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

    def find(self, phrases: Sequence[str]) -> Sequence[int]:
        """Return the positions of the texts that hold each phrase: words with a blank at either end."""
        sets = [self._by_word.get(word, _NOWHERE) for phrase in phrases for word in phrase.split()]
        sets.sort(key=len)
        positions: Iterable[int] = sets[0].intersection(*sets[1:]) if len(sets) > 1 else sets[0]
        for phrase in phrases if len(sets) > len(phrases) else ():
            positions = [position for position in positions if phrase in self._texts[position]]
        return sorted(positions)


_NOWHERE: set[int] = set()


def common(found: Iterable[Sequence[int]]) -> Sequence[int]:
    """Return the positions that are in all of these sequences."""
    start, stop, lists = 0, maxsize, []
    for positions in found:
        if isinstance(positions, range):
            start, stop = max(start, positions.start), min(stop, positions.stop)
        else:
            lists.append(positions)
    if not lists:
        return range(start, max(start, stop))
    # Lists are in order, so that a range is cut out of them and leaves little to compare.
    cut = [positions[bisect_left(positions, start) : bisect_left(positions, stop)] for positions in lists]
    return cut[0] if len(cut) == 1 else sorted(set(cut[0]).intersection(*cut[1:]))
