"""Records by their ids and names, however these are spelt."""

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
        Returns all names of a record, its key first.
    loose
        Whether some words of a name, with its year or without it, are a name, too.
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
        """Return the records with a name, or else with its words."""
        # One word, such as an id with a typing error, would find unrelated records.
        is_loose = self._loose and isinstance(name, str) and len(name) <= _LONGEST and " " in name.strip()
        return self.named(name) or (self._with_words(str(name)) if is_loose else ())

    def named(self, name: object) -> Sequence[R]:
        """Return the records with just this name."""
        # A longer text names nothing, and comparing it would take long.
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
        """Return the records one of whose names has just these words, or else all that have them."""
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
        """Return some keys or names with the words of a name that is not found, or spelt like it."""
        # Records are named by texts and by years; anything else may be too large to be written out.
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
    """Return the words of a name, without their order, and numbers apart from letters: SOM3 is SOM 3."""
    return frozenset(common_form(word) for word in re.findall(r"[^\W\d]+|\d+", fold(name)))


def _year(record: Any) -> int | str:
    year: int | str = getattr(record, "year", "")
    return year
