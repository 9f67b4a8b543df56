"""Tables as a DuckDB database, with keys and foreign keys: the extra ``duckdb``."""

from apec_outcomes._extras import library
from apec_outcomes.export._protocols import Exported
from apec_outcomes.export._sql import create, generations, parents_first, without_circles
from apec_outcomes.export._tables import tables_of

__all__ = ["write"]

_TYPES = {"text": "VARCHAR", "integer": "INTEGER", "boolean": "BOOLEAN", "date": "DATE", "many": "VARCHAR[]"}
_BLOCK = 16_384  # bytes, the smallest that there is: the tables are many and small


def write(exported: Exported, path: str) -> None:
    """Write a query or a dataset to a database.

    Raises
    ------
    MissingExtraError
        Where DuckDB is not installed.
    """
    duckdb = library("duckdb", "duckdb", "DuckDB")
    tables = tables_of(exported)
    with duckdb.connect() as database:
        quoted = path.replace("'", "''")
        database.execute(f"ATTACH '{quoted}' AS made (BLOCK_SIZE {_BLOCK})")
        database.execute("USE made")
        for table in map(without_circles, parents_first(tables)):
            database.execute(create(table, _TYPES, tables))
            for part in generations(table):
                database.register("part", part.to_arrow())
                database.execute(f'INSERT INTO "{table.name}" SELECT * FROM part')  # noqa: S608
                database.unregister("part")
