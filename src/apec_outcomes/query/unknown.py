"""The error for an unknown name: it suggests similar names, a method for this kind of name, or an example."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from apec_outcomes.errors import SUGGESTED, UnknownIdError, listed, quoted
from apec_outcomes.model._collections import ALL
from apec_outcomes.model._text import name_key

__all__ = ["Known", "unknown", "with_article"]


class Known(Protocol):
    """The records that a name is looked up in."""

    def named(self, collection: str, given: str, /) -> Sequence[Any]:
        """Return the records of a collection with this key, or else with exactly this name."""
        ...

    def places(self) -> Mapping[str, str]:
        """Return the cities and venues of events, by folded name."""
        ...

    def first(self, collection: str, /) -> Any:
        """Return the first record of a collection, or None."""
        ...


_LOOKED_UP = (
    *("economies", "themes", "fora", "actors", "places"),
    *("meetings", "sessions", "outcomes", "documents", "calendar", "sources"),
)
"""The collections in which an unknown name is looked up, in order."""

_LONGEST = 200


def unknown(
    known: Known, given: object, collections: Sequence[str], near: Iterable[str], query: object = None
) -> UnknownIdError:
    """Return the error for a name that no record of these collections has.

    Parameters
    ----------
    known
        The records of all collections.
    given
        The id or name.
    collections
        The collections that were searched; ``places`` counts as one.
    near
        Similar ids and names.
    query
        The query of the look-up, which may lack some of the methods.
    """
    near = list(dict.fromkeys(near))[:SUGGESTED]
    instead = _instead(known, given, collections, query) if isinstance(given, str) else ""
    way_out = instead or ("" if near else _example(known, collections[0]))
    return UnknownIdError(given, listed(collections, "or"), near, instead=way_out)


def _example(known: Known, collection: str) -> str:
    """Return a description of the keys and names of a collection, with an example."""
    if collection == "places":
        place = next(iter(known.places().values()), None)
        return "there are none" if place is None else f"expected a city or venue, such as {quoted(place)}"
    record, row = known.first(collection), ALL[collection]
    if record is None:
        return "there are none"
    form = row.key if row.key == "year" else f"{row.key} or name"
    return f"expected {with_article(form)}, such as {quoted(getattr(record, row.key))}"


def _instead(known: Known, given: str, collections: Sequence[str], query: object) -> str:
    """Return which other collection has the name, or the name without a year, and the method to use."""
    if len(given) > _LONGEST:
        return ""
    for name in dict.fromkeys((given, re.sub(r"\b[0-9]{4}\b", "", given).strip(" ,"))):
        for collection in _LOOKED_UP:
            if collection not in collections and name and _is_in(known, collection, name):
                said = f"{quoted(name)} is {with_article(_noun(collection))}"
                return f"{said}; expected {_expected(collections, collection, name, query)}"
    return ""


def _is_in(known: Known, collection: str, name: str) -> bool:
    if collection == "places":
        return name_key(name) in known.places()
    return bool(known.named(collection, name))


def _expected(collections: Sequence[str], found: str, name: str, query: object) -> str:
    from apec_outcomes.query.methods import methods_taking

    wanted = listed([with_article(_noun(each)) for each in collections], "or")
    if found in ("meetings", "sessions") and "outcomes" in collections:
        return f"{wanted}, such as those of adopted_at({quoted(name)})"
    ways = [
        f"{method.path}({quoted(name)})"
        for method in methods_taking(found)
        if query is None or method.of or hasattr(query, method.name)
    ]
    return f"{wanted}, or use {' or '.join(ways)}" if ways else wanted


def _noun(collection: str) -> str:
    return ALL[collection].labels[0] if collection in ALL else collection.removesuffix("s")


def with_article(noun: str) -> str:
    """Return a noun with *a* or *an* before it."""
    return f"{'an' if noun[0].lower() in 'aeio' else 'a'} {noun}"
