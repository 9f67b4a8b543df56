"""The names of records that others refer to by ids."""

from collections.abc import Iterable
from enum import Enum
from typing import Any

from apec_outcomes.dataset import Dataset
from apec_outcomes.model import Difference, Venue

__all__ = ["Labels", "became", "days_of", "words"]


class Labels:
    """The names of records that others refer to by ids; an unknown id stays as it is."""

    def __init__(self, data: Dataset) -> None:
        self._data = data

    def forum(self, key: str | None) -> str:
        """Return the name of a forum with its acronym."""
        forum = self._data.fora.get(key)
        if forum is None:
            return key or ""
        acronym = f" ({forum.acronym})" if forum.acronym and forum.acronym not in forum.name else ""
        return f"{forum.name}{acronym}"

    def theme(self, key: str) -> str:
        """Return the label of a theme."""
        theme = self._data.themes.get(key)
        return theme.label if theme else key

    def themes(self, keys: Iterable[str]) -> str:
        """Return the labels of themes."""
        return "; ".join(map(self.theme, keys))

    def actors(self, keys: Iterable[str]) -> str:
        """Return the labels of actors."""
        found = {key: self._data.actors.get(key) for key in keys}
        return "; ".join(actor.label if actor else key for key, actor in found.items())

    def economy(self, code: str | None) -> str:
        """Return the name of an economy."""
        economy = self._data.economies.get(code)
        return economy.name if economy else code or ""

    def place(self, venue: Venue | None) -> str:
        """Return a place in full, as in ``Lima Convention Centre, Lima, Peru``."""
        if venue is None:
            return ""
        parts = (venue.name, venue.city, self.economy(venue.economy))
        return ", ".join(dict.fromkeys(part for part in parts if part))

    def town(self, venue: Venue | None) -> str:
        """Return the city, or the economy where no city is known."""
        return (venue.city or self.economy(venue.economy)) if venue else ""


def words(value: Enum | None) -> str:
    """Return the value of an enum in words, such as ``sectoral ministerial``."""
    return str(value.value).replace("-", " ") if value else ""


def days_of(record: Any) -> str:
    """Return the dates of a record, if it has any."""
    return str(getattr(record, "dates", None) or getattr(record, "date", None) or "")


def became(point: Difference) -> str:
    """Return how an event differed from its announcement, in a few words."""
    match point.field:
        case "dates":
            return f"took place {point.took_place}"
        case "status":
            return str(point.took_place)
        case _:
            return f"took place in {point.took_place}"
