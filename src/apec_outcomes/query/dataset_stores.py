"""The stores of all collections of a dataset, and of a merged one."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import chain
from typing import Any

from apec_outcomes.dates import DateSpan
from apec_outcomes.model import Meeting, Outcome
from apec_outcomes.model._collections import ALL, COLLECTIONS, PARTS
from apec_outcomes.model.outcome import outcome_dates
from apec_outcomes.query.relations import Relations
from apec_outcomes.query.store import Store

__all__ = ["Makers", "joined_stores", "stores_of"]

Makers = Mapping[str, Callable[[], Iterable[Any]]]
"""For each collection, the function that makes its records when they are first needed."""


def stores_of(makers: Makers, beside: Relations | None) -> dict[str, Store[Any]]:
    """Return a store for each collection, empty if it has no function."""
    return _with_parts(_stores({name: makers.get(name, tuple) for name in COLLECTIONS}, beside))


def joined_stores(
    relations: Relations, incoming: Mapping[str, Iterable[Any]], beside: Relations | None
) -> dict[str, Store[Any]]:
    """Return stores with these records added. An incoming record replaces the record with the same key.

    Collections without incoming records share their indexes with the old stores.
    """
    stores = relations.stores
    kept = {name: store for name, store in stores.items() if ALL[name].within not in incoming}
    makers = {name: partial(_together, stores[name], records) for name, records in incoming.items()}
    held = stores["meetings"].by_key()
    if any(meeting.id in held for meeting in incoming.get("meetings", ())):
        # Outcomes of a replaced meeting may have its dates.
        makers.setdefault("outcomes", partial(_together, stores["outcomes"], ()))
    return _with_parts(kept | _stores(makers, beside, meetings=stores["meetings"]))


def _stores(
    makers: Makers, beside: Relations | None, *, meetings: Store[Meeting] | None = None
) -> dict[str, Store[Any]]:
    """Return a store for each function. Outcomes find their meetings in these stores, or in `meetings`."""
    stores = {name: Store(COLLECTIONS[name], make) for name, make in makers.items() if name != "outcomes"}
    held = stores.get("meetings", meetings)
    if "outcomes" in makers and held is not None:
        stores["outcomes"] = Store(COLLECTIONS["outcomes"], makers["outcomes"], _days(held, beside))
    return stores


def _with_parts(stores: Mapping[str, Store[Any]]) -> dict[str, Store[Any]]:
    """Return these stores and, if missing, those of the parts of meetings."""
    parts = {
        name: Store(row, partial(_parts, stores["meetings"], name))
        for name, row in PARTS.items()
        if row.is_asked
    }
    return {**parts, **stores}


def _parts(meetings: Store[Meeting], name: str) -> Iterable[Any]:
    return chain.from_iterable(getattr(meeting, name) for meeting in meetings.records)


def _days(meetings: Store[Meeting], beside: Relations | None) -> Callable[[Outcome], DateSpan | None]:
    """Return a function that returns the days of an outcome: its own, or those of its meeting."""

    def meeting_of(key: str) -> Meeting | None:
        found = meetings.by_key().get(key)
        return beside.find("meetings", key) if found is None and beside else found

    return lambda outcome: outcome_dates(outcome, meeting_of)


def _together(store: Store[Any], incoming: Iterable[Any]) -> Iterable[Any]:
    """Return the records of a store and the incoming ones, which replace records with the same key."""
    replaced = {store.key(record): record for record in incoming}
    kept = [replaced.pop(store.key(record), record) for record in store.records]
    return [*kept, *replaced.values()]
