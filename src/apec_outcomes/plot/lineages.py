"""A picture of a lineage: the outcomes that an outcome builds on, and those that build on it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any, TypeVar

from apec_outcomes.errors import ArgumentError, quoted
from apec_outcomes.model import Lineage, Outcome
from apec_outcomes.plot.canvas import (
    BLUE,
    GREEN,
    ORANGE,
    canvas,
    figure_of,
    finish,
    ink_of,
    shortened,
    size_of,
    year_axis,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["lineage"]

K = TypeVar("K")
V = TypeVar("V")

# With more outcomes, only those that most others build on have a row with their title.
_MOST, _NAMED, _ROOTS = 30, 14, 5
_SPREAD = 0.8
"""The part of the width of a year in which its outcomes are drawn, in order."""


def lineage(lineage: Lineage, *, ax: "Axes | None" = None) -> "Axes":
    """Draw the lineage of an outcome over time, with a line from each outcome to those that build on it.

    Up to 30 outcomes have a row each. If there are more, the outcome itself and those that most others build
    on have a row, and the others are dots in the rows.

    Parameters
    ----------
    lineage
        The result of `Dataset.lineage`.
    ax
        The axes to draw in; by default those of a new figure.

    Raises
    ------
    ArgumentError
        If `lineage` is not a lineage.
    MissingExtraError
        If matplotlib is not installed.

    >>> import apec_outcomes as apec
    >>> from apec_outcomes import plot
    >>> line = apec.load().lineage("1995-aelm.osaka-action-agenda")
    >>> plot.lineage(line).get_title("left").splitlines()[0]
    'Osaka Action Agenda (1995) builds on 2 outcomes, and ... build on it'

    .. versionadded:: 0.3
    """
    if not isinstance(lineage, Lineage):
        raise ArgumentError(
            f"got {quoted(lineage)}; expected a Lineage, such as data.lineage('1994-aelm.bogor-goals')"
        )
    outcomes = {each.id: each for found, _, _ in _parts(lineage) for each in found}
    edges = [(later, earlier) for later, earlier in lineage.edges if {later, earlier} <= set(outcomes)]
    whole = len(outcomes) <= _MOST
    named = _in_time(outcomes.values(), edges) if whole else _most_named(lineage, outcomes, edges)
    ax = canvas(ax, (8, 1.5 + (0.3 if whole else 0.5) * len(named)))
    places = _places(named)
    colours = {each.id: colour for found, colour, _ in _parts(lineage) for each in found}
    _links(ax, places, edges)
    note = ""
    if not whole:
        rows = _rows(edges, places)
        _dots(ax, places, rows, outcomes, colours)
        note = (
            f"Titles: the {len(named)} outcomes that most others build on. "
            f"Dots: {len(rows)} others, in the row of one that they build on, or that builds on them."
        )
    ax.scatter(
        [x for x, _ in places.values()],
        [y for _, y in places.values()],
        s=46,
        color=[colours[key] for key in places],
        zorder=3,
    )
    years = [each.year for each in outcomes.values()]
    first, last = min(years), max(years)
    ax.set(
        xlim=(first - 0.3, last + 1 + max(1.0, 0.7 * (last + 1 - first))),
        ylim=(len(named) - 0.4, -0.7),
        yticks=[],
    )
    year_axis(ax)
    ax.set_xticks([tick for tick in ax.get_xticks() if first <= tick <= last])
    _titles(ax, named, places, above=not whole)
    return finish(ax, _title(lineage), note, legend=_key(lineage), grid="x")


def _parts(lineage: Lineage) -> list[tuple[Sequence[Outcome], str, str]]:
    """Return the parts of a lineage that are not empty, each with its colour and name."""
    parts = (
        (lineage.ancestors, GREEN, "earlier outcomes"),
        ((lineage.outcome,), ORANGE, "the outcome itself"),
        (lineage.descendants, BLUE, "later outcomes"),
    )
    return [part for part in parts if part[0]]


def _key(lineage: Lineage) -> list[Any]:
    """Return the legend of the colours, if there are several."""
    from matplotlib.lines import Line2D

    parts = _parts(lineage)
    if len(parts) == 1:
        return []
    style: dict[str, Any] = {"marker": "o", "linestyle": "none"}
    return [Line2D([], [], color=colour, label=label, **style) for _, colour, label in parts]


def _title(lineage: Lineage) -> str:
    before, after = len(lineage.ancestors), len(lineage.descendants)
    name = f"{lineage.outcome.title} ({lineage.outcome.year})"
    upward = f"builds on {before:,} {'outcome' if before == 1 else 'outcomes'}" if before else ""
    downward = f"{after:,} {'builds' if after == 1 else 'build'} on it" if after else ""
    if not after:
        return f"{name} {upward or 'builds on no outcome, and none builds on it'}"
    return f"{name} {upward}, and {downward}" if before else f"{name}: {downward}"


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Return the second values of pairs by their first ones."""
    found: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _in_time(outcomes: Iterable[Outcome], edges: Sequence[tuple[str, str]]) -> list[Outcome]:
    """Return outcomes by date; of one day, an outcome comes after those that it builds on."""
    depth = {key: number for number, key in enumerate(TopologicalSorter(_grouped(edges)).static_order())}
    return sorted(
        outcomes,
        key=lambda each: (each.year, str(each.date and each.date.start), depth.get(each.id, 0), each.id),
    )


