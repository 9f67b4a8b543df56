"""Pictures of the record, each drawn once for light pages and once for dark ones."""

from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path
from textwrap import fill
from typing import Any

import matplotlib

matplotlib.use("svg")

import attrs
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from record import graphs
from record.words import BLUE, ORANGE, Book

__all__ = ["draw"]

INK = {"light": "#222222", "dark": "#dddddd"}
SETTINGS = {
    "svg.hashsalt": "apec-outcomes",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 11,
}


def draw(book: Book) -> None:
    """Draw the larger pictures."""
    folder = book.folder / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    pictures: Mapping[str, tuple[Callable[[Book, Axes, str], None], tuple[float, float]]] = {
        "coverage": (_coverage, (9, 4.6)),
        "fora": (graphs.fora, graphs.FORA),
        "lineage": (graphs.lineage, graphs.LINEAGE),
        "model": (_model, (9.4, 7.6)),
        "themes": (_themes, (9, 4.2)),
    }
    for name, (paint, size) in pictures.items():
        for mode, ink in INK.items():
            colours: Any = dict.fromkeys(
                ("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"), ink
            )
            settings: Any = SETTINGS | colours
            with pyplot.rc_context(settings):
                figure, axes = pyplot.subplots(figsize=size, layout="constrained")
                paint(book, axes, ink)
                text = StringIO()
                figure.savefig(text, format="svg", transparent=True, metadata={"Date": None})
                pyplot.close(figure)
            path: Path = folder / f"{name}-{mode}.svg"
            path.write_text(text.getvalue(), encoding="utf-8")


def _coverage(book: Book, axes: Axes, ink: str) -> None:
    rows = book.data.coverage(by="year")
    years = [row.year or 0 for row in rows]
    axes.bar(
        years,
        [row.meetings for row in rows],
        color="none",
        edgecolor=ink,
        linewidth=0.8,
        label="meetings on record",
    )
    axes.bar(years, [row.outcomes for row in rows], color=BLUE, label="with outcomes")
    axes.plot(
        years,
        [row.exact_days for row in rows],
        color=ORANGE,
        linestyle="none",
        marker="o",
        markersize=5,
        label="with exact days",
    )
    axes.set(xlabel="Year of APEC", ylabel="Meetings")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="upper left")


def _themes(book: Book, axes: Axes, ink: str) -> None:
    tops = [theme for theme in book.data.themes if not theme.broader]
    counts = sorted((len(book.data.outcomes.about(theme)), theme.label) for theme in tops)
    axes.barh([label for _, label in counts], [count for count, _ in counts], color=BLUE)
    axes.set(xlabel="Outcomes on record, narrower themes included")
    axes.spines[["top", "right"]].set_visible(False)


# Where each class stands in the picture of the model; what stands in the boxes comes from the classes.
_PLACES = {
    "HostYear": (0, 3), "Economy": (0, 2), "Forum": (0, 1), "Document": (0, 0),
    "CalendarEntry": (1, 3), "Meeting": (1, 2), "Session": (1, 1), "Actor": (1, 0),
    "Assessment": (2, 3), "Outcome": (2, 2), "Theme": (2, 1), "Source": (2, 0),
}  # fmt: skip
_STEP, _WIDTH = 1.2, 1.0


def _model(book: Book, axes: Axes, ink: str) -> None:
    import apec_outcomes as apec
    from apec_outcomes.model._collections import COLLECTIONS
    from apec_outcomes.model._fields import links

    names = {name: row.cls.__name__ for name, row in COLLECTIONS.items()} | {"sessions": "Session"}
    for name, (column, y) in _PLACES.items():
        x = column * _STEP
        fields = [field.name for field in attrs.fields(getattr(apec, name))]
        told = fill(", ".join(fields), 36)
        axes.add_patch(
            FancyBboxPatch((x, y - 0.36), _WIDTH, 0.74, boxstyle="round,pad=0.01", fill=False, edgecolor=ink)
        )
        axes.text(x + _WIDTH / 2, y + 0.33, name, ha="center", va="top", weight="bold", fontsize=11)
        axes.text(x + _WIDTH / 2, y + 0.18, told, ha="center", va="top", fontsize=8.4, linespacing=1.25)
    for name, place in _PLACES.items():
        for link in links(getattr(apec, name)):
            other = link.inside.__name__ if link.inside else names.get(link.collection or "")
            if other in _PLACES and other not in (name, "Source"):
                _arrow(axes, place, _PLACES[other], ORANGE if link.inside else BLUE)
    legend = "orange: holds; blue: names by id. All but themes, actors and documents name their sources."
    axes.text(0, -0.5, legend, va="top", fontsize=9)
    axes.set(xlim=(-0.05, 2 * _STEP + _WIDTH + 0.05), ylim=(-0.7, 3.45))
    axes.axis("off")


def _arrow(axes: Axes, place: tuple[int, int], other: tuple[int, int], colour: str) -> None:
    """Draw an arrow from the edge of one box to that of another."""
    (c, y), (d, v) = place, other
    start: tuple[float, float]
    end: tuple[float, float]
    bend = 0.0
    if c == d and abs(y - v) > 1:
        # Round the box that stands between, at its right.
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
