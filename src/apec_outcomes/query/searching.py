"""The search language: words, "phrases", prefix*, -word, OR.

A search is one or more alternatives separated by ``OR``. A record matches an alternative if it has all of its
terms, and none of the terms with a hyphen.
"""

import re
from functools import cache
from typing import NamedTuple

from apec_outcomes.errors import ArgumentError, QueryError, quoted
from apec_outcomes.model._text import fold
from apec_outcomes.query.spelling import common_text, joined, spellings

__all__ = ["Alternative", "Search", "Term", "Text", "parse"]


class Text(NamedTuple):
    """The words of a record, for searches.

    Parameters
    ----------
    words
        All words, folded.
    common
        The words in their common forms, in order, with a space before and after each.
    """

    words: frozenset[str]
    common: str

    @classmethod
    def of(cls, folded: str) -> "Text":
        """Return the words of a folded text."""
        return cls(frozenset(folded.split()), f" {common_text(folded)} ")


class Term(NamedTuple):
    """A condition on the text of a record: a word, a phrase, or the beginning of a word.

    Parameters
    ----------
    phrase
        One or more words in their common forms, with a space before and after each.
    beginning
        The beginning of a word, instead of a phrase.
    """

    phrase: str = ""
    beginning: str = ""

    def is_in(self, text: Text) -> bool:
        """Return whether a text has the term."""
        if self.beginning:
            return any(any(s.startswith(self.beginning) for s in spellings(word)) for word in text.words)
        return self.phrase in text.common


class Alternative(NamedTuple):
    """Terms that must all be in a text, and terms of which none may be."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    def is_in(self, text: Text) -> bool:
        """Return whether a text matches."""
        return all(term.is_in(text) for term in self.wanted) and not any(
            term.is_in(text) for term in self.unwanted
        )


Search = tuple[Alternative, ...]
"""Alternatives, one of which must match."""


def parse(text: str) -> Search:
    """Return the search that a text describes.

    Raises
    ------
    QueryError
        If the text has no word, or its syntax is invalid.
    ArgumentError
        If it is not a text.

    >>> [alternative] = parse('"Labour markets" govern* -tax')
    >>> alternative.wanted
    (Term(phrase=' labor market ', beginning=''), Term(phrase='', beginning='govern'))
    """
    if not isinstance(text, str):
        raise ArgumentError(f"got {quoted(text)}; {_EXPECTED}")
    plain = text if text.isascii() else text.translate(_QUOTATION_MARKS)
    if plain.count('"') % 2:
        raise QueryError(f"an unpaired quotation mark in {quoted(text)}; {_EXPECTED}")
    wanted: list[Term] = []
    unwanted: list[Term] = []
    alternatives = [(wanted, unwanted)]
    operator = ""
    for without, phrase, word in _terms(plain):
        if word in _OPERATORS and not (without and word != "NOT"):
            _check_operator(word, text, is_first=bool(operator) or not (wanted or unwanted))
            operator = word
            if word == "OR":
                wanted, unwanted = [], []
                alternatives.append((wanted, unwanted))
            continue
        _check_hyphen(without, word, text)
        if term := _term(word or phrase, is_word=bool(word)):
            (unwanted if without else wanted).append(term)
            operator = ""
        elif without:
            raise _lone_hyphen(text)
    if operator:
        raise _incomplete(operator, text)
    if not wanted and not unwanted:
        raise QueryError("an empty search: expected words, or a phrase in double quotes")
    if len(alternatives) > 1 and not all(_BRACKETS.isdisjoint(word) for _, _, word in _terms(plain)):
        raise QueryError(f"brackets and OR in {quoted(text)}; expected full alternatives, such as a b OR a c")
    # Each term once: a search can be long.
    return tuple([Alternative(tuple(dict.fromkeys(a)), tuple(dict.fromkeys(b))) for a, b in alternatives])


def _check_operator(operator: str, text: str, *, is_first: bool) -> None:
    """Check that an operator is between two terms."""
    if operator == "NOT":
        raise QueryError(f'NOT in {quoted(text)}; expected a hyphen, as in -tax, or "not" for the word')
    if is_first:
        raise _incomplete(operator, text)


def _check_hyphen(without: str, word: str, text: str) -> None:
    """Check that a hyphen is right before a word."""
    if word and (word[0] in _HYPHENS if without else word in _LONE_HYPHENS):
        raise _lone_hyphen(text)
    if without and word and word[0] in _BRACKETS:
        raise QueryError(
            f"a hyphen before a bracket in {quoted(text)}; expected one before each word, as in -a -b"
        )


def _incomplete(operator: str, text: str) -> QueryError:
    way_out = f'expected words on both sides, or "{operator.lower()}" for the word'
    return QueryError(f"{operator} in {quoted(text)}; {way_out}")


def _lone_hyphen(text: str) -> QueryError:
    expected = "one right before a word or phrase, as in -tax"
    return QueryError(f"a hyphen without a word in {quoted(text)}; expected {expected}")


def _terms(text: str) -> list[tuple[str, str, str]]:
    """Return the hyphen, phrase and word of each term; empty texts for missing ones."""
    found: list[tuple[str, str, str]] = _pattern().findall(text)
    return found


@cache
def _pattern() -> re.Pattern[str]:
    # A hyphen before a word excludes it; in "low-value" it joins two words.
    return re.compile(rf'(?:(?<!\S)([{_HYPHENS}]))?(?:"([^"]*)"|([^\s"]+))')


def _term(said: str, *, is_word: bool) -> Term | None:
    """Return the term of a phrase or a word, or None for punctuation."""
    if "*" not in said:
        common = common_text(fold(said))
        return Term(f" {common} ") if common else None
    beginning = joined(fold(said.rstrip("*")))
    if not is_word or "*" in said.rstrip("*") or not beginning or " " in beginning:
        raise QueryError(
            f"a star in {quoted(said)}; expected one after the beginning of a word, as in priva*"
        )
    return Term(beginning=beginning)


_EXPECTED = 'expected words, "phrases", prefix*, -word or OR, such as: "data privacy" OR govern*'
_QUOTATION_MARKS = dict.fromkeys(map(ord, "“”„«»"), '"')
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
# A dash between two words is punctuation, as in many titles.
_LONE_HYPHENS = frozenset("-\u2010\u2011\u2212")
_BRACKETS = frozenset("()[]{}")
_OPERATORS = frozenset(("AND", "NOT", "OR"))
