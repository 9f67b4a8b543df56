"""The map of the cities where APEC met, as SVG in the colours of the page."""

import csv
import json
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from apec_outcomes import Meeting
from record.site import Page, Site

__all__ = ["pages"]

DATA = Path(__file__).parent.parent.parent / "_data"
"""The coordinates of cities (GeoNames, CC BY 4.0) and the land of Natural Earth (public domain)."""

# From India to the Atlantic, and from the south of Chile to the north of Russia, in degrees.
_WEST, _EAST, _SOUTH, _NORTH, _SCALE = 88, 320, -57, 73, 4
_LABELS = 16


class City(NamedTuple):
    """A city and its meetings.

    Parameters
    ----------
    name, economy
        The name of the city, and the code of its economy.
    x, y
        The coordinates on the map.
    meetings
        The meetings that were held there, by date.
    """

    name: str
    economy: str
    x: float
    y: float
    meetings: list[Meeting]


def pages(site: Site) -> Iterator[Page]:
    """Yield the page."""
    cities, elsewhere = _cities(site)
    yield site.page(
        "record/map",
        "Where APEC met",
        section="map",
        description=f"The {len(cities)} cities where APEC met, on a map, with how many meetings each held.",
        code='data.meetings.at("Lima")',
    ).fill("map.html", cities=cities, elsewhere=elsewhere, drawing=_drawing(cities), quote=quote)


def _cities(site: Site) -> tuple[list[City], list[str]]:
    """Return the cities, those with most meetings first, and the names of cities without coordinates."""
    held: dict[tuple[str, str], list[Meeting]] = {}
    for meeting in site.data.meetings.with_status("held"):
        if meeting.venue and meeting.venue.city:
            held.setdefault((meeting.venue.city, meeting.venue.economy or ""), []).append(meeting)
    with (DATA / "cities.csv").open(encoding="utf-8", newline="") as file:
        known = {(row["city"], row["economy"]): row for row in csv.DictReader(file)}
    cities = [
        City(*key, *_place(float(known[key]["longitude"]), float(known[key]["latitude"])), meetings)
        for key, meetings in held.items()
        if key in known
    ]
    return sorted(cities, key=lambda each: -len(each.meetings)), sorted(
        {k[0] for k in held if k not in known}
    )


def _place(longitude: float, latitude: float) -> tuple[float, float]:
    return (longitude % 360 - _WEST) * _SCALE, (_NORTH - latitude) * _SCALE


def _drawing(cities: list[City]) -> Markup:
    width, height = (_EAST - _WEST) * _SCALE, (_NORTH - _SOUTH) * _SCALE
    dots, labels = [], []
    taken: list[tuple[float, float, float, float]] = []
    for place, city in enumerate(cities):
        radius = 3 + 1.6 * len(city.meetings) ** 0.5
        dots.append(
            f'<circle cx="{city.x:.0f}" cy="{city.y:.0f}" r="{radius:.1f}">'
            f"<title>{escape(city.name)}: {len(city.meetings)}</title></circle>"
        )
        box = (city.x + radius + 3, city.y - 8, city.x + radius + 3 + 8.2 * len(city.name), city.y + 8)
        if place < _LABELS and box[2] < width and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            labels.append(f'<text x="{box[0]:.0f}" y="{city.y + 5:.0f}">{escape(city.name)}</text>')
    name = f"Map of the Pacific with {len(cities)} cities; the larger a dot, the more meetings"
    return Markup(  # noqa: S704, names are escaped above
        f'<svg class="map" viewBox="0 0 {width} {height}" role="img" aria-label="{name}">'
        f'<path class="land" d="{_land()}"/><g class="cities">{"".join(reversed(dots))}</g>'
        f"<g>{''.join(labels)}</g></svg>"
    )


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _land() -> str:
    """Return the land of the TopoJSON file as an SVG path."""
    topology = json.loads((DATA / "land-110m.json").read_bytes())
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)
    width, height = (_EAST - _WEST) * _SCALE, (_NORTH - _SOUTH) * _SCALE
    paths = []
    for shape in topology["objects"]["land"]["geometries"]:
        for polygon in shape["arcs"]:
            for ring in polygon:
                points = [point for key in ring for point in (arcs[key] if key >= 0 else arcs[~key][::-1])]
                for turn in (0, 360):
                    drawn = [
                        ((x + turn - _WEST) * _SCALE, (_NORTH - y) * _SCALE) for x, y in _unwrapped(points)
                    ]
                    if any(0 <= x <= width and 0 <= y <= height for x, y in drawn):
                        paths.append("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in drawn) + "Z")
    return "".join(paths)


def _unwrapped(points: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield the points of a shape without jumps at the 180th meridian."""
    before, turn = points[0][0], 0
    for x, y in points:
        if x - before > 180:
            turn -= 360
        elif before - x > 180:
            turn += 360
        before = x
        yield x + turn, y
