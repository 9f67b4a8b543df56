"""Small charts in HTML, in the colours and the width of the page."""

from collections.abc import Iterable, Mapping
from datetime import date
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from apec_outcomes import DateSpan, Meeting, Precision

__all__ = ["MONTHS", "Mark", "by_year", "lanes", "mark_of"]

MONTHS = ("Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan")
"""The months in the timeline of a year. A host year can open in the December before."""

_NARROWEST = 0.9  # percent of the width
_EVERY = 10


def by_year(counts: Mapping[int, int], years: range, title: str, caveat: str = "") -> Markup:
    """Return a bar chart of counts by year, with both axes.

    Parameters
    ----------
    counts
        The count of each year.
    years
        The years on the axis.
    title
        The title of the chart.
    caveat
        A sentence on the limits of the counts.
    """
    top = _round_up(max(counts.values(), default=1))
    width = 100 / len(years)
    bars = "".join(
        f'<i style="left:{place * width:.2f}%;width:{width:.2f}%;height:{100 * counts[year] / top:.1f}%" '
        f'title="{year}: {counts[year]}"></i>'
        for place, year in enumerate(years)
        if counts.get(year)
    )
    labels = "".join(
        f'<span style="left:{(place + 0.5) * width:.2f}%">{year}</span>'
        for place, year in enumerate(years)
        if year % _EVERY == 0
    )
    middle = top // 2 if top % 2 == 0 else ""
    spoken = ", ".join(f"{year}: {counts[year]}" for year in years if counts.get(year))
    return Markup(  # noqa: S704, escaped above and below
        f'<figure class="bars"><div class="bars-plot" role="img" aria-label="{escape(title)}. {spoken}">'
        f'<div class="bars-scale"><span>{top}</span><span>{middle}</span><span>0</span></div>'
        f'<div class="bars-track">{bars}</div><div class="bars-years">{labels}</div></div>'
        f"<figcaption>{escape(title)}. {escape(caveat)}</figcaption></figure>"
    )


def _round_up(most: int) -> int:
    """Return the upper end of an axis for the highest bar."""
    for step in (1, 2, 4, 5, 10, 20, 40, 50, 100, 200, 400, 500, 1000):
        if most <= step:
            return step
    return most


class Mark(NamedTuple):
    """The mark of a meeting in the timeline of a year.

    Parameters
    ----------
    meeting
        The meeting.
    left, width
        In percent of the width of the timeline.
    precision
        The precision of the dates: ``day``, ``month`` or ``year``.
    """

    meeting: Meeting
    left: float
    width: float
    precision: str

    @property
    def style(self) -> str:
        """The position as CSS."""
        return f"left:{self.left:.2f}%;width:{self.width:.2f}%"


def mark_of(meeting: Meeting, year: int) -> Mark:
    """Return the mark of a meeting in the timeline of a year."""
    dates = meeting.dates
    left, right = _place(dates.start, year), _place(dates.end, year, ends=True)
    width = max(_NARROWEST, right - left)
    return Mark(meeting, min(left, 100 - width), width, _precision(dates))


def lanes(meetings: Iterable[Meeting], year: int) -> list[list[Mark]]:
    """Return the marks of a year in rows in which they do not overlap. Marks of whole years are last."""
    found: list[list[Mark]] = []
    marks = [mark_of(meeting, year) for meeting in meetings]
    for mark in sorted(marks, key=lambda each: (each.precision == "year", each.left)):
        for lane in found:
            if lane[-1].left + lane[-1].width + 0.25 <= mark.left:
                lane.append(mark)
                break
        else:
            found.append([mark])
    return found


def _place(day: date, year: int, *, ends: bool = False) -> float:
    """Return the position of a day in the timeline of a year, in percent."""
    months = (day.year - year + 1) * 12 + day.month - 12 + (day.day - (not ends)) / 31
    return max(0.0, min(100.0, 100 * months / len(MONTHS)))


def _precision(dates: DateSpan) -> str:
    precisions = {dates.start_precision, dates.end_precision}
    if Precision.YEAR in precisions:
        return "year"
    return "month" if Precision.MONTH in precisions else "day"
