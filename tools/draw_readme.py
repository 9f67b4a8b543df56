"""Draw the picture of the README, docs/_static/promises.svg, from the bundled dataset."""

import sys
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("svg")

from matplotlib.figure import Figure

import apec_outcomes as apec
from apec_outcomes import plot

PICTURE = Path(__file__).parent.parent / "docs" / "_static" / "promises.svg"


def draw(path: Path) -> None:
    """Write the picture.

    Parameters
    ----------
    path
        The SVG file.
    """
    settings: Any = {"svg.hashsalt": "apec-outcomes", "svg.fonttype": "none"}
    with matplotlib.rc_context(settings):
        figure = Figure(figsize=(9, 7.5), layout="constrained", facecolor="none")
        promises = apec.load().outcomes.assessed("achieved", "partly-achieved", "missed", "extended")
        plot.deadlines(promises.since(2005).limit(36), ax=figure.add_subplot())
        figure.savefig(path, format="svg", transparent=True, metadata={"Date": None})


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE)
