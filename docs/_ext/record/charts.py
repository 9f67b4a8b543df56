"""Small charts that stand in a page as SVG, in the colours of the page."""

from collections.abc import Iterable, Mapping
from datetime import date
from html import escape

from apec_outcomes import Meeting

__all__ = ["by_year", "timeline"]

_WIDTH = 760
_BAR = 100
_ROW = 16
_FIRST_MONTH = 12  # a host year opens in the December before
_NAMES = ("Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan")
_LONGEST = 60


def by_year(counts: Mapping[int, int], years: range, title: str) -> str:
    """Return a bar chart of counts by year."""
    step, most = _WIDTH / len(years), max(counts.values())
    parts = []
    for place, year in enumerate(years):
        x, height = place * step, _BAR * counts.get(year, 0) / most
        parts.append(_bar(x + 1, _BAR - height, step - 2, height, f"{year}: {counts.get(year, 0)}"))
        if year % 5 == 0:
            parts.append(_text(x + step / 2, _BAR + 16, str(year), "middle"))
    return _figure(parts, _BAR + 22, title, f"; the highest bar is {most}.", "chart")


def timeline(met: Iterable[Meeting], year: int) -> str:
    """Return when the meetings of a year took place, from the December before it on."""
    step = _WIDTH / len(_NAMES)

    def place(day: date) -> float:
        months = (day.year - year + 1) * 12 + day.month - _FIRST_MONTH + (day.day - 1) / 31
        return max(0.0, min(_WIDTH - 3.0, months * step))

    parts = [_text((n + 0.5) * step, 12, name, "middle") for n, name in enumerate(_NAMES)]
    held = [meeting for meeting in met if meeting.dates.is_exact]
    for number, meeting in enumerate(held):
        start, end, y = place(meeting.dates.start), place(meeting.dates.end), number * _ROW + 22
        title = meeting.title
        short = title if len(title) <= _LONGEST else f"{title[:_LONGEST]}…"
        parts.append(_bar(start, y, max(4.0, end - start + 3), 10, f"{title}, {meeting.dates}"))
        is_late = start > _WIDTH * 0.55
        parts.append(_text(start - 4 if is_late else end + 8, y + 9, short, "end" if is_late else "start"))
    title = f"When the meetings of APEC {year} took place"
    return _figure(parts, len(held) * _ROW + 30, title, ", as far as the days are known.", "chart timeline")


def _bar(x: float, y: float, width: float, height: float, title: str) -> str:
    box = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f"<rect {box}><title>{escape(title)}</title></rect>"


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def _figure(parts: Iterable[str], height: float, title: str, more: str, classes: str) -> str:
    drawing = (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(title)}">{"".join(parts)}</svg>'
    )
    return f'<figure class="{classes}">{drawing}<figcaption>{escape(title)}{more}</figcaption></figure>'
