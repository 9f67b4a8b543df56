"""Look-up of records by id and name, regardless of case, accents and punctuation."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from apec_outcomes.errors import SUGGESTED
from apec_outcomes.model._text import fold, name_key, near_to
from apec_outcomes.query.spelling import common_form

__all__ = ["Names"]

R = TypeVar("R")


class Names(Generic[R]):
    """The names of some records.

    Parameters
    ----------
    records
        The records.
    names
        Returns all names of a record, the key first.
    loose
        Whether some words of a name, with or without the year, find the record, too.
    """

    __slots__ = ("_by_name", "_by_words", "_loose", "_names", "_records")

    def __init__(
        self, records: Sequence[R], names: Callable[[R], Iterable[str]], *, loose: bool = False
    ) -> None:
        self._records = records
        self._names = names
        self._loose = loose
        self._by_name: Mapping[str, list[R]] | None = None
        self._by_words: Mapping[str, set[int]] | None = None

    def find(self, name: object) -> Sequence[R]:
        """Return the records with this name, or else with its words in their names."""
        # One word, such as an id with a typing error, would find unrelated records.
        is_loose = self._loose and isinstance(name, str) and len(name) <= _LONGEST and " " in name.strip()
        return self.named(name) or (self._with_words(str(name)) if is_loose else ())

    def named(self, name: object) -> Sequence[R]:
        """Return the records with exactly this name."""
        # No name is longer, and a comparison would take long.
        if not isinstance(name, str) or len(name) > _LONGEST or not (key := name_key(name)):
            return ()
        if self._by_name is None:
            self._by_name = self._keyed()
        return self._by_name.get(key, ())

    def _keyed(self) -> dict[str, list[R]]:
        found = defaultdict(list)
        for record in self._records:
            for key in dict.fromkeys(map(name_key, self._names(record))):
                found[key].append(record)
        return dict(found)

    def _with_words(self, name: str) -> Sequence[R]:
        """Return the records with a name of exactly these words, or else with a name that has them all."""
        words = _words(name)
        found = self._having(words)

        def is_named_so(record: R) -> bool:
            year = _words(str(_year(record)))
            return any(words in (named, named | year) for named in map(_words, self._names(record)))

        return list(filter(is_named_so, found)) or found

    def _having(self, words: frozenset[str]) -> list[R]:
        if self._by_words is None:
            by_words = defaultdict(set)
            for position, record in enumerate(self._records):
                for name in (*self._names(record), str(_year(record))):
                    for word in _words(name):
                        by_words[word].add(position)
            self._by_words = dict(by_words)
        having = [self._by_words.get(word, set()) for word in words]
        return [self._records[position] for position in sorted(set.intersection(*having))] if having else []

    def near(self, given: object) -> list[str]:
        """Return some keys or names that have the words of an unknown name, or a similar spelling."""
        # Names are texts and years; the text of any other object may be too large.
        if isinstance(given, int) and 0 < given <= 9999:
            given = str(given)
        if not isinstance(given, str) or not 0 < len(given) <= _LONGEST:
            return []
        having = [next(iter(self._names(record))) for record in self._having(_words(given))]
        named = {fold(name): name for record in self._records for name in self._names(record)}
        close = [named[each] for each in near_to(fold(given), named)]
        # Words that many names have are less of a hint than a near spelling.
        best = (*having, *close) if len(having) <= SUGGESTED else (*close, *having)
        return list(dict.fromkeys(best))[:SUGGESTED]


_LONGEST = 400


def _words(name: str) -> frozenset[str]:
    """Return the set of words of a name, with numbers separated from letters: SOM3 is SOM 3."""
    return frozenset(common_form(word) for word in re.findall(r"[^\W\d]+|\d+", fold(name)))


def _year(record: Any) -> int | str:
    year: int | str = getattr(record, "year", "")
    return year
