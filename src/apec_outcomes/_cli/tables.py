"""Records on a terminal or in a pipe: tables and pages that a person likes to read."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from apec_outcomes.dataset import Dataset
from apec_outcomes.model import Difference, Venue
from apec_outcomes.model._card import title
from apec_outcomes.query import Query

__all__ = ["Names", "Page", "aligned", "became", "listing", "say", "table"]

# A table in a pipe has a line for each record, whatever its length; prose has a width that reads well.
_ENDLESS = 10_000
_PROSE = 100

# From this width on, ids have a column of their own.
_WIDE = 110


def _console(width: int) -> Console:
    """Return the console of standard output, of this width where it is not a terminal."""
    console = Console(highlight=False, markup=False, emoji=False)
    # A COLUMNS of 0 says that the width is not known; rich would print nothing.
    if not console.is_terminal and not os.environ.get("COLUMNS", "").strip("0").isdecimal():
        console.width = width
    elif not console.width:
        console.width = shutil.get_terminal_size().columns
    return console


def _write(console: Console, parts: Iterable[tuple[RenderableType, bool]]) -> None:
    with console.capture() as capture:
        for part, is_soft in parts:
            console.print(part, soft_wrap=is_soft)
    text = capture.get()
    if not console.is_terminal:
        text = "".join(f"{line.rstrip()}\n" for line in text.splitlines())
    say(text)


def say(text: str) -> None:
    """Write a text to standard output, in its own encoding, where there is one."""
    if sys.stdout:
        sys.stdout.write(text)


def listing(
    query: Query[Any], headings: Sequence[str], row: Callable[[Any], Sequence[str]], limit: int | None = None
) -> None:
    """Print the records of a query as a table.

    On a narrow terminal only the dates have a column of their own; the rest stands below the titles.

    Parameters
    ----------
    headings
        The heading of the titles, that of the dates, then those of what else each row holds.
    row
        What a row holds beside the id and the title, the dates first.
    limit
        How many records to show at most.
    """
    records = query[:limit]
    is_wide = _console(_ENDLESS).width >= _WIDE
    rows: list[tuple[str | Text, ...]] = []
    for key, record in zip(records.ids(), records, strict=True):
        name, shown = title(record), Text(str(key) if str(key) != title(record) else "", style="cyan")
        dates, *rest = row(record)
        if is_wide:
            rows.append((shown, name, dates, *rest))
        else:
            below = Text(" · ").join(
                part for part in (shown, *(Text(text, style="dim") for text in rest)) if part
            )
            rows.append((dates, Text("\n").join(part for part in (Text(name), below) if part)))
    count = query._store.collection.counted(len(query))
    footer = f"{len(records)} of {count}" if len(records) < len(query) else count
    table(("id", *headings) if is_wide else (headings[1], headings[0]), rows, footer)


def table(headings: Sequence[str], rows: Sequence[tuple[str | Text, ...]], footer: str) -> None:
    """Print rows below their headings, and what is said of them all."""
    parts: list[RenderableType] = [aligned(rows, headings)] if rows else []
    _write(_console(_ENDLESS), ((part, False) for part in (*parts, Text(footer, style="dim"))))


def aligned(rows: Iterable[tuple[str | Text, ...]], headings: Sequence[str] = (), gap: int = 2) -> Table:
    """Return rows in columns, whose headings, if any, stand above them; an empty column is left out."""
    lines = list(rows)
    kept = [
        index for index in range(len(lines[0]) if lines else 0) if any(str(line[index]) for line in lines)
    ]
    grid = Table(
        box=None, pad_edge=False, padding=(0, gap, 0, 0), show_header=bool(headings), header_style="bold"
    )
    for index in kept:
        heading = headings[index] if headings else ""
        # Dates and ids are read at a glance, so they are not broken where there is room.
        grid.add_column(heading.upper(), overflow="fold", no_wrap=heading in ("id", "dates"))
    for line in lines:
        grid.add_row(*(line[index] for index in kept))
    return grid


def became(point: Difference) -> str:
    """Return how what took place differs from what was announced, in a few words."""
    match point.field:
        case "dates":
            return f"took place {point.took_place}"
        case "status":
            return str(point.took_place)
        case _:
            return f"took place in {point.took_place}"


class Page:
    """Text that is read from top to bottom, gathered and then printed."""

    def __init__(self) -> None:
        self._parts: list[tuple[RenderableType, bool]] = []

    def title(self, text: str) -> None:
        """Add the title of the page."""
        self.line(Text(text, style="bold"))

    def section(self, text: str) -> None:
        """Add the heading of a section, after a blank line."""
        self.gap()
        self.line(Text(text.upper(), style="bold yellow"))

    def line(self, text: str | Text, indent: int = 0) -> None:
        """Add a paragraph, set in by a number of blanks."""
        self.block(text if isinstance(text, Text) else Text(text), indent)

    def block(self, part: RenderableType, indent: int = 0) -> None:
        """Add anything that rich can draw."""
        self._parts.append((Padding(part, (0, 0, 0, indent), expand=False) if indent else part, False))

    def address(self, url: str, indent: int) -> None:
        """Add an address, which is never broken into two lines."""
        self._parts.append((Text.assemble(" " * indent, url), True))

    def gap(self) -> None:
        """Add a blank line."""
        self._parts.append(("", False))

    def show(self) -> None:
        """Print the page."""
        _write(_console(_PROSE), self._parts)


class Names:
    """What the ids in a record stand for, in words."""

    def __init__(self, data: Dataset) -> None:
        self._data = data

    def forum(self, key: str | None) -> str:
        """Return the name of a forum with its acronym."""
        forum = self._data.fora.get(key)
        if forum is None:
            return key or ""
        acronym = f" ({forum.acronym})" if forum.acronym and forum.acronym not in forum.name else ""
        return f"{forum.name}{acronym}"

    def theme(self, key: str) -> str:
        """Return the label of a theme."""
        theme = self._data.themes.get(key)
        return theme.label if theme else key

    def themes(self, keys: Iterable[str]) -> str:
        """Return the labels of themes."""
        return "; ".join(map(self.theme, keys))

    def economy(self, code: str | None) -> str:
        """Return the name of an economy."""
        economy = self._data.economies.get(code)
        return economy.name if economy else code or ""

    def place(self, venue: Venue | None) -> str:
        """Return a place as people write it."""
        if venue is None:
            return ""
        parts = (venue.name, venue.city, self.economy(venue.economy))
        return ", ".join(dict.fromkeys(part for part in parts if part))

    def town(self, venue: Venue | None) -> str:
        """Return the city, or the economy where no city is known."""
        return (venue.city or self.economy(venue.economy)) if venue else ""
