"""Pictures of counts: by year, by month, and of the coverage of a dataset."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from apec_outcomes.dataset import Dataset, check_dataset
from apec_outcomes.dates import Precision
from apec_outcomes.dates.precision import month_name
from apec_outcomes.errors import listed
from apec_outcomes.plot.canvas import BLUE, GREY, ORANGE, PALETTE, canvas, finish, ink_of, nothing, year_axis
from apec_outcomes.plot.labels import (
    EMPTY,
    checked,
    counted,
    evidence_of,
    labels_of,
    records_of,
    singular,
    span_of,
    years_of,
)
from apec_outcomes.query import Field, Query

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["by_year", "coverage", "season"]

_BARS, _LINES = len(PALETTE), 4


def by_year(query: Query[Any], by: Field | None = None, *, ax: "Axes | None" = None) -> "Axes":
    """Draw how many records of a query belong to each year.

    Parameters
    ----------
    query
        Records that have a year, such as outcomes, meetings or calendar entries.
    by
        A field, or a function of a record. Its most frequent values have a colour each. The bars are
        stacked; if records can have several values, such as ``themes``, each value has a line.
    ax
        The axes to draw in; by default those of a new figure.

    Raises
    ------
    QueryError
        If the records have no year, or no such field.
    ArgumentError
        If `query` is not a query.
    MissingExtraError
        If matplotlib is not installed.

    >>> import apec_outcomes as apec
    >>> from apec_outcomes import plot
    >>> ax = plot.by_year(apec.load().outcomes.of_kind("vision"))
    >>> ax.get_ylabel()
    'outcomes'

    .. versionadded:: 0.3
    """
    found = years_of(checked(query))
    groups = {} if by is None else query.group_by(by)
    ax = canvas(ax, (8, 4.5))
    if not found:
        return nothing(ax, f"No {records_of(query)}", EMPTY)
    years = range(min(found), max(found) + 1)
    counts = _by_year(found, years)
    total = sum(counts)
    when = f"from {years[0]} to {years[-1]}" if len(years) > 1 else f"in {years[0]}"
    ax.set_ylabel(records_of(query))
    year_axis(ax)
    note = ""
    artists: list[Any] = []
    if by is None:
        ax.bar(years, counts, color=BLUE, width=0.8)
        most = max(counts)
        peaks = [year for year, number in zip(years, counts, strict=True) if number == most]
        title = f"{counted(total, query)} {when}"
        if len(years) > 1 and len(peaks) <= 3:
            title += f", most in {listed(peaks)} ({most:,}{' each' if len(peaks) > 1 else ''})"
    else:
        artists, note, leader = _grouped(ax, query, by, groups, years)
        title = f"{counted(total, query)} {when}: {leader}"
    evidence = evidence_of(query, query) if by != query.dataset.evidence_of else ""
    return finish(ax, title, note, evidence, legend=artists, grid="y")


def _grouped(
    ax: "Axes", query: Query[Any], by: Field, groups: Mapping[Any, Query[Any]], years: range
) -> tuple[list[Any], str, str]:
    """Draw the most frequent groups, and return their artists, a note and a text on the most frequent one."""
    label = labels_of(query, by)
    named = sum(map(len, groups.values()))
    several = named > len({id(record) for each in groups.values() for record in each})
    shown = sorted(groups.items(), key=lambda pair: -len(pair[1]))[: _LINES if several else _BARS]
    names = [f"{label(value)} ({len(each):,})" for value, each in shown]
    counts = [_by_year(years_of(each), years) for _, each in shown]
    noun = singular(by)
    left = len(groups) - len(shown)
    note = ""
    artists: list[Any] = []
    if several:
        for numbers, colour, name, marker in zip(counts, PALETTE, names, "os^Dvp", strict=False):
            style: dict[str, Any] = {"color": colour, "linewidth": 2, "marker": marker, "markersize": 4}
            artists += ax.plot(years, numbers, label=name, clip_on=False, **style)
        ax.set_ylim(bottom=0)
        if left:
            note = f"The {len(shown)} most frequent of {len(groups)}. A record can count under several."
    else:
        rest = _by_year(years_of(query), years)
        for numbers in counts:
            rest = [number - part for number, part in zip(rest, numbers, strict=True)]
        if any(rest):
            counts.append(rest)
            names.append(f"{'others' if left else 'none'} ({sum(rest):,})")
        base = [0] * len(years)
        for numbers, colour, name in zip(counts, (*PALETTE, GREY), names, strict=False):
            artists.append(ax.bar(years, numbers, bottom=base, color=colour, width=0.8, label=name))
            base = [low + number for low, number in zip(base, numbers, strict=True)]
    if not shown:
        return artists, note, f"none has a {noun}"
    value, most = shown[0]
    leader = f"{label(value)} is the most frequent {noun} ({len(most):,})"
    return artists, note, leader


def _by_year(found: Mapping[int, Query[Any]], years: range) -> list[int]:
    return [len(found.get(year, ())) for year in years]


def season(query: Query[Any], *, ax: "Axes | None" = None) -> "Axes":
    """Draw how many records of a query begin in each month, over all years.

    Parameters
    ----------
    query
        Records that have dates. Records dated only to the year are left out, and a note counts them.
    ax
        The axes to draw in; by default those of a new figure.

    Raises
    ------
    QueryError
        If records of this collection have no dates.
    ArgumentError
        If `query` is not a query.
    MissingExtraError
        If matplotlib is not installed.

    >>> import apec_outcomes as apec
    >>> from apec_outcomes import plot
    >>> plot.season(apec.load().meetings.of_kind("leaders")).get_title("left")
    'November has the most: 26 of 35 meetings'

    .. versionadded:: 0.3
    """
    span = span_of(checked(query))
    spans = [span(record) for record in query]
    known = [found for found in spans if found and found.start_precision is not Precision.YEAR]
    months = Counter(found.start.month for found in known)
    ax = canvas(ax, (8, 4))
    if not known:
        why = "None of the records has dates known to the month." if spans else EMPTY
        return nothing(ax, f"No {records_of(query)} by month", why)
    most = max(months.values())
    peaks = [month for month in range(1, 13) if months[month] == most]
    colours = [ORANGE if month in peaks else BLUE for month in range(1, 13)]
    bars = ax.bar(range(1, 13), [months[month] for month in range(1, 13)], color=colours, width=0.8)
    ax.bar_label(bars, fmt=lambda number: f"{number:,.0f}" if number else "", color=ink_of(ax), padding=2)
    ax.set_xticks(range(1, 13), [month_name(month)[:3] for month in range(1, 13)])
    ax.tick_params(axis="x", length=0)
    ax.set_yticks([])
    names = listed(map(month_name, peaks))
    several = len(peaks) > 1
    title = (
        f"{names} {'have' if several else 'has'} the most: "
        f"{most:,} of {counted(len(known), query)}{' each' if several else ''}"
    )
    without = len(spans) - len(known)
    note = f"{without:,} without a month are left out." if without else ""
    return finish(ax, title, note, evidence_of(query, query))


def coverage(data: Dataset, *, ax: "Axes | None" = None) -> "Axes":
    """Draw how many meetings of each year the dataset has, and how many of them have exact days and outcomes.

    Parameters
    ----------
    data
        A dataset.
    ax
        The axes to draw in; by default those of a new figure.

    Raises
    ------
    ArgumentError
        If `data` is not a dataset.
    MissingExtraError
        If matplotlib is not installed.

    >>> import apec_outcomes as apec
    >>> from apec_outcomes import plot
    >>> plot.coverage(apec.load()).get_ylabel()
    'meetings'

    .. versionadded:: 0.3
    """
    check_dataset(data, "data")
    rows = data.coverage(by="year")
    ax = canvas(ax, (8, 4.5))
    if not rows:
        return nothing(ax, "No meetings", "The dataset has no meetings.")
    years = [row.year or 0 for row in rows]
    totals = {
        name: sum(getattr(row, name) for row in rows) for name in ("meetings", "outcomes", "exact_days")
    }
    every = ax.bar(
        years,
        [row.meetings for row in rows],
        color="none",
        edgecolor=ink_of(ax),
        linewidth=0.8,
        label=f"all meetings ({totals['meetings']:,})",
    )
    answered = ax.bar(
        years, [row.outcomes for row in rows], color=BLUE, label=f"with outcomes ({totals['outcomes']:,})"
    )
    [exact] = ax.plot(
        years,
        [row.exact_days for row in rows],
        color=ORANGE,
        linestyle="none",
        marker="o",
        markersize=5,
        label=f"with exact days ({totals['exact_days']:,})",
    )
    ax.set_ylabel("meetings")
    year_axis(ax)
    title = f"{totals['outcomes']:,} of {totals['meetings']:,} meetings have outcomes"
    return finish(ax, title, legend=[every, answered, exact], grid="y")
