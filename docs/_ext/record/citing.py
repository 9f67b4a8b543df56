"""How to cite an outcome, in the styles that readers ask for."""

from apec_outcomes import Dataset, DateSpan, Outcome, Precision

__all__ = ["apa", "chicago"]

_BODY = "Asia-Pacific Economic Cooperation"
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def apa(outcome: Outcome, data: Dataset, url: str | None) -> str:
    """Return the reference in the style of the American Psychological Association, seventh edition."""
    meeting = data.meetings[outcome.meeting]
    when = _apa_date(outcome.date or meeting.dates)
    inside = f"In {outcome.document}. " if outcome.document else ""
    parts = f"{_BODY}. ({when}). {_closed(outcome.title)} {inside}{_closed(meeting.title)}"
    return f"{parts} {url}" if url else parts


def chicago(outcome: Outcome, data: Dataset, url: str | None) -> str:
    """Return the reference in the author-date style of the Chicago Manual."""
    meeting = data.meetings[outcome.meeting]
    when = outcome.date or meeting.dates
    inside = f"In {outcome.document}. " if outcome.document else ""
    parts = f"{_BODY}. {when.end.year}. “{_closed(outcome.title)}” {inside}{meeting.title}, {when}."
    return f"{parts} {url}." if url else parts


def _closed(text: str) -> str:
    """Return a text that ends with a mark."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _apa_date(dates: DateSpan) -> str:
    """Return dates as APA writes them: the year, then as much of the day as is known."""
    end = dates.end
    if dates.end_precision == Precision.YEAR:
        return str(end.year)
    month = _MONTHS[end.month - 1]
    if dates.end_precision == Precision.MONTH:
        return f"{end.year}, {month}"
    start = dates.start
    if start == end or dates.start_precision != Precision.DAY:
        return f"{end.year}, {month} {end.day}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{end.year}, {month} {start.day}–{end.day}"
    return f"{end.year}, {_MONTHS[start.month - 1]} {start.day}–{month} {end.day}"
