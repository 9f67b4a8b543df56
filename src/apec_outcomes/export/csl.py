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


def to_csl(citations: Any) -> str:
    """Return citations as a list of CSL-JSON (https://docs.citationstyles.org/)."""
    return json.dumps(list(map(_item, citations)), ensure_ascii=False, indent=2)


def _item(citation: Citation) -> dict[str, Any]:
    item = {
        "id": citation.id,
        "type": _TYPES[citation.kind],
        "title": citation.title,
        "author": [{"literal": citation.author}],
        "issued": _date(citation.issued),
        "accessed": _date(citation.accessed),
        "publisher": citation.publisher,
        "event-title": citation.event,
        "event-place": citation.place,
        "version": citation.version,
        "URL": citation.url,
    }
    return {name: value for name, value in item.items() if value is not None}


def _date(span: DateSpan | None) -> dict[str, Any] | None:
    if span is None:
        return None
    ends = [_parts(span.start, span.start_precision), _parts(span.end, span.end_precision)]
    return {"date-parts": ends if ends[0] != ends[1] else ends[:1]}


def _parts(day: Any, precision: Precision) -> list[int]:
    known = {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3}[precision]
    return [day.year, day.month, day.day][:known]


write = writer_of(lambda citations: f"{to_csl(citations)}\n")
