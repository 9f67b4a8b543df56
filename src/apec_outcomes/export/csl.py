"""Citations as CSL-JSON, which reference managers and citation processors read."""

import json
from typing import Any

from apec_outcomes.dates import DateSpan, Precision
from apec_outcomes.export._citations import Citation, citations_of
from apec_outcomes.export._tables import Exported

__all__ = ["to_csl", "write"]

_TYPES = {
    "dataset": "dataset",
    "document": "report",
    "event": "event",
    "outcome": "document",
    "page": "webpage",
}


def write(exported: Exported, path: str) -> None:
    """Write the citations of a query, or of a dataset as a whole, to a file.

    Raises
    ------
    QueryError
        Where its records are none that can be cited.
    """
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{to_csl(citations_of(exported))}\n")


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
