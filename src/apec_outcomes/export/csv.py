"""Tables as CSV (RFC 4180), in UTF-8: a file for a query, a folder with a file a table for a dataset.

Dates are ISO 8601; what is not known is empty; several values of one record stand in one cell, with a bar
between them.
"""

import csv
import os
from typing import Any

from apec_outcomes.export._protocols import Exported
from apec_outcomes.export._tables import Table, table_files

__all__ = ["SEPARATOR", "write", "write_table"]

SEPARATOR = " | "


def write(exported: Exported, path: str) -> None:
    """Write a query to a file, or a dataset to a folder."""
    for name, table in table_files(exported, path, ".csv"):
        write_table(table, name)


def write_table(table: Table, path: str | os.PathLike[str]) -> None:
    """Write a table to a file."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(column.name for column in table.columns)
        writer.writerows(map(_cell, row) for row in table.rows)


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return SEPARATOR.join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else value
