"""The record as pages: written from the bundled data when the documentation is built, so that none drifts."""

from importlib.resources import as_file, files
from pathlib import Path
from shutil import copy
from typing import Any

from sphinx.application import Sphinx

import apec_outcomes as apec
from record import (
    columns,
    decades,
    downloads,
    economies,
    fora,
    glossary,
    meetings,
    notebooks,
    overview,
    pictures,
    themes,
    years,
)
from record.words import Book

__all__ = ["setup"]

MADE = "record/made"


def setup(app: Sphinx) -> dict[str, Any]:
    """Write the pages before they are read, and the downloads when all is built."""
    app.connect("builder-inited", write)
    app.connect("build-finished", downloads.write)
    return {"version": apec.__version__, "parallel_read_safe": True, "parallel_write_safe": True}


def write(app: Sphinx) -> None:
    """Write every page of the record."""
    source = Path(app.srcdir)
    data = apec.load()
    book = Book(source / MADE, data)
    for part in (years, fora, themes, meetings, economies, overview, glossary, columns, decades):
        part.write(book)
    pictures.draw(book)
    notebooks.copy_all(source)
    book.remove_stale()
    for name in ("dt_bundle.js", "dt_bundle.css"):
        with as_file(files("itables") / "html" / name) as path:
            copy(path, source / "_static" / name)
