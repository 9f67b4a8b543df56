"""The language of searches: words, "phrases", prefix*, -without, OR.

A search is one or more alternatives with ``OR`` between them. A record passes an alternative if it has all of
its terms, and none of those with a hyphen before them.
"""

import re
from typing import NamedTuple

from apec_outcomes.errors import QueryError, quoted
from apec_outcomes.model._text import fold
from apec_outcomes.query.spelling import common_text, joined, spellings

__all__ = ["Alternative", "Search", "Term", "Text", "parse"]


class Text(NamedTuple):
    """The words of a record as searches compare them.

    Parameters
    ----------
    words
        All words as they are written, folded.
    common
        The words in their common forms, in their order, with a blank before and after each.
    """

    words: frozenset[str]
    common: str

    @classmethod
    def of(cls, folded: str) -> "Text":
        """Return the words of a folded text."""
        return cls(frozenset(folded.split()), f" {common_text(folded)} ")


class Term(NamedTuple):
    """What a record has to have, or not to have: a word, a phrase, or a word with some beginning.

    Parameters
    ----------
    phrase
        One or more words in their common forms, with a blank before and after each.
    beginning
        The beginning of a word, if that is what is looked for instead.
    """

    phrase: str = ""
    beginning: str = ""

    def is_in(self, text: Text) -> bool:
        """Return whether a text has it."""
        if self.beginning:
            return any(any(s.startswith(self.beginning) for s in spellings(word)) for word in text.words)
        return self.phrase in text.common


class Alternative(NamedTuple):
    """Terms of which a record has to have all, and others of which it must have none."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    def is_in(self, text: Text) -> bool:
        """Return whether a text passes."""
        return all(term.is_in(text) for term in self.wanted) and not any(
            term.is_in(text) for term in self.unwanted
        )


Search = tuple[Alternative, ...]
"""Alternatives: a record has to pass one of them."""


def parse(text: str) -> Search:
    """Return the search that a text describes.

    Raises
    ------
    QueryError
        If the text has no word, or is not in the language of searches.

    >>> [alternative] = parse('"Labour markets" govern* -tax')
    >>> alternative.wanted
    (Term(phrase=' labor market ', beginning=''), Term(phrase='', beginning='govern'))
    """
    if not isinstance(text, str):
        raise QueryError(f"got {quoted(text)}; {_EXPECTED}")
    plain = text if text.isascii() else text.translate(_QUOTATION_MARKS)
    if plain.count('"') % 2:
        raise QueryError(f"a quotation mark without its pair in {quoted(text)}; {_EXPECTED}")
    # Terms are the keys of dicts, so that each counts once, in the order of the text.
    alternatives: list[tuple[dict[Term, None], dict[Term, None]]] = [({}, {})]
    brackets = False
    for match in re.finditer(_TERM, plain, re.VERBOSE):
        word = match["word"]
        brackets = brackets or (word is not None and not _BRACKETS.isdisjoint(word))
        if word == "OR" and not match["without"]:
            alternatives.append(({}, {}))
        elif word == "NOT":
            raise QueryError(f'NOT in {quoted(text)}; expected a hyphen, as in -tax, or "not" for the word')
        elif word != "AND" and (term := _term(match["phrase"], word)):
            alternatives[-1][bool(match["without"])][term] = None
    if not any(wanted or unwanted for wanted, unwanted in alternatives):
        raise QueryError("an empty search: expected words, or a phrase in double quotes")
    if not all(wanted or unwanted for wanted, unwanted in alternatives):
        raise QueryError(
            f'OR at an end of {quoted(text)}; expected words on both sides, or "or" for the word'
        )
    if brackets and len(alternatives) > 1:
        raise QueryError(f"brackets and OR in {quoted(text)}; expected full alternatives, such as a b OR a c")
    return tuple(Alternative(tuple(wanted), tuple(unwanted)) for wanted, unwanted in alternatives)


def _term(phrase: str | None, word: str | None) -> Term | None:
    """Return what a phrase or a word asks for; None for punctuation."""
    said = phrase if word is None else word
    if said is None or "*" not in said:
        common = common_text(fold(said or ""))
        return Term(f" {common} ") if common else None
    beginning = joined(fold(said.rstrip("*")))
    if word is None or "*" in said.rstrip("*") or not beginning or " " in beginning:
        raise QueryError(
            f"a star in {quoted(said)}; expected one after the beginning of a word, as in priva*"
        )
    return Term(beginning=beginning)


_EXPECTED = 'expected words, "phrases", prefix*, -without or OR, such as: "data privacy" OR govern*'
_QUOTATION_MARKS = dict.fromkeys(map(ord, "“”„«»"), '"')
_BRACKETS = frozenset("()[]{}")
# A hyphen says "without" where a word begins; in "low-value" it joins two words.
_TERM = r"""
    (?: (?<!\S) (?P<without> [-\u2010-\u2015\u2212] ) )?
    (?: "(?P<phrase> [^"]* )" | (?P<word> [^\s"]+ ) )
"""
