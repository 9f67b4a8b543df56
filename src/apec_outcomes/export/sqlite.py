"""Tables as an SQLite database.

It has keys, indexed foreign keys, labels of sources, full-text indexes of the columns that `Query.matching`
searches (FTS5, such as ``meetings_fts``), and a table ``metadata`` with version, licence and citation. Dates
are texts in ISO 8601.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any

from apec_outcomes.export._protocols import Exported
from apec_outcomes.export._sql import create, indexes, metadata_table, quoted_name
from apec_outcomes.export._tables import Table, tables_of
from apec_outcomes.export.csv import SEPARATOR
from apec_outcomes.model._collections import ALL

__all__ = ["write"]

_TYPES = {"text": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "date": "TEXT", "many": "TEXT"}


def write(exported: Exported, path: str) -> None:
    """Write a query or a dataset to a database."""
    tables = [*tables_of(exported).values(), metadata_table(exported)]
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        with database:
            for table in tables:
                database.execute(create(table, _TYPES, deferred=True, extra=_label(table)))
            for table in tables:
                places = ", ".join("?" for _ in table.columns)
                rows = [tuple(map(_value, row)) for row in table.rows]
                database.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', rows)  # noqa: S608
                for statement in (*indexes(table), *_search(table)):
                    database.execute(statement)


def _label(table: Table) -> tuple[str, ...]:
    """Return a column with the title of a row or else its address, if titles can be missing."""
    columns = {column.name: column for column in table.columns}
    if "url" not in columns or "title" not in columns or columns["title"].required:
        return ()
    return ('"label" TEXT GENERATED ALWAYS AS (coalesce("title", "url")) VIRTUAL',)


def _search(table: Table) -> Iterator[str]:
    """Yield the statements that create the full-text index of a table of records."""
    row = ALL.get(table.name)
    names = {column.name for column in table.columns}
    searched = [name for text in (row.texts if row else ()) if (name := text.replace(".", "_")) in names]
    if searched:
        index = quoted_name(f"{table.name}_fts")
        listed = ", ".join(map(quoted_name, searched))
        yield (
            f"CREATE VIRTUAL TABLE {index} USING fts5({listed}, content={quoted_name(table.name)}, "
            "tokenize='porter unicode61')"
        )
        yield f"INSERT INTO {index} ({index}) VALUES ('rebuild')"  # noqa: S608


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return SEPARATOR.join(map(str, value))
    return value.isoformat() if isinstance(value, date) else value
