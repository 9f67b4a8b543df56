"""Tables in Markdown (GitHub's pipe tables): tabulate (extra ``markdown``) writes them."""

from typing import Any

from apec_outcomes._extras import library
from apec_outcomes.export._protocols import Exported
from apec_outcomes.export._tables import table_files
from apec_outcomes.export.csv import cell

__all__ = ["write"]

_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\|`*_[]<>#&~"})


def write(exported: Exported, path: str) -> None:
    """Write a query to a file, or a dataset to a folder."""
    tabulate = library("tabulate", "markdown").tabulate
    for name, table in table_files(exported, path, ".md"):
        heads = [column.name.translate(_MARKS) for column in table.columns]
        rows = [list(map(_cell, row)) for row in table.rows]
        text = tabulate(rows, heads, tablefmt="pipe", disable_numparse=True)
        with open(name, "w", encoding="utf-8") as file:
            file.write(f"{text}\n")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return " ".join(map(_escaped, str(cell(value)).split()))


def _escaped(word: str) -> str:
    """Return a word with special characters escaped; in an address, only bars, which would end the cell."""
    if word.startswith(("http://", "https://", "www.")):
        return word.replace("|", "%7C")
    return word.translate(_MARKS)
