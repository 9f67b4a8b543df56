"""Folders with a CSV file for each table, and a description in JSON."""

import hashlib
import json
import os
from typing import Any, NamedTuple

from apec_outcomes.export import csv
from apec_outcomes.export._protocols import Exported
from apec_outcomes.export._tables import Table, tables_of

__all__ = ["File", "write_description", "write_tables"]


class File(NamedTuple):
    """A table and its file."""

    table: Table
    path: str
    size: int
    digest: str


def write_tables(exported: Exported, path: str) -> list[File]:
    """Write a folder with a CSV file for each table, and return the files."""
    os.mkdir(path)
    files = []
    for table in tables_of(exported).values():
        file = os.path.join(path, f"{table.name}.csv")
        csv.write_table(table, file)
        with open(file, "rb") as opened:
            content = opened.read()
        files.append(File(table, os.path.basename(file), len(content), hashlib.sha256(content).hexdigest()))
    return files


def write_description(path: str, name: str, description: Any) -> None:
    """Write the description of a folder to a JSON file in it."""
    with open(os.path.join(path, name), "w", encoding="utf-8") as file:
        json.dump(description, file, ensure_ascii=False, indent=2)
        file.write("\n")
