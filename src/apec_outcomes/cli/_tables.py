"""Records as tables: a line for each in a pipe, readable columns on a terminal."""

from collections.abc import Callable, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from apec_outcomes.cli._console import console, printable
from apec_outcomes.cli._output import visible
from apec_outcomes.model._collections import ALL
from apec_outcomes.model._record import title
from apec_outcomes.query import Query

__all__ = ["listing", "table"]

_ENDLESS = 10_000
"""The width of a table in a pipe, where each record has one line, however long."""

_WIDE = 110
"""The width from which on ids have a column of their own."""


def listing(
    query: Query[Any],
    headings: Sequence[str],
    row: Callable[[Any], Sequence[str]],
    limit: int | None = None,
) -> str:
    """Return the records of a query as a table.

    On a narrow terminal only the dates have a column of their own; the other cells are below the titles.

    Parameters
    ----------
    query
        The records.
    headings
        The heading of the titles, that of the dates, then those of the other cells.
    row
        The cells of a record besides its id and title, the dates first.
    limit
        How many records to show at most.
    """
    records = query[:limit]
    is_wide = console(_ENDLESS).width >= _WIDE
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
    count = ALL[query.collection].counted(len(query))
    footer = f"{len(records)} of {count}" if len(records) < len(query) else count
    return table(("id", *headings) if is_wide else (headings[1], headings[0]), rows, footer)


def table(headings: Sequence[str], rows: Sequence[Sequence[str | Text]], footer: str) -> str:
    """Return rows below their headings, and a line about all of them; an empty column is left out."""
    kept = [index for index in range(len(headings)) if any(str(row[index]) for row in rows)]
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for index in kept:
        # Dates and ids are read at a glance, so they are not broken where there is room.
        is_short = headings[index] in ("id", "dates")
        grid.add_column(headings[index].upper(), overflow="fold", no_wrap=is_short)
    for row in rows:
        grid.add_row(*(printable(row[index]) for index in kept))
    drawn = console(_ENDLESS)
    with drawn.capture() as capture:
        if rows:
            drawn.print(grid)
        drawn.print(Text(visible(footer), style="dim"))
    text = capture.get()
    return text if drawn.is_terminal else "".join(f"{line.rstrip()}\n" for line in text.splitlines())
