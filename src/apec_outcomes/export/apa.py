"""Citations in the style of the American Psychological Association, seventh edition (https://apastyle.apa.org/)."""

from collections.abc import Iterable

from apec_outcomes.dates import DateSpan, Precision
from apec_outcomes.dates.precision import month_name
from apec_outcomes.export._citations import Citation, event_and_place, with_full_stop

__all__ = ["to_apa"]


def to_apa(citations: Iterable[Citation]) -> str:
    """Return citations in APA style, one in each line."""
    return "\n".join(map(_reference, citations))


def _reference(citation: Citation) -> str:
    genre = {"dataset": "Data set", "event": "Meeting"}.get(citation.kind, citation.genre)
    version = f" (Version {citation.version})" if citation.version else ""
    title = f"{citation.title}{version}{f' [{genre}]' if genre else ''}" if citation.title else None
    head = f"{with_full_stop(citation.author)} ({_date(citation.issued)})."
    parts = [with_full_stop(part) for part in (title, event_and_place(citation)) if part]
    return " ".join(filter(None, (head, *parts, citation.url)))


def _date(dates: DateSpan | None) -> str:
    """Return dates in APA style: the year, then the month and day if known."""
    if dates is None:
        return "n.d."
    end = dates.end
    if dates.end_precision == Precision.YEAR:
        return str(end.year)
    month = month_name(end.month)
    if dates.end_precision == Precision.MONTH:
        return f"{end.year}, {month}"
    start = dates.start
    if start == end or dates.start_precision != Precision.DAY or start.year != end.year:
        return f"{end.year}, {month} {end.day}"
    if start.month == end.month:
        return f"{end.year}, {month} {start.day}–{end.day}"
    return f"{end.year}, {month_name(start.month)} {start.day}–{month} {end.day}"
