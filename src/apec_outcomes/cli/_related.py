"""One record with all that belongs to it: the contents of ``apec-outcomes show``."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from shlex import quote
from typing import Any

from apec_outcomes.cli._labels import key_of, kind_of
from apec_outcomes.dataset import Dataset
from apec_outcomes.errors import QueryError, UnknownIdError
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
from apec_outcomes.query import CalendarQuery
from apec_outcomes.query.related_records import relations_of
from apec_outcomes.query.relations import Relations

__all__ = ["SHOWN", "announces", "find", "related"]

SHOWN = tuple(
    sorted((name for name, row in QUERIED.items() if row.is_unique), key=lambda name: not QUERIED[name].dates)
)
"""The collections whose records are looked up: those with dates first, as most ids are theirs."""

_TITLED = ("sessions", "outcomes", "calendar")
"""The collections whose records are found by their whole title, if nothing else has this name."""
_NAMED = 3
"""How many records of one name an error lists."""

_AHEAD = timedelta(days=92)
_CITED = ("outcomes", "held_within", "announced_next")
"""The related records whose sources a brief lists beside those of the record itself."""


def find(data: Dataset, name: str) -> Record:
    """Return the record with this id, or else with this name.

    Raises
    ------
    UnknownIdError
        If there is none; the error suggests similar ids and names of any kind.
    QueryError
        If records of several kinds have this name.
    """
    relations = relations_of(data)
    for collection in SHOWN:
        if (record := relations.find(collection, name)) is not None:
            return record  # type: ignore[no-any-return]
    named = _named(relations, name)
    if len(named) > 1:
        # An economy or a forum is an actor of the same name.
        named = [record for record in named if not isinstance(record, Actor)] or named
    if len(named) > 1:
        shown = [f"{key_of(record)!r} ({kind_of(record)})" for record in named[:_NAMED]]
        more = f", or one of {len(named) - _NAMED} more" if len(named) > _NAMED else ""
        raise QueryError(f"{name!r} is ambiguous; expected the id {' or '.join(shown)}{more}")
    if not named:
        near = _near(relations, name)
        way_out = f"expected an id or name; use `apec-outcomes search {quote(name)}` to search the texts"
        raise UnknownIdError(name, "the dataset", near, instead="" if near else way_out)
    return named[0]


def _named(relations: Relations, name: str) -> list[Record]:
    """Return the records with this name, or else with this title, or else the meetings with these words."""
    for ask, collections in (
        (relations.named, [each for each in SHOWN if each not in _TITLED]),
        (relations.named, _TITLED),
        (relations.answering, ["meetings"]),
    ):
        if found := [record for collection in collections for record in ask(collection, name)]:
            return found
    return []


def _near(relations: Relations, name: str) -> list[str]:
    from difflib import SequenceMatcher

    near = {each for collection in SHOWN for each in relations.near(collection, name)}
    return sorted(
        near, key=lambda found: (-SequenceMatcher(None, found.lower(), name.lower()).ratio(), found)
    )[:3]


def related(data: Dataset, record: Record) -> dict[str, Any]:
    """Return a record under the name of its class, then the records that belong to it, their sources last."""
    found: dict[str, Any] = {BY_CLASS[type(record)].singular: record}
    match record:
        case Meeting():
            later = _announced_next(data, record)
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


def _announced_next(data: Dataset, meeting: Meeting) -> CalendarQuery:
    """Return the events that the sources of a meeting announced for the months after it, soonest first."""
    end = meeting.dates.end
    sources = data.sources_of(meeting)

    def is_announced(entry: CalendarEntry) -> bool:
        return entry.dates.start > end and any(announces(source, entry) for source in sources)

    return data.calendar.upcoming(on=end, within=_AHEAD).where(is_announced)


def announces(source: Source, entry: CalendarEntry) -> bool:
    """Return whether a source announced an event: it names it, and was not published after it."""
    return source.id in entry.sources and not (source.published and source.published.start > entry.dates.end)


def _cited_in(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield the sources of the record and its parts, in the order in which a brief mentions them."""
    for name, value in found.items():
        if name == "meeting" or isinstance(value, Record):
            yield from cited(value)
        elif name == "assessments" or (name in _CITED and ("meeting" in found or "session" in found)):
            yield from (key for record in value for key in record.sources)
