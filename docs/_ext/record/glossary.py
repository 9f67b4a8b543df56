"""The acronyms of APEC, from the names of fora and themes and from the texts of outcomes."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import apec_outcomes as apec

__all__ = ["meanings", "terms"]

_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z]")
_SPELT = re.compile(r"([\w'’,/ -]+) \(([A-Z][A-Za-z]*[A-Z])s?\)")
_SMALL = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to", "with"})


@cache
def terms(data: apec.Dataset) -> dict[str, list[tuple[str, Any]]]:
    """Return the meanings of each acronym in alphabetical order, each with the record that has it."""
    found: dict[str, list[tuple[str, Any]]] = {}

    def add(acronym: str, meaning: str, record: Any) -> None:
        known = found.setdefault(acronym, [])
        if meaning.casefold() not in (other.casefold() for other, _ in known):
            known.append((meaning, record))

    for forum in data.fora:
        if forum.acronym:
            add(forum.acronym, forum.name, forum)
    for theme in data.themes:
        for acronym, meaning in _in_names((theme.label, *theme.aliases)):
            add(acronym, meaning, theme)
    known = set(found)
    for outcome in data.outcomes:
        for acronym, meaning in _in_text(f"{outcome.title}. {outcome.summary}"):
            if acronym not in known and acronym not in found:
                add(acronym, meaning, outcome)
    return dict(sorted(found.items(), key=lambda item: item[0].casefold()))


def meanings(data: apec.Dataset) -> dict[str, str]:
    """Return the meaning of each acronym as one text."""
    return {acronym: "; ".join(text for text, _ in each) for acronym, each in terms(data).items()}


def _in_names(names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield each acronym among the names of a theme, with the name that it abbreviates."""
    for alias in names[1:]:
        acronym = alias.removesuffix("s")
        meaning = next((spelt for name in names if (spelt := _spelling(acronym, name))), None)
        if _ACRONYM.fullmatch(acronym) and meaning:
            yield acronym, meaning


def _in_text(text: str) -> Iterator[tuple[str, str]]:
    """Yield each acronym in brackets whose meaning is right before the brackets, with the meaning."""
    for before, acronym in _SPELT.findall(text):
        if meaning := _spelling(acronym, before):
            yield acronym, meaning


def _spelling(acronym: str, text: str) -> str | None:
    """Return the last words of a text whose initials form an acronym, with or without small words."""
    spelt = text.split()
    for start in reversed(range(len(spelt))):
        parts = [part for word in spelt[start:] for part in re.split("[-/]", word) if part]
        initials = [part[0] for part in parts if part not in _SMALL]
        if acronym.casefold() in ("".join(initials).casefold(), "".join(p[0] for p in parts).casefold()):
            if spelt[start] in _SMALL:
                continue
            return " ".join(spelt[start:])
    return None
