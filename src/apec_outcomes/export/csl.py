"""Citations as CSL-JSON, which reference managers and citation processors read."""

import json
from typing import Any

from apec_outcomes.dates import DateSpan, Precision
from apec_outcomes.export._citations import Citation, writer_of

__all__ = ["to_csl", "write"]

_TYPES = {
    "dataset": "dataset",
    "document": "report",
    "event": "event",
    "outcome": "document",
    "page": "webpage",
}
_PARTS = {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3}


def to_csl(citations: Any) -> str:
    """Return citations as a CSL-JSON list (https://docs.citationstyles.org/)."""
    return json.dumps(list(map(_item, citations)), ensure_ascii=False, indent=2)


def _item(citation: Citation) -> dict[str, Any]:
    item = {
        "id": citation.id,
        "type": _TYPES[citation.kind],
        "title": citation.title,
        "author": [{"literal": citation.author}],
        "issued": _date(citation.issued),
        "accessed": _date(citation.accessed),
        "genre": citation.genre,
        "event-title": citation.event,
        "event-place": citation.place,
        "version": citation.version,
        "URL": citation.url,
    }
    return {name: value for name, value in item.items() if value is not None}


def _date(span: DateSpan | None) -> dict[str, Any] | None:
    """Return a date or a range. Both ends have the precision of the less precise one.

    Citation processors fail at a range from a month to a day.
    """
    if span is None:
        return None
    known = min(_PARTS[span.start_precision], _PARTS[span.end_precision])
    ends = [[day.year, day.month, day.day][:known] for day in (span.start, span.end)]
    return {"date-parts": ends if ends[0] != ends[1] else ends[:1]}


write = writer_of(lambda citations: f"{to_csl(citations)}\n")
