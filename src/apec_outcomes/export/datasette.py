"""A folder for Datasette (https://datasette.io): an SQLite database, and metadata on how to show its tables.

``datasette FOLDER`` opens it. Records are shown by title or label; full-text search covers titles and
summaries.
"""

import os
from collections.abc import Mapping
from typing import Any

from apec_outcomes.export import sqlite
from apec_outcomes.export._about import about
from apec_outcomes.export._packages import write_description
from apec_outcomes.export._protocols import Exported, dataset_of
from apec_outcomes.export._tables import Table, tables_of

__all__ = ["write"]

_LABELS = ("label", "title", "name", "theme")
_NAME = "apec"


def write(exported: Exported, path: str) -> None:
    """Write a query or a dataset to a folder."""
    os.mkdir(path)
    sqlite.write(exported, os.path.join(path, f"{_NAME}.db"))
    described = about(dataset_of(exported))
    metadata = {
        "title": described["title"],
        "description": described["description"],
        "license": described["licence"],
        "license_url": described["licence_url"],
        "about": described["citation"],
        "databases": {_NAME: {"tables": _shown(tables_of(exported))}},
    }
    write_description(path, "metadata.json", metadata)


def _shown(tables: Mapping[str, Table]) -> dict[str, Any]:
    """Return the metadata of each table; the tables of full-text indexes are hidden."""
    shown: dict[str, Any] = {}
    for name, table in tables.items():
        columns = {column.name: column.description for column in table.columns}
        label = "label" if name == "sources" else next((each for each in _LABELS if each in columns), None)
        shown[name] = {
            "description": table.description,
            "columns": columns,
            **({"label_column": label} if label else {}),
        }
    return shown
