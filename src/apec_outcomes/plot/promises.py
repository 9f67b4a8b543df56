"""A picture of deadlines: from each outcome to the year of its deadline, with its latest assessment."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from apec_outcomes.errors import ArgumentError, quoted
from apec_outcomes.model import Outcome, Verdict
from apec_outcomes.plot.canvas import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    SKY,
    VERMILLION,
    canvas,
    finish,
    gutter,
    nothing,
    shortened,
    size_of,
    year_axis,
)
from apec_outcomes.plot.labels import EMPTY, evidence_of, span_of
from apec_outcomes.query import OutcomeQuery

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["deadlines"]

_MOST = 40
"""With more outcomes, rows have no titles."""

_LINE = 13.0
"""The height of a line of text, in points."""

# The colour and the mark of each verdict.
_VERDICTS: Mapping[Verdict | None, tuple[str, str]] = {
    Verdict.ACHIEVED: (GREEN, "o"),
    Verdict.PARTLY_ACHIEVED: (SKY, "s"),
    Verdict.MISSED: (VERMILLION, "X"),
    Verdict.UNDER_WAY: (BLUE, ">"),
    Verdict.EXTENDED: (ORANGE, "D"),
    Verdict.REPLACED: (PURPLE, "P"),
    None: (GREY, "|"),
}


def deadlines(query: OutcomeQuery, *, ax: "Axes | None" = None) -> "Axes":
    """Draw a line from each outcome to the year of its deadline, in the colour of its latest assessment.

    The verdicts are those of `Dataset.verdict_of`. Outcomes without a deadline are left out. Titles are shown
    for up to 40 outcomes.

    Parameters
    ----------
    query
        Outcomes.
    ax
        The axes to draw in; by default those of a new figure.

    Raises
    ------
    ArgumentError
        If `query` is not a query of outcomes.
    MissingExtraError
        If matplotlib is not installed.

    >>> import apec_outcomes as apec
    >>> from apec_outcomes import plot
    >>> ax = plot.deadlines(apec.load().outcomes.adopted_at("2024-aelm"))

    .. versionadded:: 0.3
    """
    if not isinstance(query, OutcomeQuery):
        raise ArgumentError(f"got {quoted(query)}; expected a query of outcomes, such as data.outcomes.due()")
    span = span_of(query)
    made = {each.id: found.start if (found := span(each)) else date(each.year, 1, 1) for each in query}
    due = [each for each in query if each.target_date]
    due.sort(key=lambda each: (_year(each), made[each.id], each.id))
    if not due:
        why = "None of the outcomes sets a deadline." if len(query) else EMPTY
        return nothing(canvas(ax, (8, 3)), "No deadlines", why)
    titled = len(due) <= _MOST
    ax = canvas(ax, (8, 1.7 + (0.26 * len(due) if titled else max(2.5, 0.045 * len(due)))))
    verdicts = {each.id: query.dataset.verdict_of(each) for each in due}
    rows = _rows(due, gap=0 if titled else max(2, len(due) // 60))
    for each, row in zip(due, rows, strict=True):
        colour, mark = _VERDICTS[verdicts[each.id]]
        start, end = _time(made[each.id]), _time(_due(each))
        ax.plot(
            [start, end],
            [row, row],
            color=colour,
            linewidth=2 if titled else 1.4,
            solid_capstyle="butt",
            zorder=2,
        )
        ax.plot(
            [end],
            [row],
            color=colour,
            marker=mark,
            markersize=7 if titled else 3.5,
            linestyle="none",
            zorder=3,
        )
    margin = 0.7 if titled else 1.5
    ax.set_ylim(rows[-1] + margin, -margin)
    _label(ax, due, rows, titled)
    year_axis(ax)
    seen = Counter(verdicts.values())
    title = _title(due, seen)
    return finish(ax, title, evidence_of(due, query), legend=_legend(seen), grid="x")


def _due(outcome: Outcome) -> date:
    """Return the last day of the deadline of an outcome."""
    return outcome.target_date.end if outcome.target_date else date.max


def _year(outcome: Outcome) -> int:
    return _due(outcome).year


def _time(day: date) -> float:
    """Return the position of a day on an axis of years, whose ticks are in the middle of the years."""
    return day.year + day.timetuple().tm_yday / 366 - 0.5


def _rows(due: Sequence[Outcome], gap: int) -> list[int]:
    """Return the row of each outcome, with a gap between years."""
    rows = [0]
    for before, each in pairwise(due):
        rows.append(rows[-1] + 1 + gap * (_year(before) != _year(each)))
    return rows


def _label(ax: "Axes", due: Sequence[Outcome], rows: Sequence[int], titled: bool) -> None:
    """Label each row with its title, or each group of rows with its year."""
    if titled:
        width = gutter(ax)
        ax.set_yticks(rows, [shortened(ax, each.title, width, 9)[0] for each in due], fontsize=9)
        return
    groups: dict[int, list[int]] = {}
    for each, row in zip(due, rows, strict=True):
        groups.setdefault(_year(each), []).append(row)
    step = size_of(ax)[1] / (rows[-1] + 3)
    middles: dict[int, float] = {}
    # The largest groups first: the label of a smaller one is left out if there is no room for it.
    for year, found in sorted(groups.items(), key=lambda pair: -len(pair[1])):
        middle = sum(found) / len(found)
        if all(abs(middle - other) * step > _LINE for other in middles.values()):
            middles[year] = middle
    labels = [f"due {year} ({len(groups[year])})" for year in middles]
    ax.set_yticks(list(middles.values()), labels, fontsize=9)


def _legend(seen: Counter[Verdict | None]) -> list[Any]:
    from matplotlib.lines import Line2D

    return [
        Line2D(
            [],
            [],
            color=colour,
            marker=mark,
            label=f"{(verdict or 'not assessed').replace('-', ' ')} ({seen[verdict]:,})",
        )
        for verdict, (colour, mark) in _VERDICTS.items()
        if seen[verdict]
    ]


def _title(due: Sequence[Outcome], seen: Counter[Verdict | None]) -> str:
    years = Counter(map(_year, due))
    year, most = years.most_common(1)[0]
    assessed = len(due) - seen[None]
    count = f"{len(due):,} {'outcome sets a deadline' if len(due) == 1 else 'outcomes set a deadline'}"
    where = f", most for {year} ({most:,})" if len(years) > 1 else f" for {year}"
    became = f"{assessed:,} {'is' if assessed == 1 else 'are'}" if assessed else "none is"
    return f"{count}{where}; {became} assessed"
