"""Checks between records: references lead to records, ids are unique, hierarchies have no cycles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple, Protocol

from apec_outcomes.errors import Problem, shown
from apec_outcomes.model._collections import ALL, COLLECTIONS, PARTS
from apec_outcomes.model._fields import Structured, links
from apec_outcomes.model._text import name_key, near_to

__all__ = ["Others", "Placed", "Unreadable", "problems_between"]

# Comparison is slow: similar ids are suggested only for the first broken references.
_COMPARED = 100_000
_LONGEST = 80

Placed = tuple[str, Any]
"""A path, such as ``$.meetings[0]``, and its record."""


class Unreadable(NamedTuple):
    """The data of an invalid record, which other records may refer to."""

    collection: str
    cls: type[Structured]
    path: str
    data: Any


class Others(Protocol):
    """A dataset with other records that the checked ones may refer to."""

    def find(self, collection: str, key: Any, /) -> Any:
        """Return the record of a collection with this id, or None."""


def problems_between(
    records: Mapping[str, Iterable[Placed]],
    others: Others | None = None,
    unreadable: Sequence[Unreadable] = (),
) -> Iterator[Problem]:
    """Yield the problems between records, each with its path.

    Parameters
    ----------
    records
        The records of each collection, each after its path.
    others
        Other records that these may refer to.
    unreadable
        Invalid records.
    """
    placed = {name: list(records.get(name, ())) for name in COLLECTIONS}
    placed["sessions"] = [each for path, record in placed["meetings"] for each in _sessions(record, path)]
    keys = {name: [(path, _key(name, record)) for path, record in found] for name, found in placed.items()}
    for lost in unreadable:
        keys[lost.collection].append((lost.path, _key(lost.collection, lost.data)))
        keys["sessions"] += [(path, _key("sessions", each)) for path, each in _sessions(lost.data, lost.path)]
    for name, found in keys.items():
        yield from _duplicates(found, f".{ALL[name].key}", f"a unique {ALL[name].key}")
    references = _References(keys, placed, others)
    for name in COLLECTIONS:
        for path, record in placed[name]:
            yield from references.problems(record, record.__class__, path)
    for lost in unreadable:
        yield from references.problems(lost.data, lost.cls, lost.path)
    for name, row in COLLECTIONS.items():
        if row.above and row.is_tree:
            yield from _cycles(name, row.above, placed[name], others)
    yield from _misnamed_parts(placed["meetings"])
    yield from _misplaced(placed, others)


class _References:
    """The ids of all records, and checks of references to them."""

    def __init__(
        self,
        keys: Mapping[str, Iterable[tuple[str, Any]]],
        placed: Mapping[str, Iterable[Placed]],
        others: Others | None,
    ) -> None:
        self._placed = placed
        self._keys = {name: {k for _, k in found if isinstance(k, str | int)} for name, found in keys.items()}
        self._others = others
        self._left = _COMPARED

    def problems(self, record: Any, cls: type[Structured], path: str) -> Iterator[Problem]:
        """Yield the problems of references that lead to no record or are duplicate."""
        for field, kind, _ in links(cls):
            value = _part(record, field)
            if value is None or (kind.many and not isinstance(value, tuple | list)):
                continue
            if kind.collection and kind.many and len(value) > 1:
                places = ((f"{path}.{field}[{index}]", each) for index, each in enumerate(value))
                yield from _duplicates(places, "", "each id once")
            for index, each in enumerate(value) if kind.many else ((None, value),):
                place = f"{path}.{field}" if index is None else f"{path}.{field}[{index}]"
                if kind.record:
                    yield from self.problems(each, kind.record, place)
                elif kind.collection and isinstance(each, str) and not self._exists(kind.collection, each):
                    yield Problem(place, *self._fault(kind.collection, each))

    def _exists(self, collection: str, key: str) -> bool:
        if key in self._keys.get(collection, ()):
            return True
        return self._others is not None and self._others.find(collection, key) is not None

    def _fault(self, collection: str, key: str) -> tuple[str, str]:
        """Return the message about an unknown id, and a description of the expected id."""
        comparable = self._left > 0 and len(key) <= _LONGEST
        if comparable and (named := self._with_name(collection, key)):
            return f"{shown(key)} is a name of {named!r}", "the id"
        expected = f"the id of one of the {ALL[collection].labels[1]}"
        expected += self._near(collection, key) if comparable else ""
        if self._others is None:
            expected += "; pass beside=apec_outcomes.load() to refer to the bundled records"
        return f"no {shown(key)} in {collection}", expected

    def _with_name(self, collection: str, name: str) -> str | None:
        """Return the id of the only record with this name, or None."""
        wanted, fields = name_key(name), ALL[collection].names
        own = (record for _, record in self._placed.get(collection, ()))
        known = [*own, *getattr(self._others, collection, ())] if fields else []
        self._left -= len(known)
        found = {
            str(_key(collection, record))
            for record in known
            for field in fields
            for each in _texts(getattr(record, field, None))
            if name_key(each) == wanted
        }
        return found.pop() if len(found) == 1 else None

    def _near(self, collection: str, key: str) -> str:
        beside = (_key(collection, record) for record in getattr(self._others, collection, ()))
        known = {str(each) for each in chain(self._keys.get(collection, ()), beside)}
        self._left -= len(known)
        near = near_to(key, sorted(each for each in known if len(each) <= _LONGEST))
        return f", such as {' or '.join(map(repr, near))}" if near else ""


def _texts(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value or ()


def _sessions(meeting: Any, path: str) -> Iterator[Placed]:
    sessions = _part(meeting, "sessions")
    for index, session in enumerate(sessions if isinstance(sessions, tuple | list) else ()):
        yield f"{path}.sessions[{index}]", session


def _part(record: Any, field: str) -> Any:
    """Return a field of a record, or of the data of an invalid record."""
    return record.get(field) if isinstance(record, dict) else getattr(record, field, None)


def _key(collection: str, record: Any) -> Any:
    return _part(record, ALL[collection].key)


def _duplicates(keys: Iterable[tuple[str, Any]], field: str, expected: str) -> Iterator[Problem]:
    """Yield the problems of keys that an earlier path has used."""
    first: dict[Any, str] = {}
    for path, key in keys:
        if isinstance(key, str | int) and first.setdefault(key, path) is not path:
            yield Problem(f"{path}{field}", f"duplicate {shown(key)}, first used at {first[key]}", expected)


def _misnamed_parts(meetings: Iterable[Placed]) -> Iterator[Problem]:
    """Yield the problems of parts with duplicate keys, and of topics whose id belongs to another meeting."""
    for path, meeting in meetings:
        for name, row in PARTS.items():
            if name != "sessions":  # whose ids are unique over all meetings
                parts = enumerate(getattr(meeting, name))
                keys = [(f"{path}.{name}[{index}]", getattr(part, row.key)) for index, part in parts]
                expected = f"a unique {row.key} among its {name}"
                yield from _duplicates(keys, f".{row.key}", expected)
        for index, topic in enumerate(meeting.topics):
            if not topic.id.startswith(f"{meeting.id}."):
                message = f"{topic.id!r} is not an id of {meeting.id!r}"
                yield Problem(f"{path}.topics[{index}].id", message, f"an id '{meeting.id}.<slug>'")


def _cycles(
    collection: str, field: str, placed: Sequence[Placed], others: Others | None
) -> Iterator[Problem]:
    """Yield the problem of each cycle of a hierarchy, found in one walk upwards from each record."""
    own = {record.id: (path, record) for path, record in placed}

    def above(key: str) -> Iterator[str]:
        record = own[key][1] if key in own else others.find(collection, key) if others else None
        value = getattr(record, field, None)
        return iter(value if isinstance(value, tuple) else () if value is None else (value,))

    done: set[str] = set()
    for path, start in placed:
        trail: dict[str, int] = {}
        waiting = [(start.id, above(start.id))] if start.id not in done else []
        if waiting:
            trail[start.id] = 0
        while waiting:
            key, higher = waiting[-1]
            upper = next(higher, None)
            if upper is None:
                waiting.pop()
                del trail[key]
                done.add(key)
            elif upper in trail:
                first = trail[upper]
                cycle = [each for each, _ in waiting[first : first + _NAMED + 1]]
                place = own[key][0] if key in own else path
                yield Problem(f"{place}.{field}", _in_words(cycle), "no cycle")
            elif upper not in done:
                trail[upper] = len(waiting)
                waiting.append((upper, above(upper)))


def _in_words(keys: Sequence[str]) -> str:
    """Return a cycle in words, shortened if long."""
    named = [*keys[:_NAMED], *(["..."] if len(keys) > _NAMED else []), keys[0]]
    return f"cycle: {' → '.join(named)}"


_NAMED = 5


def _misplaced(placed: Mapping[str, Sequence[Placed]], others: Others | None) -> Iterator[Problem]:
    """Yield the problems of references to sessions and documents of other meetings, and of wrong years."""
    meetings = {meeting.id: meeting for _, meeting in placed["meetings"]}
    parts: dict[str, tuple[set[str], set[str]]] = {}
    for path, record in chain(placed["outcomes"], placed["calendar"]):
        meeting = meetings.get(record.meeting)
        if meeting is None and record.meeting and others is not None:
            meeting = others.find("meetings", record.meeting)
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
    owned = [(path, outcome, meetings.get(outcome.meeting)) for path, outcome in placed["outcomes"]]
    for path, meeting in placed["meetings"]:
        owned += [(place, session, meeting) for place, session in _sessions(meeting, path)]
    for path, record, meeting in owned:
        if meeting is not None and record.year != meeting.year:
            message = f"{record.id!r} has the year {record.year}, its meeting {meeting.id!r} {meeting.year}"
            yield Problem(f"{path}.id", message, "an id of the year of its meeting")
