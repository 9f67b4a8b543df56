"""The positions of the records of a collection that have some dates, themes or words, in rising order."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from apec_outcomes.dates import DateSpan
from apec_outcomes.query.searching import Alternative, Search, Term
from apec_outcomes.query.spelling import common_form, spellings

__all__ = ["FIELD_END", "DateIndex", "ThemeIndex", "WordIndex", "common"]

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

    def __init__(self, themes: Iterable[Iterable[str]]) -> None:
        by_theme = defaultdict(list)
        for position, named in enumerate(themes):
            for theme in named:
                by_theme[theme].append(position)
        self._by_theme = dict(by_theme)

    def find(self, themes: frozenset[str], window: range) -> Sequence[int]:
        """Return the positions in a window of the records that name any of these themes."""
        first, last = window.start, window.stop
        lists = [self._by_theme[theme] for theme in themes if theme in self._by_theme]
        return _any_of([each[bisect_left(each, first) : bisect_left(each, last)] for each in lists])


class WordIndex:
    """The positions of records whose text a search finds.

    Parameters
    ----------
    texts
        The folded text of each record.
    """

    __slots__ = ("_beginnings", "_by_form", "_by_word", "_texts")

    def __init__(self, texts: Iterable[str]) -> None:
        texts = list(texts)
        by_word = defaultdict(list)
        for position, text in enumerate(texts):
            for word in set(text.split()):
                by_word[word].append(position)
        form = {word: common_form(word) for word in by_word}
        by_word.pop(FIELD_END, None)
        words = defaultdict(list)
        for word in by_word:
            words[form[word]].append(word)
        self._by_word = dict(by_word)
        self._by_form = {each: _any_of([by_word[word] for word in spelt]) for each, spelt in words.items()}
        self._texts = [f" {' '.join([form[word] for word in text.split()])} " for text in texts]
        self._beginnings: list[tuple[str, str]] | None = None

    def find(self, search: Search) -> Sequence[int]:
        """Return the positions of the texts that pass a search."""
        if len(search) == 1:
            return self._passing(search[0])
        return _any_of([self._passing(alternative) for alternative in search])

    def _passing(self, alternative: Alternative) -> Sequence[int]:
        found = self._with_all(alternative.wanted)
        if not alternative.unwanted:
            return found
        unwanted = set().union(*(self._with_all((term,)) for term in alternative.unwanted))
        return [position for position in found if position not in unwanted]

    def _with_all(self, terms: Sequence[Term]) -> Sequence[int]:
        """Return the positions of the texts that have all of some terms."""
        lists: list[Sequence[int]] = []
        phrases = []
        for phrase, beginning in terms:
            if beginning:
                lists.append(self._begun(beginning))
                continue
            forms = phrase.split()
            # Only where the rarest word is can the phrase be.
            lists.append(min((self._by_form.get(form, ()) for form in forms), key=len))
            if len(forms) > 1:
                phrases.append(phrase)
        if not lists:
            return range(len(self._texts))
        found = common(lists)
        for phrase in phrases:
            found = [position for position in found if phrase in self._texts[position]]
        return found

    def _begun(self, beginning: str) -> Sequence[int]:
        """Return the positions of the texts with a word that begins so, in any of its spellings."""
        if self._beginnings is None:
            self._beginnings = sorted((each, word) for word in self._by_word for each in spellings(word))
        words, found = self._beginnings, set()
        for at in range(bisect_left(words, (beginning,)), len(words)):
            if not words[at][0].startswith(beginning):
                break
            found.add(words[at][1])
        return _any_of([self._by_word[word] for word in found])


def common(found: Iterable[Sequence[int]]) -> Sequence[int]:
    """Return the positions that are in all of these, in rising order."""
    first, *others = sorted(found, key=len)
    for other in others:
        members = other if isinstance(other, range) else set(other)
        first = [position for position in first if position in members]
    return first


def _any_of(found: Sequence[Sequence[int]]) -> Sequence[int]:
    """Return the positions that are in any of these, in rising order."""
    return found[0] if len(found) == 1 else sorted(set().union(*found))
