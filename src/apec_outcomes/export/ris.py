"""Citations as RIS: rispy (extra ``cite``) writes it.

In RIS, an institution cannot be an author: programs split ``AU`` into the names of a person. It is written as
the publisher, ``PB``, which no program splits.
"""

from typing import Any

from apec_outcomes._extras import library
from apec_outcomes.dates import DateSpan, Precision
from apec_outcomes.export._citations import Citation, writer_of

__all__ = ["to_ris", "write"]

_TYPES = {"dataset": "DATA", "document": "RPRT", "event": "CONF", "outcome": "GEN", "page": "ELEC"}


def to_ris(citations: Any) -> str:
    """Return citations as RIS."""
    rispy = library("rispy", "cite")

    class Writer(rispy.RisWriter):  # type: ignore[misc, name-defined]
        def set_header(self, count: int) -> str:  # noqa: ARG002
            """Return no number before an entry, as programs expect ``TY`` first."""
            return ""

    return str(rispy.dumps(list(map(_entry, citations)), implementation=Writer))


def _entry(citation: Citation) -> dict[str, Any]:
    entry = {
        "type_of_reference": _TYPES[citation.kind],
        "id": citation.id,
        "title": citation.title,
        "type_of_work": citation.genre,
        "publisher": citation.author,
        "year": str(citation.issued.start.year) if citation.issued else None,
        "date": _date(citation.issued),
        "secondary_title": citation.event,
        "place_published": citation.place,
        "edition": citation.version,
        "urls": [citation.url] if citation.url else None,
    }
    # Each line starts with a tag, so texts must not contain line breaks.
    return {
        name: " ".join(value.split()) if isinstance(value, str) else value
        for name, value in entry.items()
        if value
    }


def _date(span: DateSpan | None) -> str | None:
    """Return the first day in the RIS form, ``YYYY/MM/DD``; an unknown month or day is empty."""
    if span is None:
        return None
    month = f"{span.start.month:02}" if span.start_precision != Precision.YEAR else ""
    day = f"{span.start.day:02}" if span.start_precision == Precision.DAY else ""
    return f"{span.start.year}/{month}/{day}"


write = writer_of(to_ris)
