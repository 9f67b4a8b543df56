"""Whether the records of a dataset fit together: what they refer to exists, and nothing stands twice."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from types import NoneType
from typing import Annotated, Any, NamedTuple, Protocol, get_args, get_origin

import attrs

from apec_outcomes._shelf import MARGIN
from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import Problem, quoted, shown
from apec_outcomes.model._record import UNREADABLE, Pattern, Range, Record, Reference

__all__ = ["Spoilt", "links", "misfit", "misfits", "misspelt", "problems_between"]

# Comparing spellings is slow: of ever so many broken references, the first are told what may be meant.
_COMPARED = 50
_LONGEST = 80

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
    """A record that does not hold what it should, or the builtins of one that cannot be made."""

    collection: str
    cls: type[Record]
    path: str
    record: Any


class Beside(Protocol):
    """Records that others may refer to."""

    def _has(self, collection: str, key: Any) -> bool: ...

    def _find(self, collection: str, key: Any) -> Any: ...


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
        each for path, meeting in listed.get("meetings", ()) for each in _sessions(meeting, path)
    ]
    keys = {name: [(path, _key(name, record)) for path, record in found] for name, found in listed.items()}
    for lost in spoilt:
        keys[lost.collection].append((lost.path, _key(lost.collection, lost.record)))
        keys["sessions"] += [
            (path, _key("sessions", each)) for path, each in _sessions(lost.record, lost.path)
        ]
    ids = {name: {key for _, key in found if isinstance(key, str | int)} for name, found in keys.items()}

    def exists(collection: str, key: Any) -> bool:
        return key in ids.get(collection, ()) or (beside is not None and beside._has(collection, key))

    left = iter(range(_COMPARED))

    def near(collection: str, key: str) -> str:
        if next(left, None) is None or len(key) > _LONGEST:
            return ""
        from difflib import get_close_matches

        close = get_close_matches(key, map(str, ids.get(collection, ())), n=3)
        return f", such as {' or '.join(map(repr, close))}" if close else ""

    for name, found in listed.items():
        field = _KEYS.get(name, "id")
        yield from _repeated(keys[name], f".{field}", f"an id that no other of the {name} has")
        if name != "sessions":  # they are reached through their meetings
            for path, each in found:
                yield from _broken(each, path, each.__class__, exists, near)
    for lost in spoilt:
        yield from _broken(lost.record, lost.path, lost.cls, exists, near)
    for name, field in (("themes", "broader"), ("fora", "parent"), ("meetings", "part_of")):
        yield from _circles(listed.get(name, ()), field)
    yield from _alike(listed.get("meetings", ()))
    yield from _misplaced(listed, beside)
    yield from _untimely(listed)


def _sessions(meeting: Any, path: str) -> Iterator[tuple[str, Any]]:
    sessions = _part(meeting, "sessions")
    for index, session in enumerate(sessions if isinstance(sessions, tuple | list) else ()):
        yield f"{path}.sessions[{index}]", session


def _part(record: Any, field: str) -> Any:
    """Return a field of a record, or of the builtins of one that could not be made."""
    return record.get(field) if isinstance(record, dict) else getattr(record, field, None)


def _key(collection: str, record: Any) -> Any:
    return _part(record, _KEYS.get(collection, "id"))


_KEYS = {"economies": "code", "host_years": "year"}


def _repeated(keys: Iterable[tuple[str, Any]], field: str, expected: str) -> Iterator[Problem]:
    """Yield the keys that stand at another path already, each at its own path and field."""
    first: dict[Any, str] = {}
    for path, key in keys:
        if isinstance(key, str | int) and first.setdefault(key, path) is not path:
            yield Problem(f"{path}{field}", f"{shown(key)} stands at {first[key]} already", expected)


def _alike(meetings: Iterable[tuple[str, Any]]) -> Iterator[Problem]:
    """Yield the parts of a meeting that are called as another of the same meeting is."""
    for path, meeting in meetings:
        for field, name in (("documents", "title"), ("topics", "id"), ("organisations", "id")):
            parts = enumerate(getattr(meeting, field))
            keys = ((f"{path}.{field}[{index}]", getattr(part, name)) for index, part in parts)
            yield from _repeated(keys, f".{name}", f"a {name} that no other of its {field} has")


def _broken(
    record: Any, path: str, cls: Any, exists: Callable[[str, Any], bool], near: Callable[[str, str], str]
) -> Iterator[Problem]:
    for field, collection, inside, many in links(cls):
        value = _part(record, field)
        if value is None or (many and not isinstance(value, tuple | list)):
            continue
        if collection and many and len(value) > 1:
            keys = ((f"{path}.{field}[{i}]", each) for i, each in enumerate(value) if isinstance(each, str))
            yield from _repeated(keys, "", "each once")
        for index, each in enumerate(value) if many else ((None, value),):
            place = f"{path}.{field}" if index is None else f"{path}.{field}[{index}]"
            if inside:
                yield from _broken(each, place, inside, exists, near)
            elif collection and isinstance(each, str) and not exists(collection, each):
                expected = f"the id of one of the {collection}{near(collection, each)}"
                yield Problem(place, f"no {shown(each)} in {collection}", expected)


def _circles(found: Iterable[tuple[str, Any]], field: str) -> Iterator[Problem]:
    above = {record.id: getattr(record, field) for _, record in found}
    ending: set[str] = set()
    for path, record in found:
        line, current = set(), record.id
        while current in above and current not in line and current not in ending:
            line.add(current)
            current = above[current]
        if current == record.id and current in line:
            yield Problem(f"{path}.{field}", f"{record.id!r} comes round to itself", "a line that ends")
        elif current not in line:
            ending |= line


def _misplaced(listed: Mapping[str, list[tuple[str, Any]]], beside: Beside | None) -> Iterator[Problem]:
    """Yield what is named with a meeting that does not have it, or is of another year than its meeting."""
    meetings = {meeting.id: meeting for _, meeting in listed.get("meetings", ())}
    parts: dict[str, tuple[set[str], set[str]]] = {}
    for path, record in chain(listed.get("outcomes", ()), listed.get("calendar", ())):
        meeting = meetings.get(record.meeting)
        if meeting is None and record.meeting and beside is not None:
            meeting = beside._find("meetings", record.meeting)
        if meeting is None:
            continue
        if meeting.id not in parts:
            titles = {issued.title for issued in meeting.documents}
            parts[meeting.id] = {session.id for session in meeting.sessions}, titles
        sessions, documents = parts[meeting.id]
        if record.session and record.session not in sessions:
            message = f"{record.session!r} is not in {record.meeting!r}"
            yield Problem(f"{path}.session", message, "a session of its meeting")
        document = getattr(record, "document", None)
        if document and document not in documents:
            message = f"{shown(document)} is not in {record.meeting!r}"
            yield Problem(f"{path}.document", message, "the title of a document of its meeting")
    for path, record, meeting in _owned(listed, meetings):
        if meeting is not None and record.year != meeting.year:
            message = f"{record.id!r} is of {record.year}, its meeting {meeting.id!r} of {meeting.year}"
            yield Problem(f"{path}.id", message, "an id of the year of its meeting")


def _owned(
    listed: Mapping[str, list[tuple[str, Any]]], meetings: Mapping[str, Any]
) -> Iterator[tuple[str, Any, Any]]:
    """Yield each outcome and session with its meeting."""
    for path, outcome in listed.get("outcomes", ()):
        yield path, outcome, meetings.get(outcome.meeting)
    for path, meeting in listed.get("meetings", ()):
        for place, session in _sessions(meeting, path):
            yield place, session, meeting


def _untimely(listed: Mapping[str, list[tuple[str, Any]]]) -> Iterator[Problem]:
    """Yield the dates that lie where nobody who reads by need would look for them."""
    for name in ("meetings", "sessions", "outcomes", "calendar"):
        field = "date" if name == "outcomes" else "dates"
        for path, record in listed.get(name, ()):
            yield from _far(getattr(record, field), record, f"{path}.{field}")
    for path, meeting in listed.get("meetings", ()):
        for index, document in enumerate(meeting.documents):
            yield from _far(document.date, meeting, f"{path}.documents[{index}].date")


def _far(span: DateSpan | None, record: Any, path: str) -> Iterator[Problem]:
    if span and (span.start.year < record.year - MARGIN or span.end.year > record.year + MARGIN):
        message = f"{span.edtf} is far from {record.year}, the year of {record.id!r}"
        yield Problem(path, message, "dates within a year of it")


def misfits(record: Any, path: str) -> Iterator[Problem]:
    """Yield the fields of a record that hold what their types do not allow, each with its path."""
    for field in attrs.fields(record.__class__):
        yield from misfit(getattr(record, field.name), field.type, f"{path}.{field.name}")


def misfit(value: Any, kind: Any, path: str) -> Iterator[Problem]:
    """Yield where a value is not what its type allows, with its path."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        wrong = tuple(misfit(value, parts[0], path))
        yield from wrong or _unmet(value, parts[1:], path)
    elif origin is tuple:
        if type(value) is tuple:
            for index, each in enumerate(value):
                yield from misfit(each, parts[0], f"{path}[{index}]")
        else:
            yield Problem(path, f"got {quoted(value)}", "a tuple")
    elif parts:
        if value is None and NoneType in parts:
            return
        found = [tuple(misfit(value, part, path)) for part in parts if part is not NoneType]
        if all(found):
            yield from found[0]
    elif type(value) is not kind:
        yield Problem(path, f"got {quoted(value)}", f"a value of type {kind.__name__}")
    elif kind is str:
        if fault := misspelt(value):
            yield Problem(path, *fault)
    elif isinstance(value, Record):
        yield from misfits(value, path)


def misspelt(text: str) -> tuple[str, str] | None:
    """Return what is wrong with a text, and what was expected, if anything is."""
    if not text:
        return "got an empty text", "text"
    # Most texts are printable; what is not may still be a no-break space.
    if text.isprintable() or not _UNREADABLE.search(text):
        return None
    return f"got {shown(text)}, with a control character or half of a surrogate pair", "readable text"


_UNREADABLE = re.compile(f"[{UNREADABLE}]")


def _unmet(value: Any, notes: Iterable[object], path: str) -> Iterator[Problem]:
    """Yield what the annotations of a type ask for and a value does not meet."""
    for note in notes:
        if isinstance(note, Pattern) and not re.fullmatch(note.regex, value):
            yield Problem(path, f"got {quoted(value)}", note.expected)
        if isinstance(note, Range) and not note.least <= value <= note.most:
            yield Problem(path, f"got {quoted(value)}", f"a whole number from {note.least} to {note.most}")
