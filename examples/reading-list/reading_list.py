"""A reading list: plain dataclasses that contain records of apec-outcomes.

`apec.structure` and `apec.unstructure` support every class that cattrs supports.
"""

from dataclasses import dataclass

import apec_outcomes as apec

__all__ = ["Item", "ReadingList", "about"]


@dataclass(frozen=True)
class Item:
    """A source, and the reason to read it."""

    source: apec.Source
    reason: str
    by: apec.DateSpan | None = None


@dataclass(frozen=True)
class ReadingList:
    """Sources to read about a theme."""

    theme: apec.Theme
    items: tuple[Item, ...]


def about(theme: str, *, since: int) -> ReadingList:
    """Return the sources of outcomes about a theme since a year, with the titles of these as reasons."""
    data = apec.load()
    reasons = {
        key: outcome.title for outcome in data.outcomes.about(theme).since(since) for key in outcome.sources
    }
    items = (Item(data.sources[key], reason) for key, reason in sorted(reasons.items()))
    return ReadingList(data.themes[theme], tuple(items))
