"""Examples: those of docstrings get a heading, and those of pages lose the empty line that ends them."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

import apec_outcomes as apec

__all__ = ["setup"]


def _head_examples(app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
    """Give the examples of a docstring a heading, which ends the section before them."""
    first = next((number for number, line in enumerate(lines) if line.startswith(">>>")), None)
    if first is not None:
        lines[first:first] = ["Examples", "--------", ""]


def _end(app: Sphinx, doctree: nodes.document) -> None:
    """Take away the empty line with which an example that is tested ends."""
    for block in doctree.findall(nodes.literal_block):
        text = block.astext().rstrip()
        if block.rawsource == block.astext() and text != block.rawsource:
            block.rawsource = text
            block[:] = [nodes.Text(text)]


def setup(app: Sphinx) -> dict[str, Any]:
    """Read docstrings before napoleon does."""
    app.connect("autodoc-process-docstring", _head_examples, priority=400)
    app.connect("doctree-read", _end)
    return {"version": apec.__version__, "parallel_read_safe": True, "parallel_write_safe": True}
