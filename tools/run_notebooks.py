"""Run the notebooks in `examples/` and keep what they print and draw: `python tools/run_notebooks.py`.

Each runs from top to bottom in a kernel of its own. A cell that fails, or that warns, ends the run.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbclient import NotebookClient

EXAMPLES = Path(__file__).parent.parent / "examples"

# What the kernel runs first: a warning is an error, but for two by which the kernel and its backend for
# pictures speak to their own authors.
FIRST = """
import warnings
warnings.simplefilter("error")
warnings.filterwarnings("ignore", category=PendingDeprecationWarning, module="ipykernel")
warnings.filterwarnings("ignore", "InlineBackend._figure_formats_changed", DeprecationWarning)
del warnings
"""


def run(path: Path) -> Any:
    """Return a notebook as a fresh kernel leaves it.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        Where a cell fails; a warning is an error.
    RuntimeError
        Where a cell writes to the standard error.
    """
    notebook: Any = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=300,
        record_timing=False,
        coalesce_streams=True,  # What a cell prints arrives in parts on a busy machine.
        resources={"metadata": {"path": str(path.parent)}},
        extra_arguments=["--log-level=ERROR"],
    )

    def begin(**_: Any) -> None:
        kernel: Any = client.kc
        kernel.execute(FIRST, silent=True)

    client.on_notebook_start = begin
    # No settings of the user's own take part in what it draws.
    with TemporaryDirectory() as settings:
        folders = dict.fromkeys(("IPYTHONDIR", "MPLCONFIGDIR", "MATPLOTLIBRC"), settings)
        client.execute(env=os.environ | folders)
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.get("name") == "stderr":
                raise RuntimeError(f"{path.name}, cell {cell.id}: {output.text}")
    # The versions of the kernel's own parts are no result.
    notebook.metadata.language_info = {"name": "python"}
    return notebook


def main(names: list[str]) -> None:
    """Run the notebooks of these names, or all, and write them with their outputs."""
    for path in [EXAMPLES / Path(name).name for name in names] or sorted(EXAMPLES.glob("*.ipynb")):
        nbformat.write(run(path), path)
        print(f"ran {path.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
