"""Whether the records of a dataset fit together: what they refer to exists, and nothing stands twice."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from types import NoneType
from typing import Annotated, Any, NamedTuple, Protocol, get_args, get_origin

import attrs

from apec_outcomes._shelf import MARGIN
from apec_outcomes.errors import Problem
from apec_outcomes.model._record import Pattern, Range, Record, Reference

__all__ = ["Spoilt", "links", "misfits", "problems_between"]

Records = Mapping[str, Iterable[tuple[str, Any]]]
"""The records of each collection, each with its path."""


class Link(NamedTuple):
    """A field that refers to records of another collection, or holds records that may."""

    field: str
    collection: str | None
    inside: type[Record] | None
    many: bool


@cache
def links(cls: Any) -> tuple[Link, ...]:
    """Return the fields of a class that refer to other records, as their types say."""
    return tuple(link for field in attrs.fields(cls) for link in _links_in(field.name, field.type))


def _links_in(field: str, kind: Any, many: bool = False) -> Iterator[Link]:
    if get_origin(kind) is Annotated:
        for note in get_args(kind)[1:]:
            if isinstance(note, Reference):
                yield Link(field, note.collection, None, many)
    elif isinstance(kind, type) and issubclass(kind, Record):
        yield Link(field, None, kind, many)
    else:
        for part in get_args(kind):
            yield from _links_in(field, part, many or get_origin(kind) is tuple)


class Spoilt(NamedTuple):
    """A record that is there but cannot be made: its collection and class, its path, and its builtins."""

    collection: str
    cls: type[Record]
    path: str
    builtins: Any


class Beside(Protocol):
    """Records that others may refer to."""

    def _has(self, collection: str, key: Any) -> bool: ...


def problems_between(
    records: Records, beside: Beside | None, spoilt: Sequence[Spoilt] = ()
) -> Iterator[Problem]:
    """Yield what does not fit between records, each with its path.

    Parameters
    ----------
    records
        The records of each collection, each with its path.
    beside
        What these records may refer to, too.
    spoilt
        Records that are there but cannot be made.
    """
    listed = {name: list(found) for name, found in records.items()}
    listed["sessions"] = [
        (f"{path}.sessions[{index}]", session)
        for path, meeting in listed.get("meetings", ())
        for index, session in enumerate(meeting.sessions)
    ]
    ids = {name: set(map(_key_of(name), (record for _, record in found))) for name, found in listed.items()}
    for record in spoilt:
        ids[record.collection].update(_ids([record.builtins], _KEYS.get(record.collection, "id")))
        ids["sessions"].update(_ids(_part(record.builtins, "sessions"), "id"))

    def exists(collection: str, key: Any) -> bool:
        return key in ids.get(collection, ()) or (beside is not None and beside._has(collection, key))

    for name, found in listed.items():
        yield from _repeated(name, found)
        if name != "sessions":  # they are reached through their meetings
            for path, each in found:
                yield from _broken(each, path, each.__class__, exists)
    for record in spoilt:
        yield from _broken(record.builtins, record.path, record.cls, exists)
    for name, field in (("themes", "broader"), ("fora", "parent"), ("meetings", "part_of")):
        yield from _circles(listed.get(name, ()), field)
    yield from _misplaced(listed)
    yield from _untimely(listed)


def _part(record: Any, field: str) -> Any:
    """Return a field of a record, or of the builtins of one that could not be made."""
    return record.get(field) if isinstance(record, dict) else getattr(record, field, None)


def _ids(raw: Any, key: str) -> Iterator[Any]:
    for each in raw if isinstance(raw, list) else ():
        found = _part(each, key)
        if isinstance(found, str | int):
            yield found


def _key_of(collection: str) -> Callable[[Any], Any]:
    return attrgetter(_KEYS.get(collection, "id"))


_KEYS = {"economies": "code", "host_years": "year"}


def _repeated(name: str, found: list[tuple[str, Any]]) -> Iterator[Problem]:
    first: dict[Any, str] = {}
    key_of = _key_of(name)
    for path, record in found:
        key = key_of(record)
        if first.setdefault(key, path) is not path:
            where = f"{path}.{_KEYS.get(name, 'id')}"
            yield Problem(
                where, f"{key!r} stands at {first[key]} already", f"an id that no other of the {name} has"
            )


def _broken(record: Any, path: str, cls: Any, exists: Callable[[str, Any], bool]) -> Iterator[Problem]:
    for field, collection, inside, many in links(cls):
        value = _part(record, field)
        if value is None or (many and not isinstance(value, tuple | list)):
            continue
        for index, each in enumerate(value) if many else ((None, value),):
            place = f"{path}.{field}" if index is None else f"{path}.{field}[{index}]"
            if inside:
                yield from _broken(each, place, inside, exists)
            elif collection and isinstance(each, str) and not exists(collection, each):
                yield Problem(place, f"no {each!r} in {collection}", f"the id of one of the {collection}")


def _circles(found: Iterable[tuple[str, Any]], field: str) -> Iterator[Problem]:
    above = {record.id: getattr(record, field) for _, record in found}
    for path, record in found:
        seen, current = set(), record.id
        while current in above and current not in seen:
            seen.add(current)
            current = above[current]
        if current == record.id:
            yield Problem(f"{path}.{field}", f"{record.id!r} comes round to itself", "a line that ends")


def _misplaced(listed: Mapping[str, list[tuple[str, Any]]]) -> Iterator[Problem]:
    """Yield the sessions and documents that are named with a meeting that does not have them."""
    meetings = {meeting.id: meeting for _, meeting in listed.get("meetings", ())}
    for path, record in (*listed.get("outcomes", ()), *listed.get("calendar", ())):
        meeting = meetings.get(record.meeting)
        if meeting is None:
            continue
        if record.session and all(session.id != record.session for session in meeting.sessions):
            yield Problem(
                f"{path}.session", f"{record.session!r} is not in {meeting.id!r}", "a session of its meeting"
            )
        document = getattr(record, "document", None)
        if document and all(issued.title != document for issued in meeting.documents):
            message = f"{document!r} is not in {meeting.id!r}"
            yield Problem(f"{path}.document", message, "the title of a document of its meeting")


def _untimely(listed: Mapping[str, list[tuple[str, Any]]]) -> Iterator[Problem]:
    for name in ("meetings", "sessions", "outcomes", "calendar"):
        field = "date" if name == "outcomes" else "dates"
        for path, record in listed.get(name, ()):
            span = getattr(record, field)
            if span and (span.start.year < record.year - MARGIN or span.end.year > record.year + MARGIN):
                message = f"{span.edtf} is far from {record.year}, the year of {record.id!r}"
                yield Problem(f"{path}.{field}", message, "dates within a year of it")


def misfits(record: Any, path: str) -> Iterator[Problem]:
    """Yield the fields of a record that hold what their types do not allow, each with its path."""
    for field in attrs.fields(record.__class__):
        yield from _misfit(getattr(record, field.name), field.type, f"{path}.{field.name}")


def _misfit(value: Any, kind: Any, path: str) -> Iterator[Problem]:
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        wrong = tuple(_misfit(value, parts[0], path))
        yield from wrong or _unmet(value, parts[1:], path)
    elif origin is tuple:
        if type(value) is tuple:
            for index, each in enumerate(value):
                yield from _misfit(each, parts[0], f"{path}[{index}]")
        else:
            yield Problem(path, f"got {value!r}", "a tuple")
    elif parts:
        if value is not None:
            yield from _misfit(value, next(part for part in parts if part is not NoneType), path)
    elif type(value) is not kind:
        yield Problem(path, f"got {value!r}", f"a value of type {kind.__name__}")
    elif isinstance(value, Record):
        yield from misfits(value, path)


def _unmet(value: Any, notes: Iterable[object], path: str) -> Iterator[Problem]:
    """Yield what the annotations of a type ask for and a value does not meet."""
    for note in notes:
        if isinstance(note, Pattern) and not re.fullmatch(note.regex, value):
            yield Problem(path, f"got {value!r}", note.expected)
        if isinstance(note, Range) and not note.least <= value <= note.most:
            yield Problem(path, f"got {value!r}", f"a whole number from {note.least} to {note.most}")