def _most_named(
    lineage: Lineage, outcomes: Mapping[str, Outcome], edges: Sequence[tuple[str, str]]
) -> list[Outcome]:
    """Return the outcome of a lineage, its latest ancestor, and the outcomes that most others build on."""
    counts = Counter(earlier for _, earlier in edges)
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    roots = [each.id for each in lineage.ancestors[-_ROOTS:]]
    kept = {lineage.outcome.id, *roots, *ranked[:_NAMED]}
    return _in_time((outcomes[key] for key in kept), edges)


def _places(named: Sequence[Outcome]) -> dict[str, tuple[float, float]]:
    """Return the positions of the outcomes that have a row: those of one year from left to right."""
    by_year = _grouped((each.year, each) for each in named)
    rows = {each.id: row for row, each in enumerate(named)}
    return {
        each.id: (year + _SPREAD * place / max(len(found), 2), rows[each.id])
        for year, found in by_year.items()
        for place, each in enumerate(found)
    }


def _links(ax: "Axes", places: Mapping[str, tuple[float, float]], edges: Sequence[tuple[str, str]]) -> None:
    """Draw each link down from the earlier outcome, then right to the later one: none crosses a title."""
    from matplotlib.collections import LineCollection
    from matplotlib.colors import to_rgba

    lines = []
    for later, earlier in edges:
        if later in places and earlier in places:
            (x, y), (x_later, y_later) = places[earlier], places[later]
            lines.append([(x, y), (x, y_later), (x_later, y_later)])
    ax.add_collection(LineCollection(lines, colors=[to_rgba(ink_of(ax), 0.45)], linewidths=1, zorder=1))


def _rows(
    edges: Sequence[tuple[str, str]],
    places: Mapping[str, tuple[float, float]],
) -> dict[str, str]:
    """Return the row of each other outcome: of the latest one that it builds on, or that builds on it."""
    earlier_of, later_of = _grouped(edges), _grouped((earlier, later) for later, earlier in edges)
    order = list(TopologicalSorter(earlier_of).static_order())
    rows = {key: key for key in places}
    for keys, near in ((order, earlier_of), (order[::-1], later_of)):
        for key in keys:
            found = [rows[other] for other in near.get(key, ()) if other in rows]
            if key not in rows and found:
                rows[key] = max(found, key=lambda row: places[row])
    return {key: row for key, row in rows.items() if key not in places}


def _dots(
    ax: "Axes",
    places: Mapping[str, tuple[float, float]],
    rows: Mapping[str, str],
    outcomes: Mapping[str, Outcome],
    colours: Mapping[str, str],
) -> None:
    """Draw the outcomes without a title as dots in their rows, by year."""
    from matplotlib.collections import LineCollection
    from matplotlib.colors import to_rgba

    stacked: Counter[tuple[str, int]] = Counter()
    points = []
    reach: defaultdict[str, float] = defaultdict(float)
    for key, row in rows.items():
        year = outcomes[key].year
        number = stacked[row, year]
        stacked[row, year] += 1
        # The dots of one year fill its width, three in a line.
        x = max(year + 0.15, places[row][0] + 0.45) + 0.28 * (number % 3)
        points.append((x, places[row][1] + 0.13 * (number // 3)))
        reach[row] = max(x, reach[row])
    lines = [[places[row], (x, places[row][1])] for row, x in reach.items()]
    ax.add_collection(LineCollection(lines, colors=[to_rgba(ink_of(ax), 0.3)], linewidths=0.8, zorder=1))
    shades = [colours[key] for key in rows]
    ax.scatter([x for x, _ in points], [y for _, y in points], s=9, color=shades, zorder=2)


def _titles(
    ax: "Axes", named: Sequence[Outcome], places: Mapping[str, tuple[float, float]], above: bool
) -> None:
    """Write the titles at the right of their positions, or above them, cut to the available width."""
    figure_of(ax).draw_without_rendering()
    right = ax.get_window_extent().x1
    size = min(9.0, (0.4 if above else 0.62) * size_of(ax)[1] / len(named))
    for each in named:
        start, _ = ax.transData.transform(places[each.id])
        text, _ = shortened(ax, f"{each.title} ({each.year})", right - start - 10, size)
        ax.annotate(
            text,
            places[each.id],
            (2, size / 2) if above else (7, 0),
            textcoords="offset points",
            va="bottom" if above else "center",
            fontsize=size,
            color=ink_of(ax),
        )
