"""Pictures of the dataset, each drawn once for light pages and once for dark ones."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("svg")

from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scour import scour

import apec_outcomes as apec
from apec_outcomes import plot
from record.classes import draw_classes

__all__ = ["draw", "shrink"]

INK = {"light": "#222222", "dark": "#dddddd"}
SETTINGS = {
    "svg.hashsalt": "apec-outcomes",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 11,
}
_LINEAGE_OF = "2014-aelm.beijing-roadmap-ftaap"


def draw(data: apec.Dataset, folder: Path) -> None:
    """Draw the pictures of the pages and the one for previews of links.

    Parameters
    ----------
    data
        The dataset.
    folder
        The folder of the pictures.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pictures: dict[str, Callable[[str], Axes]] = {
        "coverage": lambda _: plot.coverage(data),
        "deadlines": lambda _: plot.deadlines(data.outcomes),
        "lineage": lambda _: plot.lineage(data.lineage(_LINEAGE_OF)),
        "model": _model,
        "season": lambda _: plot.season(data.meetings.with_status("held")),
    }
    for name, paint in pictures.items():
        for mode, ink in INK.items():
            colours: Any = dict.fromkeys(
                ("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"), ink
            )
            settings: Any = SETTINGS | colours
            with pyplot.rc_context(settings):
                figure = paint(ink).get_figure(root=True)
                assert figure
                path = folder / f"{name}-{mode}.svg"
                figure.savefig(path, format="svg", transparent=True, metadata={"Date": None})
                pyplot.close(figure)
    _preview(data, folder / "preview.png")


def _model(ink: str) -> Axes:
    _, axes = pyplot.subplots(figsize=(9.4, 7.6), layout="constrained")
    draw_classes(axes, ink)
    return axes


def _preview(data: apec.Dataset, path: Path) -> None:
    """Draw the picture for previews of links to the site."""
    with pyplot.rc_context({"text.color": "#0b5c8a", "font.size": 15}):
        figure = Figure(figsize=(12, 6.3), dpi=100, facecolor="white")
        figure.text(0.06, 0.84, "What APEC agreed", fontsize=44, weight="bold")
        figure.text(
            0.06,
            0.74,
            f"{len(data.outcomes):,} outcomes of {len(data.meetings)} meetings, each with its source",
            fontsize=23,
        )
        plot.by_year(data.outcomes, ax=figure.add_axes((0.09, 0.12, 0.85, 0.45)))
        figure.savefig(path)


def shrink(path: Path) -> None:
    """Reduce the size of an SVG file without a visible change."""
    options = scour.parse_args(
        ["--enable-id-stripping", "--shorten-ids", "--remove-metadata", "--no-line-breaks"]
    )
    path.write_text(scour.scourString(path.read_text(encoding="utf-8"), options), encoding="utf-8")
