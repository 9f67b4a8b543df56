"""SQL statements for tables."""

from collections.abc import Iterator, Mapping

from apec_outcomes.export._about import about
from apec_outcomes.export._columns import Column
from apec_outcomes.export._protocols import Exported, dataset_of
from apec_outcomes.export._tables import Table

__all__ = ["create", "indexes", "metadata_table", "quoted_name"]


def create(
    table: Table,
    types: Mapping[str, str],
    *,
    deferred: bool = False,
    extra: tuple[str, ...] = (),
) -> str:
    """Return the statement that creates a table with its keys.

    Parameters
    ----------
    types
        The engine's name of each type of column, and of columns with ``many`` values.
    deferred
        Whether foreign keys are checked only at the end of the transaction.
    extra
        Further columns, in SQL.
    """
    parts = [*(_column(column, types) for column in table.columns), *extra]
    parts.append(f"PRIMARY KEY ({_listed(table.key)})")
    parts += [f"UNIQUE ({_listed(columns)})" for columns in table.unique]
    when = " DEFERRABLE INITIALLY DEFERRED" if deferred else ""
    parts += [
        f"FOREIGN KEY ({_listed(key.columns)}) "
        f"REFERENCES {quoted_name(key.table)} ({_listed(key.references)}){when}"
        for key in table.foreign_keys
    ]
    return f"CREATE TABLE {quoted_name(table.name)} (\n  " + ",\n  ".join(parts) + "\n)"


def indexes(table: Table) -> Iterator[str]:
    """Yield the statements that index the foreign keys of a table, unless its key begins with them."""
    for key in table.foreign_keys:
        if table.key[: len(key.columns)] != key.columns:
            name = quoted_name("_".join((table.name, *key.columns)))
            yield f"CREATE INDEX {name} ON {quoted_name(table.name)} ({_listed(key.columns)})"


def metadata_table(exported: Exported) -> Table:
    """Return a table of the title, version, licence and citation of the dataset."""
    columns = (
        Column("name", "text", "The name of the entry.", required=True),
        Column("value", "text", "The value of the entry.", required=True),
    )
    described = about(dataset_of(exported))
    values = (tuple(described), tuple(described.values()))
    return Table(
        "metadata", "Title, version, licence and citation of the dataset.", columns, values, ("name",)
    )


def _column(column: Column, types: Mapping[str, str]) -> str:
    name = quoted_name(column.name)
    check = ""
    if column.categories and not column.many:
        values = ", ".join("'" + value.replace("'", "''") + "'" for value in column.categories)
        check = f" CHECK ({name} IN ({values}))"
    kind = types["many" if column.many else column.type]
    return f"{name} {kind}{' NOT NULL' if column.required else ''}{check}"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(map(quoted_name, names))


def quoted_name(name: str) -> str:
    """Return the quoted name of a table or a column."""
    return f'"{name}"'
