"""A reading list: plain dataclasses that hold APEC's records, and nothing of the library to inherit from.

`apec.structure` and `apec.unstructure` know any class that cattrs does, as long as they know what it holds.
"""

from dataclasses import dataclass

import apec_outcomes as apec

__all__ = ["Item", "ReadingList", "about"]


@dataclass(frozen=True)
class Item:
    """A source, and why to read it."""

    source: apec.Source
    why: str
    by: apec.DateSpan | None = None


@dataclass(frozen=True)
class ReadingList:
    """What to read about a theme."""

    theme: apec.Theme
    items: tuple[Item, ...]


def about(theme: str, *, since: int) -> ReadingList:
    """Return the sources of what came out about a theme since a year, each with the title of that."""
    data = apec.load()
    reasons = {
        key: outcome.title for outcome in data.outcomes.about(theme).since(since) for key in outcome.sources
    }
    items = (Item(data.sources[key], why) for key, why in sorted(reasons.items()))
    return ReadingList(data.themes[theme], tuple(items))
