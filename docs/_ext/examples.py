"""Examples in docstrings, which stand after the last section without a heading of their own."""

from typing import Any

from sphinx.application import Sphinx

import apec_outcomes as apec

__all__ = ["setup"]


def _head_examples(app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
    """Give the examples of a docstring the heading that tells napoleon that a section ends."""
    first = next((number for number, line in enumerate(lines) if line.startswith(">>>")), None)
    if first is not None:
        lines[first:first] = ["Examples", "--------", ""]


def setup(app: Sphinx) -> dict[str, Any]:
    """Read docstrings before napoleon does."""
    app.connect("autodoc-process-docstring", _head_examples, priority=400)
    return {"version": apec.__version__, "parallel_read_safe": True, "parallel_write_safe": True}
