"""Tables as CSV (RFC 4180), in UTF-8: a file for a query, a folder with a file for each table for a dataset.

Dates are in ISO 8601. An unknown value is an empty cell. Several values are in one cell, separated by a bar.
"""

import csv
from typing import Any, Literal

from apec_outcomes.export._protocols import Exported
from apec_outcomes.export._tables import Table, table_files

__all__ = ["SEPARATOR", "cell", "write", "write_table"]

SEPARATOR = " | "
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""The first characters of texts that a spreadsheet runs as formulas."""


def write(exported: Exported, path: str, *, formulas: Literal["keep", "defuse"] = "keep") -> None:
    """Write a query to a file, or a dataset to a folder."""
    for name, table in table_files(exported, path, ".csv"):
        write_table(table, name, defuse=formulas == "defuse")


def write_table(table: Table, path: str, *, defuse: bool = False) -> None:
    """Write a table to a file; `defuse` puts an apostrophe before texts that look like formulas."""
    written = _defused if defuse else cell
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(column.name for column in table.columns)
        writer.writerows(map(written, row) for row in table.rows)


def cell(value: Any) -> Any:
    """Return a value as the text of a cell."""
    if isinstance(value, tuple):
        return SEPARATOR.join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else value


def _defused(value: Any) -> Any:
    text = cell(value)
    return f"'{text}" if isinstance(text, str) and text.startswith(_FORMULAS) else text
