"""Tables as a DuckDB database, with keys and foreign keys: the extra ``duckdb``.

A table has no foreign key to itself: DuckDB checks each row when it is inserted, perhaps before the row that
it refers to.
"""

from collections.abc import Iterable

from apec_outcomes._extras import library
from apec_outcomes.export._protocols import Exported
from apec_outcomes.export._sql import create, metadata_table
from apec_outcomes.export._tables import Table, tables_of

__all__ = ["write"]

_TYPES = {"text": "VARCHAR", "integer": "INTEGER", "boolean": "BOOLEAN", "date": "DATE", "many": "VARCHAR[]"}
_BLOCK = 16_384  # bytes, the smallest possible: the tables are many and small
_SAME_BYTES = {"threads": 1, "force_compression": "uncompressed"}  # otherwise, bytes differ from run to run
_STORAGE = "v1.0.0"  # versions since 1.1 read it: the command line is often older than the library


def write(exported: Exported, path: str) -> None:
    """Write a query or a dataset to a database."""
    duckdb = library("duckdb", "duckdb", "DuckDB")
    tables = [*tables_of(exported).values(), metadata_table(exported)]
    with duckdb.connect(config=_SAME_BYTES) as database:
        quoted = path.replace("'", "''")
        database.execute(f"ATTACH '{quoted}' AS made (BLOCK_SIZE {_BLOCK}, STORAGE_VERSION '{_STORAGE}')")
        database.execute("USE made")
        for table in _parents_first(tables):
            database.execute(create(table, _TYPES))
            database.register("rows", table.to_arrow())
            database.execute(f'INSERT INTO "{table.name}" SELECT * FROM rows')  # noqa: S608
            database.unregister("rows")


def _parents_first(tables: Iterable[Table]) -> Iterable[Table]:
    """Return tables without foreign keys to themselves, each after those that it refers to."""
    waiting = {table.name: table for table in tables}
    found: dict[str, Table] = {}

    def add(table: Table) -> None:
        keys = tuple(key for key in table.foreign_keys if key.table != table.name)
        for key in keys:
            add(waiting[key.table])
        found.setdefault(table.name, table._replace(foreign_keys=keys))

    for table in waiting.values():
        add(table)
    return found.values()
