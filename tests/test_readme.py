"""The README: its picture is up to date."""

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("matplotlib", reason="the picture needs the extra 'plot'")


TOOL = Path(__file__).parent.parent / "tools" / "draw_readme.py"


def the_tool() -> Any:
    """Return the module that draws the picture, as a contributor runs it."""
    spec = importlib.util.spec_from_file_location("draw_readme", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def texts_in(path: Path) -> list[str]:
    """Return the texts of a picture."""
    return re.findall(r"<text [^>]*>([^<]*)</text>", path.read_text(encoding="utf-8"))


def test_the_picture_is_up_to_date(tmp_path: Path) -> None:
    tool = the_tool()
    tool.draw(tmp_path / "drawn.svg")
    assert texts_in(tool.PICTURE) == texts_in(tmp_path / "drawn.svg"), (
        "draw it anew: python tools/draw_readme.py"
    )
