"""Tables in the words of SQL."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from apec_outcomes.export._columns import Column
from apec_outcomes.export._tables import Table

__all__ = ["create", "generations", "parents_first", "without_circles"]


def create(
    table: Table, types: Mapping[str, str], others: Mapping[str, Table], *, deferred: bool = False
) -> str:
    """Return the statement that creates a table with its keys.

    Parameters
    ----------
    types
        The engine's name for each type of column, and for ``many`` values in one.
    others
        The tables that stand beside it: a foreign key to one that does not is left out.
    deferred
        Whether foreign keys need hold only when all rows are there.
    """
    parts = [_column(column, types) for column in table.columns]
    if table.key:
        parts.append(f"PRIMARY KEY ({_listed(table.key)})")
    when = " DEFERRABLE INITIALLY DEFERRED" if deferred else ""
    parts += [
        f"FOREIGN KEY ({_listed(key.columns)}) "
        f"REFERENCES {_quoted(key.table)} ({_listed(key.references)}){when}"
        for key in table.foreign_keys
        if key.table in others
    ]
    return f"CREATE TABLE {_quoted(table.name)} (\n  " + ",\n  ".join(parts) + "\n)"


def parents_first(tables: Mapping[str, Table]) -> Iterator[Table]:
    """Yield tables, each after those that it refers to."""
    done: set[str] = set()

    def visit(table: Table) -> Iterator[Table]:
        if table.name not in done:
            done.add(table.name)
            for key in table.foreign_keys:
                if key.table in tables:
                    yield from visit(tables[key.table])
            yield table

    for table in tables.values():
        yield from visit(table)


def without_circles(table: Table) -> Table:
    """Return a table, without its keys to itself where its rows refer to each other in a circle."""
    try:
        list(generations(table))
    except CycleError:
        return table._replace(foreign_keys=tuple(k for k in table.foreign_keys if k.table != table.name))
    return table


def generations(table: Table) -> Iterator[Table]:
    """Yield the rows of a table in parts, each of which refers only to rows of the parts before it.

    Raises
    ------
    CycleError
        Where rows refer to each other in a circle.
    """
    names = [column.name for column in table.columns]
    above = [names.index(key.columns[0]) for key in table.foreign_keys if key.table == table.name]
    if not above:
        yield table
        return
    place = names.index(table.key[0])
    rows = {row[place]: row for row in table.rows}
    order = TopologicalSorter(
        {key: [row[each] for each in above if row[each] in rows] for key, row in rows.items()}
    )
    order.prepare()
    while ready := order.get_ready():
        yield table._replace(rows=tuple(rows[key] for key in ready))
        order.done(*ready)


def _column(column: Column, types: Mapping[str, str]) -> str:
    name = _quoted(column.name)
    check = ""
    if column.categories and not column.many:
        values = ", ".join("'" + value.replace("'", "''") + "'" for value in column.categories)
        check = f" CHECK ({name} IN ({values}))"
    kind = types["many" if column.many else column.type]
    return f"{name} {kind}{' NOT NULL' if column.required else ''}{check}"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    return f'"{name}"'
