"""A picture of the dates of records."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from apec_outcomes.dates import DateSpan, Precision
from apec_outcomes.dates.precision import month_name
from apec_outcomes.model import Status
from apec_outcomes.plot.canvas import (
    BLUE,
    GREY,
    ORANGE,
    canvas,
    figure_of,
    finish,
    ink_of,
    nothing,
    shortened,
    size_of,
)
from apec_outcomes.plot.labels import EMPTY, checked, counted, evidence_of, records_of, span_of
from apec_outcomes.query import Query

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["timeline"]

# With more records and years, one row for each record is longer than a page.
_MOST, _YEARS = 60, 3
_COLOURS = {
    Status.HELD: BLUE,
    Status.SCHEDULED: ORANGE,
    Status.POSTPONED: GREY,
    Status.CANCELLED: GREY,
}


def timeline(query: Query[Any], *, ax: "Axes | None" = None) -> "Axes":
    """Draw the dates of records: days as bars, months hatched, years as outlines.

    Up to 60 records have a row each, with their titles. If there are more, each year has a row.

    Parameters
    ----------
    query
        Records that have dates, such as meetings, sessions or calendar entries.
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
    >>> plot.timeline(apec.load().meetings.of_kind("leaders").in_year(2024)).get_title("left")
    '1 meeting, 15–16 November 2024'

    .. versionadded:: 0.3
    """
    span = span_of(checked(query))
    dated = sorted(((found, record) for record in query if (found := span(record))), key=lambda pair: pair[0])
    without = len(query) - len(dated)
    if not dated:
        why = "None of the records has dates." if without else EMPTY
        return nothing(canvas(ax, (8, 3)), f"No {records_of(query)} in time", why)
    first, last = dated[0][0].start, max(found.end for found, _ in dated)
    in_rows = len(dated) <= _MOST or last.year - first.year < _YEARS
    if in_rows:
        ax = canvas(ax, (8, 1.6 + 0.25 * len(dated)))
        _record_rows(ax, dated)
    else:
        ax = canvas(ax, (8, 1.4 + 0.22 * (last.year - first.year + 1)))
        _year_rows(ax, dated)
    when = str(dated[0][0]) if len(dated) == 1 else _months(first, last)
    title = f"{counted(len(dated), query)}, {when}"
    open_ones = sum(not found.is_exact for found, _ in dated)
    if open_ones and len(dated) > 1:
        title += f": the days of {open_ones:,} are not known"
    note = f"{without:,} without dates are left out." if without else ""
    evidence = evidence_of((record for _, record in dated), query)
    return finish(ax, title, note, evidence, legend=_key(ax, dated), grid="x")


def _months(first: date, last: date) -> str:
    """Return the months of a first and a last day, in words."""
    start, end = (f"{month_name(day.month)} {day.year}" for day in (first, last))
    if start == end:
        return end
    return f"{month_name(first.month)} to {end}" if first.year == last.year else f"{start} to {end}"


def _precision(span: DateSpan) -> Precision:
    """Return the lower precision of the two ends of a span."""
    return max(span.start_precision, span.end_precision, key=list(Precision).index)


def _colour(record: Any) -> str:
    return _COLOURS[getattr(record, "status", None) or Status.HELD]


def _style(span: DateSpan, colour: str) -> dict[str, Any]:
    style = {"facecolor": "none", "edgecolor": colour, "linewidth": 0.8}
    match _precision(span):
        case Precision.DAY:
            style["facecolor"] = colour
        case Precision.MONTH:
            style["hatch"] = "//////"
    return style


def _key(ax: "Axes", dated: Sequence[tuple[DateSpan, Any]]) -> list[Any]:
    """Return the legend of the colours and patterns that are used."""
    from matplotlib.patches import Patch

    seen = Counter(record.status for _, record in dated if hasattr(record, "status"))
    artists = [
        Patch(color=_COLOURS[status], label=f"{status.value} ({seen[status]:,})")
        for status in Status
        if seen[status]
    ]
    words = {Precision.DAY: "days", Precision.MONTH: "month known", Precision.YEAR: "year known"}
    used = {_precision(span): _style(span, ink_of(ax)) for span, _ in dated}
    if len(used) > 1 or Precision.DAY not in used:
        artists += [Patch(**used[each], label=words[each]) for each in Precision if each in used]
    return artists


def _record_rows(ax: "Axes", dated: Sequence[tuple[DateSpan, Any]]) -> None:
    """Draw a row for each record, with its title beside its bar."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num

    first = dated[0][0].start.replace(day=1)
    last = max(max(span.end for span, _ in dated), first + timedelta(days=28))
    least = (last - first).days / 200  # the shortest bar that can be seen
    for row, (span, record) in enumerate(dated):
        start, end = date2num(span.start), date2num(span.end + timedelta(days=1))
        ax.barh(row, max(end - start, least), left=start, height=0.66, **_style(span, _colour(record)))
    ax.set(
        xlim=(date2num(first) - least, date2num(last) + 2 * least), ylim=(len(dated) - 0.4, -0.6), yticks=[]
    )
    locator = AutoDateLocator(minticks=3, maxticks=12)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    figure_of(ax).draw_without_rendering()
    size = min(9.0, 0.62 * size_of(ax)[1] / len(dated))
    if size >= 4:
        _titles(ax, dated, size)


