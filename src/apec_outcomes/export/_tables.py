"""The record as tables: one tidy table a class, and link tables for what a record has several of.

Every format that knows rows and columns takes them from here, and none walks the model by itself.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from apec_outcomes.export._columns import Column, Field, Read, columns_of, summary_of
from apec_outcomes.export._protocols import AllRecords, Exported, Records, one_collection
from apec_outcomes.model._collections import ALL, COLLECTIONS, PARTS

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = [
    "ForeignKey",
    "Table",
    "class_of",
    "flat",
    "table_files",
    "tables",
    "tables_of",
]


class ForeignKey(NamedTuple):
    """Columns whose values, where there are any, stand in columns of another table."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]


class Table(NamedTuple):
    """Rows under named columns.

    Parameters
    ----------
    name
        In snake case.
    description
        What a row is.
    columns, rows
        Each row has a value for each column: text, a whole number, a truth value, a date, nothing, or, where
        the column has `many`, a tuple.
    key
        The columns that no two rows share; none where whole rows may be alike.
    foreign_keys
        Where a row refers to others.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()

    def to_pandas(self) -> "pandas.DataFrame":
        """Return the table as a pandas data frame.

        Raises
        ------
        MissingExtraError
            Where pandas is not installed.

        >>> import apec_outcomes as apec
        >>> apec.load().tables()["host_years"].to_pandas().set_index("year").loc[2024, "host"]
        'PER'
        """
        from apec_outcomes.export.pandas import to_pandas

        return to_pandas(self.columns, self.rows)

    def to_polars(self) -> "polars.DataFrame":
        """Return the table as a polars data frame.

        Raises
        ------
        MissingExtraError
            Where polars is not installed.

        >>> import apec_outcomes as apec
        >>> apec.load().tables()["themes"].to_polars().columns
        ['id', 'label', 'broader', 'definition']
        """
        from apec_outcomes.export.polars import to_polars

        return to_polars(self.columns, self.rows)

    def to_arrow(self) -> "pyarrow.Table":
        """Return the table in Apache Arrow.

        Raises
        ------
        MissingExtraError
            Where pyarrow is not installed.

        >>> import apec_outcomes as apec
        >>> apec.load().tables()["meetings"].to_arrow().schema.field("dates_start").type
        DataType(date32[day])
        """
        from apec_outcomes.export.arrow import to_arrow

        return to_arrow(self.columns, self.rows, {"description": self.description})


_SINGULAR = {name: row.singular for name, row in ALL.items()} | {
    "aliases": "alias",
    "priorities": "priority",
    "predecessors": "predecessor",
    "chairs": "chair",
    "participants": "participant",
    "actors": "actor",
}

_KEYS = {"economies": ("code",), "host_years": ("year",), "documents": ("meeting", "title")}
_KEYS["organisations"] = ("meeting", "id")


def flat(query: Records) -> Table:
    """Return the records of a query as one table; what a record has several of stands in one column.

    >>> import apec_outcomes as apec
    >>> flat(apec.load().themes.where(id="customs")).rows[0][:3]
    ('customs', 'Customs procedures', 'trade-facilitation')
    """
    cls = class_of(query)
    fields = columns_of(cls)
    rows = tuple(tuple(field.read(record) for field in fields) for record in query)
    name = query.collection
    key = _KEYS.get(name, ("id",))
    columns = tuple(field.column for field in fields)
    # Documents of several meetings may share a title.
    return Table(name, summary_of(cls), columns, rows, () if "meeting" in key else key)


def tables(data: AllRecords) -> dict[str, Table]:
    """Return a whole dataset as tables, by their names.

    What a record has several of stands in link tables, ``meeting_themes`` and the like, with the `position`
    that it had, from 1 on. What stands within a meeting names it in its first column. What lies beside the
    dataset has no row here, and no foreign key leads to it.

    >>> import apec_outcomes as apec
    >>> [key.table for key in tables(apec.load())["outcome_themes"].foreign_keys]
    ['outcomes', 'themes']
    """
    found: dict[str, Table] = {}
    for name, row in COLLECTIONS.items():
        for table in _normalised(name, row.cls, [((), record) for record in one_collection(data, name)]):
            found[table.name] = table
        if name == "meetings":
            for part, held in PARTS.items():
                pairs = [
                    ((meeting.id,), each) for meeting in data.meetings for each in getattr(meeting, part)
                ]
                for table in _normalised(part, held.cls, pairs, within="meetings"):
                    found[table.name] = table
    keys = {name: _values(table, table.key) for name, table in found.items()}
    return {name: _within(table, keys) for name, table in found.items()}


def _within(table: Table, keys: Mapping[str, set[tuple[Any, ...]]]) -> Table:
    """Return a table without the foreign keys that lead out of the dataset, to what lies beside it.

    Parameters
    ----------
    keys
        The values of the key of each table, which is what foreign keys refer to.
    """
    kept = tuple(key for key in table.foreign_keys if _values(table, key.columns) <= keys[key.table])
    return table._replace(foreign_keys=kept)


def _values(table: Table, columns: tuple[str, ...]) -> set[tuple[Any, ...]]:
    """Return what stands in some columns of a table, where none of them is empty."""
    names = [column.name for column in table.columns]
    places = [names.index(column) for column in columns]
    found = {tuple([row[place] for place in places]) for row in table.rows}
    return {values for values in found if None not in values}


def tables_of(exported: Exported) -> dict[str, Table]:
    """Return a dataset as its tables, or a query as one."""
    if isinstance(exported, Records):
        table = flat(exported)
        return {table.name: table}
    return tables(exported)


def table_files(exported: Exported, path: str, ending: str) -> Iterator[tuple[str, Table]]:
    """Yield each file that holds a table: the one given for a query, those of a folder for a dataset."""
    if isinstance(exported, Records):
        yield path, flat(exported)
    else:
        os.mkdir(path)
        for name, table in tables(exported).items():
            yield os.path.join(path, f"{name}{ending}"), table


def _normalised(
    name: str, cls: Any, records: Sequence[tuple[tuple[str, ...], Any]], within: str | None = None
) -> Iterator[Table]:
    """Yield the table of a class, then its link tables.

    Parameters
    ----------
    records
        Each record after the ids of what it stands within.
    within
        The collection of what they stand within.
    """
    key = _KEYS.get(name, ("id",))
    owner = (_SINGULAR[within],) if within else ()
    outer = tuple(
        Column(each, "text", f"The id of the {each} that it belongs to.", required=True) for each in owner
    )
    single = [field for field in columns_of(cls) if not field.column.many]
    keys = [
        ForeignKey((field.column.name,), field.collection, _target(field.collection))
        for field in single
        if field.collection
    ]
    if within:
        keys.insert(0, ForeignKey(owner, within, _target(within)))
    if name == "outcomes":
        keys.append(ForeignKey(("meeting", "document"), "documents", ("meeting", "title")))
    rows = tuple((*above, *(field.read(record) for field in single)) for above, record in records)
    columns = (*outer, *(field.column for field in single))
    yield Table(name, summary_of(cls), columns, rows, key, tuple(keys))
    own = {field.column.name: field.read for field in single}
    for field in columns_of(cls):
        if field.column.many:
            yield _linked(name, key, own, field, records)


def _linked(
    name: str,
    key: tuple[str, ...],
    own: Mapping[str, Read],
    field: Field,
    records: Sequence[tuple[tuple[str, ...], Any]],
) -> Table:
    """Return the table that links the records of a class to what each has several of."""
    singular = _SINGULAR[name]
    each = _SINGULAR.get(field.column.name, field.column.name)
    owners = tuple(singular if part in ("id", "code", "year") else part for part in key)
    typed = {"year": "integer"}
    columns = (
        *(
            Column(owner, typed.get(part, "text"), f"The {part} of the {singular}.", required=True)  # type: ignore[arg-type]
            for owner, part in zip(owners, key, strict=True)
        ),
        Column("position", "integer", "Its place among them, from 1 on.", required=True),
        Column(each, field.column.type, field.column.description, field.column.categories, required=True),
    )
    rows = tuple(
        (*(above[0] if part == "meeting" and above else own[part](record) for part in key), position, value)
        for above, record in records
        for position, value in enumerate(field.read(record), 1)
    )
    keys = [ForeignKey(owners, name, key)]
    if field.collection:
        keys.append(ForeignKey((each,), field.collection, _target(field.collection)))
    description = f"What `{field.column.name}` of {name.replace('_', ' ')} hold, one in a row."
    return Table(
        f"{singular}_{field.column.name}", description, columns, rows, (*owners, "position"), tuple(keys)
    )


def _target(collection: str) -> tuple[str, ...]:
    return _KEYS.get(collection, ("id",))


def class_of(query: Records) -> Any:
    """Return the class of the records of a query."""
    name = query.collection
    return ALL[name].cls
