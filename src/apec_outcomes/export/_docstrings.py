"""The docstrings of classes, which describe the columns of tables and the fields of schemas.

Under ``python -OO`` classes have none, and the docstrings are read from the source.
"""

import ast
import inspect
import re
import sys
from functools import cache
from typing import Any

__all__ = ["field_descriptions", "summary_of"]


def summary_of(cls: Any) -> str:
    """Return the first line of the docstring of a class."""
    return _docstring(cls).partition("\n")[0]


def field_descriptions(cls: Any) -> dict[str, str]:
    """Return the description of each field in the docstring of a class."""
    _, _, listed = _docstring(cls).partition("Parameters\n----------\n")
    descriptions = {}
    for names, text in re.findall(r"^(\w[\w, ]*)\n((?:    .*\n?)+)", listed, re.MULTILINE):
        for name in names.split(", "):
            descriptions[name] = " ".join(text.split()).replace("``", "`")
    return descriptions


def _docstring(cls: Any) -> str:
    # Not the inherited docstring, which for an enum is that of `str`.
    own = vars(cls).get("__doc__")
    return inspect.cleandoc(own) if own else _docstrings_in(cls.__module__).get(cls.__qualname__, "")


@cache
def _docstrings_in(module: str) -> dict[str, str]:
    """Return the docstring of each class in the source of a module; empty if there is no source."""
    loader: Any = getattr(sys.modules[module].__spec__, "loader", None)
    source = loader.get_source(module) if hasattr(loader, "get_source") else None
    return {
        node.name: ast.get_docstring(node) or ""
        for node in ast.parse(source or "").body
        if isinstance(node, ast.ClassDef)
    }
