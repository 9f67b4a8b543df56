"""Records as tables: in a pipe, a line for each; on a terminal, columns that fit its width."""

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
"""The width of a table in a pipe, in which each record has one line of any length."""

_WIDE = 110
"""The minimal width for a separate column of ids."""


def listing(
    query: Query[Any],
    headings: Sequence[str],
    row: Callable[[Any], Sequence[str]],
    limit: int | None = None,
) -> str:
    """Return the records of a query as a table.

    On a narrow terminal only dates have a separate column; the other cells are below the titles.

    Parameters
    ----------
    query
        The records.
    headings
        The headings of titles, of dates, and of the other cells.
    row
        A function that returns the cells of a record without its id and title, the dates first.
    limit
        The largest number of records to show.
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
    """Return rows below their headings, with a footer; empty columns are left out."""
    kept = [index for index in range(len(headings)) if any(str(row[index]) for row in rows)]
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for index in kept:
        # Dates and ids are not wrapped if there is room.
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