def _titles(ax: "Axes", dated: Sequence[tuple[DateSpan, Any]], size: float) -> None:
    """Write each title at the right of its bar, or at the left if there is more room."""
    from matplotlib.dates import date2num

    box, ink = ax.get_window_extent(), ink_of(ax)
    for row, (span, record) in enumerate(dated):
        first, after = float(date2num(span.start)), float(date2num(span.end + timedelta(days=1)))
        (start, _), (end, _) = ax.transData.transform([(first, 0.0), (after, 0.0)])
        left, right = start - box.x0 - 8, box.x1 - end - 8
        text, taken = shortened(ax, _name(record), box.width, size)
        if _precision(span) is Precision.YEAR and end - start > 120:
            day, side, room = first, "left", end - start - 8  # within its outline
        elif right >= min(taken, left):
            day, side, room = after, "left", right
        else:
            day, side, room = first, "right", left
        ax.annotate(
            shortened(ax, text, room, size)[0],
            (day, row),
            (4 if side == "left" else -4, 0),
            textcoords="offset points",
            ha=side,
            va="center",
            fontsize=size,
            color=ink,
        )


def _name(record: Any) -> str:
    return str(getattr(record, "title", None) or getattr(record, "id", record))


def _year_rows(ax: "Axes", dated: Sequence[tuple[DateSpan, Any]]) -> None:
    """Draw a row for each year, with overlapping records above each other."""
    years = range(dated[0][0].start.year, dated[-1][0].start.year + 1)
    ink, size = ink_of(ax), 8.0
    for year in years:
        own = [(span, record) for span, record in dated if span.start.year == year]
        placed = [pair for pair in own if pair[0].start_precision is not Precision.YEAR]
        lanes = _lanes([span for span, _ in placed])
        height = 0.8 / (1 + max(lanes, default=0))
        for lane, (span, record) in zip(lanes, placed, strict=True):
            start = (span.start - date(year, 1, 1)).days
            middle = year - 0.4 + height * (lane + 0.5)
            ax.barh(
                middle, max(span.days, 2.5), left=start, height=height * 0.86, **_style(span, _colour(record))
            )
        if vague := len(own) - len(placed):
            ax.barh(year, 365, left=0, height=0.94, facecolor="none", edgecolor=GREY, linewidth=0.8)
            ax.annotate(
                f"+{vague}",
                (365, year),
                (4, 0),
                textcoords="offset points",
                va="center",
                fontsize=size,
                color=ink,
            )
    ax.set(xlim=(-2, 380), ylim=(years[-1] + 0.7, years[0] - 0.7))
    starts = [(date(2001, month, 1) - date(2001, 1, 1)).days for month in range(1, 13)]
    ax.set_xticks(starts, [month_name(month)[:3] for month in range(1, 13)], ha="left")
    ax.set_yticks([year for year in years if year % 5 == 0 or len(years) < 15])


def _lanes(spans: Sequence[DateSpan]) -> list[int]:
    """Return, for each span in order, the first lane that is free when it starts."""
    ends: list[date] = []
    lanes = []
    for span in spans:
        lane = next((lane for lane, end in enumerate(ends) if end < span.start), len(ends))
        ends[lane : lane + 1] = [span.end + timedelta(days=2)]
        lanes.append(lane)
    return lanes
