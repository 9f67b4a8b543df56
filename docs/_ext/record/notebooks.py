"""The notebooks of the examples, as pages."""

from pathlib import Path
from shutil import copy

__all__ = ["copy_all"]


def copy_all(source: Path) -> None:
    """Copy the notebooks to where pages are read from, with a list of them."""
    folder = source / "notebooks"
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.ipynb"):
        path.unlink()
    for path in sorted((source.parent / "examples").glob("*.ipynb")):
        copy(path, folder)
