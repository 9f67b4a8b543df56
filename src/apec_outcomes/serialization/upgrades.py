"""Schema versions of dataset files, and upgrades from older versions."""

import warnings
from collections.abc import Callable, Iterator
from typing import Any

from apec_outcomes.errors import SchemaUpgradeWarning, SchemaVersionError

__all__ = ["SCHEMA_VERSION", "up_to_date"]

SCHEMA_VERSION = 2
"""The schema version that this library writes, which is the newest that it reads."""


def up_to_date(data: Any, file: str | None) -> Any:
    """Return the data of a dataset file, upgraded to the current schema version.

    A `SchemaUpgradeWarning` lists the changes. Data that are not a dataset are returned unchanged; reading
    them reports the problem.

    Parameters
    ----------
    data
        Plain built-in types.
    file
        The name of the file, for messages.

    Raises
    ------
    SchemaVersionError
        If the version of the data is newer. Unknown fields are then not reported.
    """
    given = data.get("schema") if isinstance(data, dict) else None
    if type(given) is not int or given < 1 or given == SCHEMA_VERSION:
        return data
    if given > SCHEMA_VERSION:
        raise SchemaVersionError(given, SCHEMA_VERSION, file)
    upgraded = dict(data)
    changes: list[str] = []
    for step in _STEPS[given - 1 :]:
        changes += step(upgraded)
    upgraded["schema"] = SCHEMA_VERSION
    if changes:
        where = repr(file) if file else "the data"
        message = (
            f"{where}: read from schema version {given}, and upgraded to version {SCHEMA_VERSION}: "
            f"{'; '.join(changes)}. Save the dataset to keep the upgrade."
        )
        warnings.warn(message, SchemaUpgradeWarning, stacklevel=2)
    return upgraded


def _from_1_to_2(data: dict[str, Any]) -> Iterator[str]:
    """Upgrade data of version 1 to version 2, and yield the changes in words."""
    for collection, change, said in (
        ("outcomes", _principle, "outcomes of the kind 'principles' now have the kind 'principle'"),
        ("outcomes", _actors, "outcomes with actors in free text now have them in their notes"),
        ("themes", _broader, "themes now have their broader theme in a list"),
        ("sources", _kind, "sources now have the kind 'commentary', the weakest, as none was given"),
    ):
        records = data.get(collection)
        if not isinstance(records, list):
            continue
        pairs = [(record, change(record) if isinstance(record, dict) else None) for record in records]
        data[collection] = [new or old for old, new in pairs]
        if number := sum(new is not None for _, new in pairs):
            yield f"{number} {said}"


def _principle(outcome: dict[str, Any]) -> dict[str, Any] | None:
    return outcome | {"kind": "principle"} if outcome.get("kind") == "principles" else None


def _actors(outcome: dict[str, Any]) -> dict[str, Any] | None:
    actors = outcome.get("actors")
    if not isinstance(actors, list) or not all(isinstance(actor, str) for actor in actors) or not actors:
        return None
    kept = {name: value for name, value in outcome.items() if name != "actors"}
    note = outcome.get("note")
    named = f"Actors: {', '.join(actors)}."
    return kept | {"note": f"{note} {named}" if isinstance(note, str) else named}


def _broader(theme: dict[str, Any]) -> dict[str, Any] | None:
    broader = theme.get("broader")
    return theme | {"broader": [broader]} if isinstance(broader, str) else None


def _kind(source: dict[str, Any]) -> dict[str, Any] | None:
    return None if "kind" in source else source | {"kind": "commentary"}


_STEPS: tuple[Callable[[dict[str, Any]], Iterator[str]], ...] = (_from_1_to_2,)
"""The upgrades from each version to the next, starting with version 1."""
