"""An index of phrases: it returns ascending positions of the texts with a phrase."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

__all__ = ["PhraseIndex"]

_END = 0
"""The number at the end of each text. No word has it, so a phrase cannot extend into the next text."""


class PhraseIndex:
    """The places of each word in the sequence of the words of all texts.

    Parameters
    ----------
    texts
        The words of each text.
    """

    __slots__ = ("_ends", "_numbers", "_places", "_words")

    def __init__(self, texts: Iterable[Iterable[str]]) -> None:
        numbers: defaultdict[str, int] = defaultdict(lambda: len(numbers) + 1)
        # The words of all texts as numbers, and the places of each word.
        self._words = array("I")
        places: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
        self._ends: list[int] = []
        for words in texts:
            for place, number in enumerate([numbers[word] for word in words], len(self._words)):
                places[number].append(place)
                self._words.append(number)
            self._ends.append(len(self._words))
            self._words.append(_END)
        self._numbers, self._places = dict(numbers), dict(places)

    def find(self, phrase: Sequence[str]) -> Sequence[int]:
        """Return the positions of the texts that have these words in succession."""
        if not all(word in self._numbers for word in phrase):
            return ()
        numbers = [self._numbers[word] for word in phrase]
        # Only the places of the rarest word need to be compared.
        rarest = min(range(len(numbers)), key=lambda each: len(self._places[numbers[each]]))
        words = self._words
        places = self._places[numbers[rarest]]
        found: Sequence[int] = places[bisect_left(places, rarest) :]  # with enough words before them
        for distance, number in enumerate(numbers, -rarest):
            if distance:
                found = [place for place in found if words[place + distance] == number]
        return sorted({bisect_left(self._ends, place) for place in found})
