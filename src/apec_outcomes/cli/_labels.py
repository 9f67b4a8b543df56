"""The names of records, and of records that they refer to."""

from collections.abc import Iterable
from enum import Enum
from typing import Any

from apec_outcomes.dataset import Dataset
from apec_outcomes.model import Difference, Venue
from apec_outcomes.model._collections import BY_CLASS
from apec_outcomes.model._record import Record, title

__all__ = ["Labels", "became", "days_of", "key_of", "kind_of", "words"]


class Labels:
    """The names of records by id; an unknown id is unchanged."""

    def __init__(self, data: Dataset) -> None:
        self._data = data

    def forum(self, key: str | None) -> str:
        """Return the name of a forum, with its acronym."""
        name = self.title("fora", key)
        forum = self._data.fora.get(key) if key else None
        return f"{name} ({forum.acronym})" if forum and forum.acronym and forum.acronym not in name else name

    def title(self, collection: str, key: str | None) -> str:
        """Return the name, label or title of a record."""
        record = getattr(self._data, collection).get(key) if key else None
        return title(record) if record else key or ""

    def titles(self, collection: str, keys: Iterable[str]) -> str:
        """Return the names, labels or titles of several records."""
        return "; ".join(self.title(collection, key) for key in keys)

    def place(self, venue: Venue | None) -> str:
        """Return a place in full, as in ``Lima Convention Centre, Lima, Peru``."""
        if venue is None:
            return ""
        parts = (venue.name, venue.city, self.title("economies", venue.economy))
        return ", ".join(dict.fromkeys(part for part in parts if part))

    def town(self, venue: Venue | None) -> str:
        """Return the city, or the economy if no city is known."""
        return (venue.city or self.title("economies", venue.economy)) if venue else ""


def key_of(record: Record) -> str:
    """Return the id of a record, the code of an economy, or a host year."""
    return str(getattr(record, BY_CLASS[type(record)].key))


def kind_of(record: Record) -> str:
    """Return the name of the class of a record, in words."""
    return BY_CLASS[type(record)].labels[0]


def words(value: Enum | None) -> str:
    """Return the value of an enum in words, such as ``sectoral ministerial``."""
    return str(value.value).replace("-", " ") if value else ""


def days_of(record: Any) -> str:
    """Return the dates of a record, or an empty text."""
    return str(getattr(record, "dates", None) or getattr(record, "date", None) or "")


def became(point: Difference) -> str:
    """Return a short description of a difference between an event and its announcement."""
    match point.field:
        case "dates":
            return f"took place {point.took_place}"
        case "status":
            return str(point.took_place)
        case _:
            return f"took place in {point.took_place}"
