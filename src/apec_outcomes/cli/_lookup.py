"""Look-up of a record by an id or a name on the command line."""

from shlex import quote

from apec_outcomes.cli._labels import key_of, kind_of
from apec_outcomes.dataset import Dataset
from apec_outcomes.errors import SUGGESTED, QueryError, UnknownIdError
from apec_outcomes.model import Actor
from apec_outcomes.model._collections import QUERIED
from apec_outcomes.model._record import Record
from apec_outcomes.query.related_records import relations_of
from apec_outcomes.query.relations import Relations

__all__ = ["LOOKED_UP", "find"]

LOOKED_UP = tuple(
    sorted((name for name, row in QUERIED.items() if row.is_unique), key=lambda name: not QUERIED[name].dates)
)
"""The collections of the look-up: those with dates first, as most ids are theirs."""

_LAST = ("sessions", "outcomes", "calendar")
"""The collections whose records are found by their whole title, if nothing else has this name."""


def find(data: Dataset, name: str) -> Record:
    """Return the record with this id, or else with this name.

    Raises
    ------
    UnknownIdError
        If there is none. The error suggests similar ids and names of any kind.
    QueryError
        If records of several kinds have this name.
    """
    relations = relations_of(data)
    named: list[Record] = [record for _, record in relations.meant(name, LOOKED_UP, last=_LAST)]
    if len(named) > 1:
        # An economy or a forum is an actor of the same name.
        named = [record for record in named if not isinstance(record, Actor)] or named
    if len(named) > 1:
        shown = [f"{key_of(record)!r} ({kind_of(record)})" for record in named[:SUGGESTED]]
        more = f", or one of {len(named) - SUGGESTED} more" if len(named) > SUGGESTED else ""
        raise QueryError(f"{name!r} is ambiguous; expected the id {' or '.join(shown)}{more}")
    if not named:
        near = _near(relations, name)
        way_out = f"expected an id or name; use `apec-outcomes search {quote(name)}` to search the texts"
        raise UnknownIdError(name, "the dataset", near, instead="" if near else way_out)
    return named[0]


def _near(relations: Relations, name: str) -> list[str]:
    from difflib import SequenceMatcher

    near = {each for collection in LOOKED_UP for each in relations.near(collection, name)}

    def nearness(found: str) -> tuple[float, str]:
        return -SequenceMatcher(None, found.lower(), name.lower()).ratio(), found

    return sorted(near, key=nearness)[:SUGGESTED]
