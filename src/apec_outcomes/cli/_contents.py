"""The contents of ``apec-outcomes show``: a record and its related records."""

from collections.abc import Iterator, Mapping
from typing import Any

from apec_outcomes.dataset import Dataset
from apec_outcomes.model import (
    Actor,
    CalendarEntry,
    Economy,
    Forum,
    HostYear,
    Meeting,
    Outcome,
    Session,
    Source,
    Theme,
)
from apec_outcomes.model._collections import BY_CLASS, QUERIED
from apec_outcomes.model._fields import cited, links
from apec_outcomes.model._record import Record
from apec_outcomes.query.calendar import announced_next

__all__ = ["related"]

_CITED = ("outcomes", "held_within", "announced_next")
"""The related records whose sources a brief lists, in addition to those of the record."""


def related(data: Dataset, record: Record) -> dict[str, Any]:
    """Return a record under the name of its class, then its related records, with their sources last."""
    found: dict[str, Any] = {BY_CLASS[type(record)].singular: record}
    match record:
        case Meeting():
            later = announced_next(data.calendar, record)
            found["outcomes"] = data.outcomes_of(record)
            found["held_within"] = data.meetings.where(part_of=record.id)
            found["announced_next"] = later
            found["differences"] = later.differences()
        case Session():
            found["outcomes"] = data.outcomes.adopted_at(record)
        case Outcome():
            lineage = data.lineage(record)
            found["assessments"] = data.assessments_of(record)
            found["ancestors"], found["descendants"] = lineage.ancestors, lineage.descendants
        case CalendarEntry():
            found["differences"] = data.calendar.where(id=record.id).differences()
        case Forum():
            found["subfora"] = data.subfora(record)
            found["meetings"] = data.meetings.by(record)
            found["sessions"] = data.sessions.by(record)
        case Theme():
            found["narrower"] = data.narrower(record)
            found["outcomes"] = data.outcomes.about(record)
        case Actor():
            found["outcomes"] = data.outcomes.asked_of(record)
        case Economy():
            found["host_years"] = data.host_years.hosted_by(record)
        case HostYear():
            found["meetings"] = data.meetings.where(year=record.year)
        case Source():
            for name, row in QUERIED.items():
                if any(field.name == "sources" for field in links(row.cls)):
                    found[name] = getattr(data, name).where(sources=record.id)
        case _:
            pass
    if not isinstance(record, Source):
        keys = dict.fromkeys(_cited_in(found))
        found["sources"] = tuple(source for key in keys if (source := data.sources.get(key)))
    return found


def _cited_in(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield the ids of the sources of the record and its parts, in the order of a brief."""
    for name, value in found.items():
        if name == "meeting" or isinstance(value, Record):
            yield from cited(value)
        elif name == "assessments" or (name in _CITED and ("meeting" in found or "session" in found)):
            yield from (key for record in value for key in record.sources)
