"""The notebooks in `examples/`: they run, and their saved outputs are those of a run."""

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("nbclient", reason="the notebooks need the extra 'notebooks'")
pytest.importorskip("matplotlib", reason="the notebooks need the extra 'notebooks'")

import nbformat

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "examples").glob("*.ipynb"))


def the_tool() -> Any:
    """Return the module that runs the notebooks, as a contributor does."""
    spec = importlib.util.spec_from_file_location("run_notebooks", ROOT / "tools" / "run_notebooks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_run_has_the_saved_outputs(path: Path) -> None:
    held: Any = nbformat.read(path, as_version=4)
    fresh = the_tool().run(path)
    for cell, again in zip(held.cells, fresh.cells, strict=True):
        assert again.get("outputs") == cell.get("outputs"), f"cell {cell.id}; refresh: tools/run_notebooks.py"
    assert fresh == held


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_has_one_title_and_starts_with_it(path: Path) -> None:
    notebook: Any = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    titles = [line for text in prose for line in text.splitlines() if line.startswith("# ")]
    assert titles == [notebook.cells[0].source.splitlines()[0]]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_picture_has_an_alternative_text(path: Path) -> None:
    notebook: Any = nbformat.read(path, as_version=4)
    drawn = [
        cell
        for cell in notebook.cells
        if any(
            kind.startswith("image/") for output in cell.get("outputs", ()) for kind in output.get("data", ())
        )
    ]
    assert [
        cell.id for cell in drawn if not cell.metadata.get("mystnb", {}).get("image", {}).get("alt")
    ] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_picture_needs_at_most_five_lines(path: Path) -> None:
    notebook: Any = nbformat.read(path, as_version=4)
    drawing = re.compile(r"\b(plot|ax|axes|figure|plt|pyplot)\.")
    lines = {
        cell.id: len([line for line in cell.source.splitlines() if drawing.search(line)])
        for cell in notebook.cells
    }
    assert {cell: count for cell, count in lines.items() if count > 5} == {}
    assert "pyplot" not in "".join(cell.source for cell in notebook.cells)


def test_a_warning_stops_the_run(tmp_path: Path) -> None:
    cell = nbformat.v4.new_code_cell("import warnings\nwarnings.warn('mind the gap')")
    path = tmp_path / "warns.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    with pytest.raises(Exception, match="mind the gap"):
        the_tool().run(path)


def test_output_to_standard_error_stops_the_run(tmp_path: Path) -> None:
    cell = nbformat.v4.new_code_cell("import sys\nprint('oh no', file=sys.stderr)")
    path = tmp_path / "complains.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    with pytest.raises(RuntimeError, match="oh no"):
        the_tool().run(path)
