"""A picture of two fields: how many records have each pair of their values."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from apec_outcomes.errors import listed
from apec_outcomes.plot.canvas import BLUE, canvas, finish, ink_of, nothing, size_of
from apec_outcomes.plot.labels import (
    EMPTY,
    checked,
    counted,
    evidence_of,
    labels_of,
    plural,
    records_of,
    singular,
)
from apec_outcomes.query import Field, Query

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["heatmap"]

_ROWS, _COLUMNS = 24, 45
_PALE = "#D8EAF5"


def heatmap(query: Query[Any], rows: Field, columns: Field, *, ax: "Axes | None" = None) -> "Axes":
    """Draw how many records have each pair of values of two fields.

    Parameters
    ----------
    query
        Any records.
    rows, columns
        A field, such as ``themes``, ``kind``, ``year`` or ``venue.economy``, or a function of a record.
        Numbers are in their order. Other values are in the order of frequency, and the most frequent shown.
    ax
        The axes to draw in; by default those of a new figure.

    Raises
    ------
    QueryError
        If the records have no such field.
    ArgumentError
        If `query` is not a query.
    MissingExtraError
        If matplotlib is not installed.

    >>> import apec_outcomes as apec
    >>> from apec_outcomes import plot
    >>> ax = plot.heatmap(apec.load().meetings.in_year(2024), "kind", "status")
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['held']

    .. versionadded:: 0.3
    """
    groups = checked(query).group_by(rows)
    name_row, name_column = labels_of(query, rows), labels_of(query, columns)
    counts = {
        (row, column): len(each)
        for row, found in groups.items()
        for column, each in found.group_by(columns).items()
    }
    lines, all_lines = _places(counts, 0, _ROWS)
    stacks, all_stacks = _places(counts, 1, _COLUMNS)
    ax = canvas(ax, (8, 1.9 + 0.27 * max(len(lines), 4)))
    if not counts:
        return nothing(ax, f"No {records_of(query)}", EMPTY)
    cells = {
        (column, row): counts.get((line, stack), 0)
        for row, line in enumerate(lines)
        for column, stack in enumerate(stacks)
    }
    _tiles(ax, cells)
    names = [_cut(name_column(value), 28) for value in stacks]
    ax.set_yticks(range(len(lines)), [_cut(name_row(value), 40) for value in lines])
    # A tile must be as wide as the height of the letters of vertical labels.
    size = min(9.0, 0.68 * size_of(ax)[0] / len(stacks)) if _crowded(names) else 9.0
    ax.set_xticks(range(len(stacks)), names, rotation=90 if _crowded(names) else 0, fontsize=size)
    ax.tick_params(axis="x", length=0)
    title = f"{counted(len(query), query)} by {singular(rows)} and {singular(columns)}"
    most = max(cells.values())
    fullest = [(lines[row], stacks[column]) for (column, row), number in cells.items() if number == most]
    if len(fullest) == 1:
        [(row, column)] = fullest
        title += f": the most frequent pair is {name_row(row)}, {name_column(column)} ({most:,})"
    cut = [
        f"{len(shown)} of {total} {plural(field)}"
        for shown, total, field in ((lines, all_lines, rows), (stacks, all_stacks, columns))
        if total > len(shown)
    ]
    shown = f"The most frequent are shown: {listed(cut)}." if cut else ""
    finish(ax, title, shown, evidence_of(query, query))
    ax.spines["bottom"].set_visible(False)
    _numbers(ax, cells)
    return ax


def _places(counts: Mapping[tuple[Any, Any], int], side: int, most: int) -> tuple[list[Any], int]:
    """Return the values to show on one side, in order, and the number of all values."""
    totals: Counter[Any] = Counter()
    for pair, number in counts.items():
        totals[pair[side]] += number
    if all(isinstance(value, int) for value in totals):
        values = list(range(min(totals, default=0), max(totals, default=-1) + 1))
        return (values, len(values)) if len(values) <= most else (sorted(totals)[-most:], len(totals))
    return [value for value, _ in totals.most_common(most)], len(totals)


def _tiles(ax: "Axes", cells: Mapping[tuple[int, int], int]) -> None:
    """Draw a tile for each cell, darker for larger counts and pale for zero."""
    from matplotlib.collections import PatchCollection
    from matplotlib.colors import to_rgba
    from matplotlib.patches import Rectangle

    most = max(cells.values())
    tiles = [Rectangle((column - 0.47, row - 0.46), 0.94, 0.92) for column, row in cells]
    trace = to_rgba(ink_of(ax), 0.08)
    shades = [_shade(number / most) if number else trace for number in cells.values()]
    ax.add_collection(PatchCollection(tiles, facecolors=shades, edgecolors="none"))
    ax.set_xlim(-0.5, max(column for column, _ in cells) + 0.5)
    ax.set_ylim(max(row for _, row in cells) + 0.5, -0.5)


def _shade(part: float) -> tuple[float, ...]:
    """Return a colour between a pale blue and the blue of the palette."""
    from matplotlib.colors import to_rgb

    return tuple(low + (high - low) * part for low, high in zip(to_rgb(_PALE), to_rgb(BLUE), strict=True))


def _numbers(ax: "Axes", cells: Mapping[tuple[int, int], int]) -> None:
    """Write the counts into the tiles, if they fit."""
    width, height = size_of(ax)
    most = max(cells.values())
    wide = width / (1 + max(column for column, _ in cells)) / (0.7 * len(f"{most:,}"))
    size = min(9.0, wide, 0.7 * height / (1 + max(row for _, row in cells)))
    if size < 5:
        return
    for (column, row), number in cells.items():
        if number:
            colour = "white" if number > 0.7 * most else "#222222"
            ax.text(
                column, row, f"{number:,}", ha="center", va="center_baseline", fontsize=size, color=colour
            )


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def _crowded(names: list[str]) -> bool:
    """Return whether labels are too long to be side by side below a picture."""
    return sum(len(name) + 2 for name in names) > 90
