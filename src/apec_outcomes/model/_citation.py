"""The citation formats."""

from typing import Literal

__all__ = ["CitationFormat"]

CitationFormat = Literal["csl", "bibtex", "ris", "apa", "chicago"]
"""Formats of reference managers, and styles of lists of references. Each is a module of `export`."""
