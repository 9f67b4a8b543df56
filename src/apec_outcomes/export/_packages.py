"""Folders of tables with a description, which Data Packages and Croissant have in common."""

import hashlib
import json
import os
from collections.abc import Callable
from typing import Any, NamedTuple

from apec_outcomes.export import csv
from apec_outcomes.export._protocols import Exported
from apec_outcomes.export._tables import Table, tables_of

__all__ = ["File", "write_package"]


class File(NamedTuple):
    """A table, and the file that holds it."""

    table: Table
    path: str
    size: int
    digest: str


def write_package(exported: Exported, path: str, name: str, describe: Callable[[list[File]], Any]) -> None:
    """Write a folder with a CSV file for each table, and a description of them.

    Parameters
    ----------
    exported
        The query or the dataset.
    path
        The folder, which is made.
    name
        The file with the description.
    describe
        Returns the description of the files, which is written as JSON.
    """
    os.mkdir(path)
    files = []
    for table in tables_of(exported).values():
        file = os.path.join(path, f"{table.name}.csv")
        csv.write_table(table, file)
        with open(file, "rb") as opened:
            content = opened.read()
        files.append(File(table, os.path.basename(file), len(content), hashlib.sha256(content).hexdigest()))
    with open(os.path.join(path, name), "w", encoding="utf-8") as written:
        json.dump(describe(files), written, ensure_ascii=False, indent=2)
        written.write("\n")
