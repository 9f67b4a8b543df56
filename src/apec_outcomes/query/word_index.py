"""An index of words: it returns ascending positions of the texts that match a search."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import takewhile

from apec_outcomes.model._text import fold
from apec_outcomes.query.indexes import any_of, common
from apec_outcomes.query.phrase_index import PhraseIndex
from apec_outcomes.query.searching import Alternative, Search, Term
from apec_outcomes.query.spelling import common_form, joined, spellings

__all__ = ["WordIndex", "joined_text"]

_FIELD_END = "|"
"""The separator of fields in the text of a record: a phrase cannot extend from one field into the next."""


def joined_text(texts: Iterable[str]) -> str:
    """Return the texts of a record as one folded text."""
    return f" {_FIELD_END} ".join(joined(fold(text)) for text in texts)


class WordIndex:
    """The positions of records by the words of their texts.

    Parameters
    ----------
    texts
        The folded text of each record.
    """

    __slots__ = ("_beginnings", "_by_form", "_by_word", "_forms", "_phrases", "_texts")

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(texts)
        by_word = defaultdict(list)
        for position, text in enumerate(self._texts):
            for word in set(text.split()):
                by_word[word].append(position)
        self._forms = {word: common_form(word) for word in by_word}
        words_of = defaultdict(list)
        for word, form in self._forms.items():
            words_of[form].append(word)
        self._by_word = dict(by_word)
        self._by_form = {form: any_of([by_word[word] for word in words]) for form, words in words_of.items()}
        self._phrases: PhraseIndex | None = None
        self._beginnings: list[tuple[str, str]] | None = None

    def find(self, search: Search) -> Sequence[int]:
        """Return the positions of the texts that match a search."""
        return any_of([self._passing(alternative) for alternative in search])

    def _passing(self, alternative: Alternative) -> Sequence[int]:
        found = self._with_all(alternative.wanted)
        if not alternative.unwanted:
            return found
        unwanted = set().union(*(self._with_all((term,)) for term in alternative.unwanted))
        return [position for position in found if position not in unwanted]

    def _with_all(self, terms: Sequence[Term]) -> Sequence[int]:
        """Return the positions of the texts that have all of these terms."""
        if not terms:
            return range(len(self._texts))
        return common(
            [
                self._begun(beginning) if beginning else self._phrase(phrase.split())
                for phrase, beginning in terms
            ]
        )

    def _phrase(self, forms: Sequence[str]) -> Sequence[int]:
        """Return the positions of the texts with these words in succession."""
        if len(forms) == 1:
            return self._by_form.get(forms[0], ())
        if self._phrases is None:
            self._phrases = PhraseIndex([self._forms[word] for word in text.split()] for text in self._texts)
        return self._phrases.find(forms)

    def _begun(self, beginning: str) -> Sequence[int]:
        """Return the positions of the texts with a word that begins like this, in either spelling."""
        if self._beginnings is None:
            self._beginnings = sorted((each, word) for word in self._by_word for each in spellings(word))
        later = self._beginnings[bisect_left(self._beginnings, (beginning,)) :]
        begun = takewhile(lambda each: each[0].startswith(beginning), later)
        return any_of([self._by_word[word] for word in {word for _, word in begun}])
