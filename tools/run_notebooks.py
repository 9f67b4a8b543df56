"""Run the notebooks in `examples/` and save their outputs: `python tools/run_notebooks.py [NAME ...]`.

Each notebook runs from top to bottom in its own kernel. An error or a warning in a cell stops the run.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbclient import NotebookClient

EXAMPLES = Path(__file__).parent.parent / "examples"

# The kernel runs this first: warnings are errors, except for two that are meant for the developers of
# ipykernel and of its matplotlib backend.
FIRST = """
import warnings
warnings.simplefilter("error")
warnings.filterwarnings("ignore", category=PendingDeprecationWarning, module="ipykernel")
warnings.filterwarnings("ignore", "InlineBackend._figure_formats_changed", DeprecationWarning)
del warnings
"""


def run(path: Path) -> Any:
    """Return a notebook with the outputs of a run in a new kernel.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell raises an exception or warns.
    RuntimeError
        If a cell writes to standard error.
    """
    notebook: Any = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=300,
        record_timing=False,
        coalesce_streams=True,  # on a busy machine, the output of a cell arrives in parts
        resources={"metadata": {"path": str(path.parent)}},
        extra_arguments=["--log-level=ERROR"],
    )

    def begin(**_: Any) -> None:
        kernel: Any = client.kc
        kernel.execute(FIRST, silent=True)

    client.on_notebook_start = begin
    # The user's own settings must not change the pictures.
    with TemporaryDirectory() as settings:
        folders = dict.fromkeys(("IPYTHONDIR", "MPLCONFIGDIR", "MATPLOTLIBRC"), settings)
        client.execute(env=os.environ | folders)
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.get("name") == "stderr":
                raise RuntimeError(f"{path.name}, cell {cell.id}: {output.text}")
    # Versions of the kernel are not part of the result.
    notebook.metadata.language_info = {"name": "python"}
    return notebook


def main(names: list[str]) -> None:
    """Run the notebooks with these names, or all, and save them with their outputs."""
    for path in [EXAMPLES / Path(name).name for name in names] or sorted(EXAMPLES.glob("*.ipynb")):
        nbformat.write(run(path), path)
        print(f"ran {path.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
