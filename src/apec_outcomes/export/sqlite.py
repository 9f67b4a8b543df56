"""Tables as an SQLite database, with keys and foreign keys; dates are texts in ISO 8601, as it reads them."""

import sqlite3
from contextlib import closing
from datetime import date
from typing import Any

from apec_outcomes.export._protocols import Exported
from apec_outcomes.export._sql import create
from apec_outcomes.export._tables import tables_of
from apec_outcomes.export.csv import SEPARATOR

__all__ = ["write"]

_TYPES = {"text": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "date": "TEXT", "many": "TEXT"}


def write(exported: Exported, path: str) -> None:
    """Write a query or a dataset to a database."""
    tables = tables_of(exported)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        with database:
            for table in tables.values():
                database.execute(create(table, _TYPES, tables, deferred=True))
            for table in tables.values():
                places = ", ".join("?" for _ in table.columns)
                rows = [tuple(map(_value, row)) for row in table.rows]
                database.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', rows)  # noqa: S608


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return SEPARATOR.join(map(str, value))
    return value.isoformat() if isinstance(value, date) else value
