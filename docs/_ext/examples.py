"""Examples: add a heading in docstrings, and remove the empty last line in pages."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

import apec_outcomes as apec

__all__ = ["setup"]


def _head_examples(app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
    """Add a heading before the examples of a docstring, which ends the section before them."""
    first = next((number for number, line in enumerate(lines) if line.startswith(">>>")), None)
    if first is not None:
        lines[first:first] = ["Examples", "--------", ""]


def _strip_last_line(app: Sphinx, doctree: nodes.document) -> None:
    """Remove the empty last line of an example, which only doctest needs."""
    for block in doctree.findall(nodes.literal_block):
        text = block.astext().rstrip()
        if block.rawsource == block.astext() and text != block.rawsource:
            block.rawsource = text
            block[:] = [nodes.Text(text)]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the event handlers, the one for docstrings before that of napoleon."""
    app.connect("autodoc-process-docstring", _head_examples, priority=400)
    app.connect("doctree-read", _strip_last_line)
    return {"version": apec.__version__, "parallel_read_safe": True, "parallel_write_safe": True}
