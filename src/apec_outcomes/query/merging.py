"""The records that a merge adds to a dataset, and their checks."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from apec_outcomes.checks.problems import Problems
from apec_outcomes.checks.references import Placed, problems_between
from apec_outcomes.errors import Problem
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.query.relations import Relations

__all__ = ["Incoming", "incoming_records"]


class Incoming(NamedTuple):
    """The incoming records, without those that the dataset already has.

    Parameters
    ----------
    placed
        The records of each collection, each with its path.
    clashes
        The keys of each collection that different records of the dataset have.
    """

    placed: dict[str, list[Placed]]
    clashes: dict[str, list[Any]]

    @property
    def records(self) -> dict[str, list[Any]]:
        """The records of each collection."""
        return {name: [record for _, record in placed] for name, placed in self.placed.items()}

    def check(self, before: Relations, after: Relations) -> None:
        """Check incoming records, and records of meetings that are replaced.

        Parameters
        ----------
        before, after
            The relations without and with the incoming records.

        Raises
        ------
        InvalidRecordError
            If there are problems. The error lists all of them.
        """
        touched = self._dependants(after)
        checked = {
            name: [*self.placed.get(name, ()), *touched.get(name, ())]
            for name in self.placed.keys() | touched.keys()
        }
        problems = Problems()
        problems.add_all(problems_between(checked, (after if self.clashes else before).dataset))
        problems.add_all(_clashing_sessions(self.placed.get("meetings", ()), before.dataset))
        problems.raise_if_any()

    def _dependants(self, after: Relations) -> dict[str, list[Placed]]:
        """Return the existing outcomes and calendar entries of meetings that are replaced."""
        meetings = frozenset(self.clashes.get("meetings", ()))
        names = ("outcomes", "calendar") if meetings else ()
        new = {record.id for name in names for _, record in self.placed.get(name, ())}
        return {
            name: [
                (f"$.{name}[{index}]", record)
                for index, record in enumerate(after.stores[name].records)
                if record.meeting in meetings and record.id not in new
            ]
            for name in names
        }


def incoming_records(mine: Relations, theirs: Relations) -> Incoming:
    """Return the records that a merge adds to a dataset."""
    incoming = Incoming({}, {})
    for name in COLLECTIONS:
        store = theirs.stores[name]
        present = mine.stores[name].by_key() if store.records else {}
        for index, record in enumerate(store.records):
            key = store.key(record)
            if key in present and present[key] == record:
                continue
            if key in present:
                incoming.clashes.setdefault(name, []).append(key)
            incoming.placed.setdefault(name, []).append((f"$.{name}[{index}]", record))
    return incoming


def _clashing_sessions(meetings: Iterable[Placed], dataset: Any) -> Iterator[Problem]:
    """Yield the problems of sessions of these meetings whose ids other meetings of a dataset use."""
    for path, meeting in meetings:
        for index, session in enumerate(meeting.sessions):
            present = dataset.sessions.get(session.id)
            holder = dataset.meeting_of(present) if present else None
            if holder and holder.id != meeting.id:
                message = f"duplicate {session.id!r}, used in {holder.id!r}"
                yield Problem(f"{path}.sessions[{index}].id", message, "a unique id")
