"""The search index of the site, made by Pagefind from the finished pages."""

import subprocess
import sys
from pathlib import Path

__all__ = ["write_index"]

# Code, labels and tables of the layout are not indexed.
_LEFT_OUT = "sup, pre, .highlight, .cell_input, .cell_output, .headerlink, .sig, table.docutils .key"


def write_index(folder: Path) -> None:
    """Index the pages of a folder.

    Raises
    ------
    subprocess.CalledProcessError
        If Pagefind fails.
    """
    command = (sys.executable, "-m", "pagefind", "--silent", "--site", str(folder), "--keep-index-url")
    subprocess.run([*command, "--exclude-selectors", _LEFT_OUT], check=True)
    for pattern in ("pagefind-*ui.*", "pagefind-highlight.js", "wasm.unknown.*"):
        for file in (folder / "pagefind").glob(pattern):
            # The search page has its own interface, and all pages are in one language.
            file.unlink()
