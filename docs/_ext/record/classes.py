"""The picture of the model: the classes, their fields, and the references between them."""

from textwrap import fill

import attrs
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

import apec_outcomes as apec
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.model._fields import links

__all__ = ["draw_classes"]

BLUE, ORANGE = "#0072b2", "#e69f00"  # colour-blind safe, by Okabe and Ito

# The place of each class in the picture; the texts in the boxes come from the classes.
_PLACES = {
    "HostYear": (0, 3), "Economy": (0, 2), "Forum": (0, 1), "Source": (0, 0),
    "CalendarEntry": (1, 3), "Meeting": (1, 2), "Session": (1, 1), "Actor": (1, 0),
    "Assessment": (2, 3), "Outcome": (2, 2), "Theme": (2, 1), "Document": (2, 0),
}  # fmt: skip
_STEP, _WIDTH = 1.2, 1.0


def draw_classes(axes: Axes, ink: str) -> None:
    """Draw each class with its fields, and an arrow to each class that it contains or refers to."""
    names = {name: row.cls.__name__ for name, row in COLLECTIONS.items()} | {"sessions": "Session"}
    for name, (column, y) in _PLACES.items():
        x = column * _STEP
        fields = [field.name for field in attrs.fields(getattr(apec, name))]
        text = fill(", ".join(fields), 36)
        axes.add_patch(
            FancyBboxPatch((x, y - 0.36), _WIDTH, 0.74, boxstyle="round,pad=0.01", fill=False, edgecolor=ink)
        )
        axes.text(x + _WIDTH / 2, y + 0.33, name, ha="center", va="top", weight="bold", fontsize=11)
        axes.text(x + _WIDTH / 2, y + 0.18, text, ha="center", va="top", fontsize=8.4, linespacing=1.25)
    for name, place in _PLACES.items():
        for link in links(getattr(apec, name)):
            inside, collection = link.kind.record, link.kind.collection
            other = inside.__name__ if inside else names.get(collection or "")
            if other in _PLACES and other not in (name, "Source"):
                _arrow(axes, place, _PLACES[other], ORANGE if inside else BLUE)
    legend = "Orange: contains. Blue: refers to by id. All but actors, themes and documents refer to sources."
    axes.text(0, -0.46, legend, va="top", fontsize=9)
    axes.set(xlim=(-0.05, 2 * _STEP + _WIDTH + 0.05), ylim=(-0.6, 3.45))
    axes.axis("off")


def _arrow(axes: Axes, place: tuple[int, int], other: tuple[int, int], colour: str) -> None:
    """Draw an arrow from the edge of one box to the edge of another."""
    (c, y), (d, v) = place, other
    start: tuple[float, float]
    end: tuple[float, float]
    bend = 0.0
    if c == d and abs(y - v) > 1:
        # Pass the box between the two on its right.
        x, bend = c * _STEP + _WIDTH + 0.01, -0.09
        start, end = (x, y), (x, v)
    elif c == d:
        x = c * _STEP + _WIDTH / 2
        start, end = (x, y + (0.39 if v > y else -0.37)), (x, v + (-0.37 if v > y else 0.39))
    else:
        start = (c * _STEP + (_WIDTH + 0.01 if d > c else -0.01), y)
        end = (d * _STEP + (-0.01 if d > c else _WIDTH + 0.01), v)
    style = {"arrowstyle": "-|>", "connectionstyle": f"arc3,rad={bend}", "shrinkA": 1, "shrinkB": 1}
    axes.annotate("", end, start, arrowprops={**style, "color": colour})
