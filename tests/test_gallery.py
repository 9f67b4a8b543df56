"""The gallery: each picture with its line of code."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="pictures need the extra 'plot'")

from matplotlib import pyplot
from matplotlib.axes import Axes

import apec_outcomes as apec
from apec_outcomes import plot

GALLERY = Path(__file__).parent.parent / "docs" / "guides" / "gallery.md"
CELLS = re.findall(
    r"^```\{code-cell\}\n(.*?)^```", GALLERY.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
)
DRAWN = [cell.partition("---\n")[2].partition("---\n") for cell in CELLS if cell.startswith("---\n")]
LINES = [code.strip() for _, _, code in DRAWN]
SINGLE = [code for code in LINES if "\n" not in code]


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    pyplot.close("all")


def test_every_picture_is_in_the_gallery_in_one_line() -> None:
    shown = {code.partition("(")[0].removeprefix("plot.") for code in SINGLE}
    assert shown == set(plot.__all__)


def test_every_picture_of_the_gallery_has_an_alternative_text() -> None:
    assert [code for settings, _, code in DRAWN if 'alt: "' not in settings] == []


@pytest.mark.parametrize("code", SINGLE)
def test_a_line_of_the_gallery_draws_a_picture(code: str) -> None:
    ax = eval(code, {"plot": plot, "data": apec.load()})
    assert isinstance(ax, Axes)
    assert not ax.get_title("left").startswith("No ")
    assert ax.has_data()
