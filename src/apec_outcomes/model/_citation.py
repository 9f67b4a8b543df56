"""The formats in which one record is cited."""

from typing import Literal

__all__ = ["CitationFormat"]

CitationFormat = Literal["csl", "bibtex", "ris", "apa", "chicago"]
"""Those of reference managers, and the styles of a list of references; each has a module in `export`."""
