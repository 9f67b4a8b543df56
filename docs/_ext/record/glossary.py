"""The glossary of APEC's acronyms: of its fora, of the themes, and of what its texts spell out."""

import re
from collections.abc import Iterator

import apec_outcomes as apec
from record.words import Book, plain

__all__ = ["acronyms", "write"]

_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z]")
_SPELT = re.compile(r"([\w'’,/ -]+) \(([A-Z][A-Za-z]*[A-Z])s?\)")
_SMALL = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to", "with"})


def acronyms(data: apec.Dataset) -> frozenset[str]:
    """Return every acronym that the glossary explains."""
    found = {forum.acronym for forum in data.fora if forum.acronym}
    found.update(acronym for acronym, _, _ in _of_themes(data))
    found.update(acronym for acronym, _, _ in _of_outcomes(data))
    return frozenset(found)


def write(book: Book) -> None:
    """Write the glossary; a term of two meanings leads to both."""
    terms: dict[str, dict[str, str]] = {}

    def add(acronym: str, meaning: str, told: str) -> None:
        terms.setdefault(acronym, {}).setdefault(meaning.casefold(), told)

    for forum in book.data.fora:
        if forum.acronym:
            add(forum.acronym, forum.name, book.forum(forum.id))
    for acronym, meaning, theme in _of_themes(book.data):
        add(acronym, meaning, f"{plain(meaning)}: the theme {book.theme(theme)}")
    for acronym, meaning, outcome in _of_outcomes(book.data):
        if acronym not in terms:
            add(acronym, meaning, f"{plain(meaning)}: see {book.outcome(outcome)}")
    lines = [
        "# Glossary",
        "",
        "APEC's acronyms, spelt out as the record spells them. Pages of this site lead here by themselves.",
        "",
        "```{glossary}",
    ]
    for acronym in sorted(terms, key=str.casefold):
        lines += [acronym, f"  {'; '.join(terms[acronym].values())}", ""]
    book.save("glossary/index", "\n".join([*lines, "```", ""]))


def _of_themes(data: apec.Dataset) -> Iterator[tuple[str, str, str]]:
    """Yield each acronym that is another name of a theme, the name that it abbreviates, and the theme."""
    for theme in data.themes:
        names = (theme.label, *theme.aliases)
        for alias in theme.aliases:
            acronym = alias.removesuffix("s")
            meaning = next((spelt for name in names if (spelt := spelling(acronym, name))), None)
            if _ACRONYM.fullmatch(acronym) and meaning:
                yield acronym, meaning, theme.id


def _of_outcomes(data: apec.Dataset) -> Iterator[tuple[str, str, str]]:
    """Yield each acronym that an outcome spells out before brackets, its meaning, and the outcome."""
    for outcome in data.outcomes:
        for text in (outcome.title, outcome.summary):
            for before, acronym in _SPELT.findall(text):
                if meaning := spelling(acronym, before):
                    yield acronym, meaning, outcome.id


def spelling(acronym: str, text: str) -> str | None:
    """Return the last words of a text whose initials are an acronym, small words counted or not."""
    words = text.split()
    for start in reversed(range(len(words))):
        told = [part for word in words[start:] for part in re.split("[-/]", word) if part]
        initials = [word[0] for word in told if word not in _SMALL]
        if acronym.casefold() in ("".join(initials).casefold(), "".join(w[0] for w in told).casefold()):
            if words[start] in _SMALL:
                continue
            return " ".join(words[start:])
    return None
