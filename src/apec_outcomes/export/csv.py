"""Tables as CSV (RFC 4180), in UTF-8: a file for a query, a folder with a file for each table for a dataset.

Dates are ISO 8601; an unknown value is empty; several values of one record share a cell, with a bar between
them.
"""

import csv
from typing import Any, Literal

from apec_outcomes.export._protocols import Exported
from apec_outcomes.export._tables import Table, table_files

__all__ = ["SEPARATOR", "cell", "write", "write_table"]

SEPARATOR = " | "
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet runs as a formula."""


def write(exported: Exported, path: str, *, formulas: Literal["keep", "defuse"] = "keep") -> None:
    """Write a query to a file, or a dataset to a folder."""
    for name, table in table_files(exported, path, ".csv"):
        write_table(table, name, defuse=formulas == "defuse")


def write_table(table: Table, path: str, *, defuse: bool = False) -> None:
    """Write a table to a file; `defuse` puts an apostrophe before texts that a spreadsheet would run."""
    written = _defused if defuse else cell
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(column.name for column in table.columns)
        writer.writerows(map(written, row) for row in table.rows)


def cell(value: Any) -> Any:
    """Return a value as a cell has it."""
    if isinstance(value, tuple):
        return SEPARATOR.join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else value


def _defused(value: Any) -> Any:
    text = cell(value)
    return f"'{text}" if isinstance(text, str) and text.startswith(_FORMULAS) else text
