"""Parsing of LOCATION: a building, a street, a city, an economy, on one line or several."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from apec_outcomes.bundled import load
from apec_outcomes.model._places import CITIES, split_economy
from apec_outcomes.model._text import name_key

__all__ = ["venue_of"]

# Postcodes: 15021, 94103-1234, 100-0005, V6B 4N5. Shorter numbers may be house numbers.
_POSTCODE = re.compile(r"\s+(?:[0-9]{5,7}(?:-[0-9]{4})?|[0-9]{3}-[0-9]{4}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9])$")
_PARTS = 6  # before the economy, one of which may be the city
_WORDS = 2  # of a postcode
_STATE = re.compile(r"[A-Z]{2,3}")
_STATE_AT_END = re.compile(r"\s+[A-Z]{2,3}$")


def venue_of(location: str) -> dict[str, str]:
    r"""Return the fields of the venue that a LOCATION describes.

    If the last part is the name of a member economy, the city is the last part before it that is a city of
    events in the bundled dataset, or else the part right before it. States and postcodes are left out. The
    parts before the city are the name of the venue. Any other text is the name of a venue.

    Parameters
    ----------
    location
        The text, without escapes.

    >>> venue_of("Convention Centre\nAv. Javier Prado 2465\nLima 15021, Peru")
    {'name': 'Convention Centre, Av. Javier Prado 2465', 'city': 'Lima', 'economy': 'PER'}
    >>> venue_of("San Francisco, CA, USA")
    {'city': 'San Francisco', 'economy': 'USA'}
    """
    lines = [" ".join(line.split()) for line in location.splitlines()]
    whole = ", ".join(line.rstrip(" ,") for line in lines if line)
    parts = [part.strip() for part in whole.split(",") if part.strip()]
    if not parts:
        return {}
    parts[-1] = _POSTCODE.sub("", parts[-1])
    before, economy = split_economy(parts)
    if economy is None:
        return {"name": whole}
    name, city = _split_city(list(before), economy)
    found = {"name": ", ".join(name), "city": city, "economy": economy}
    return {field: value for field, value in found.items() if value}


def _split_city(parts: list[str], economy: str) -> tuple[list[str], str]:
    """Split the parts before the name of an economy into the name of a venue and its city."""
    if economy in CITIES:
        city = CITIES[economy]
        return (parts[:-1] if parts and name_key(parts[-1]) == name_key(city) else parts), city
    if not parts:
        return [], ""
    known = _cities().get(economy, frozenset())
    for end in range(len(parts), max(0, len(parts) - _PARTS), -1):
        for start in range(max(0, end - 2), end):  # 'Nusa Dua, Bali' is one city
            for city in _forms(", ".join(parts[start:end])):
                if name_key(city) in known:
                    return parts[:start], city
    *name, city = parts
    city = _POSTCODE.sub("", city)
    if name and _STATE.fullmatch(city):
        *name, city = name
        city = _POSTCODE.sub("", city)
    return (parts, "") if any(map(str.isdigit, city)) else (name, city)


def _forms(text: str) -> Iterator[str]:
    """Yield a text, then its forms without a postcode and a state: candidates for the city."""
    bare = text
    for _ in range(_WORDS):
        first, _, rest = bare.partition(" ")
        bare = rest if rest and any(map(str.isdigit, first)) else bare
        rest, _, last = bare.rpartition(" ")
        bare = rest if rest and any(map(str.isdigit, last)) else bare
    yield from (text, bare)
    if "," not in bare:
        yield _STATE_AT_END.sub("", bare)


@cache
def _cities() -> Mapping[str, frozenset[str]]:
    """Return the cities of events in the bundled dataset, by economy."""
    data = load()
    found: defaultdict[str, set[str]] = defaultdict(set)
    for records in (data.meetings, data.sessions, data.calendar):
        for record in records:
            if record.venue and record.venue.city and record.venue.economy:
                found[record.venue.economy].add(name_key(record.venue.city))
    return {economy: frozenset(cities) for economy, cities in found.items()}
