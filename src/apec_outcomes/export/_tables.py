"""Tables: a tidy table for each class, and link tables for fields with several values.

All tabular formats are based on them.
"""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from apec_outcomes.export._about import about
from apec_outcomes.export._columns import Column, Field, columns_of, through
from apec_outcomes.export._docstrings import summary_of
from apec_outcomes.export._documents import document_key
from apec_outcomes.export._protocols import Exported, Records, one_collection
from apec_outcomes.export.arrow import to_arrow
from apec_outcomes.export.pandas import to_pandas
from apec_outcomes.export.polars import to_polars
from apec_outcomes.model import Meeting
from apec_outcomes.model._collections import ALL, PARTS
from apec_outcomes.model._dataset import AllRecords

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = ["ForeignKey", "Table", "flat", "table_files", "tables", "tables_of"]


class ForeignKey(NamedTuple):
    """Columns whose values, if not None, are values of columns of another table.

    .. versionadded:: 0.2
    """

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]


class Table(NamedTuple):
    """A table with a row for each record or link.

    Parameters
    ----------
    name
        The name, in snake case.
    description
        The meaning of a row.
    columns
        The columns.
    values
        The values of each column, from the first row to the last. A value is a text, an integer, a boolean,
        a date, None or, if the column has `many`, a tuple.
    key
        The columns that identify a row.
    foreign_keys
        The references of rows to rows of other tables.
    unique
        Further columns, or groups of columns, whose values are unique.
    about
        The title, version, licence and citation of the dataset, by name.

    .. versionadded:: 0.2
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    values: tuple[tuple[Any, ...], ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    about: tuple[tuple[str, str], ...] = ()

    @property
    def rows(self) -> tuple[tuple[Any, ...], ...]:
        """The rows, each with a value for each column."""
        return tuple(zip(*self.values, strict=True))

    def to_pandas(self) -> "pandas.DataFrame":
        """Return the table as a pandas data frame.

        Raises
        ------
        MissingExtraError
            If pandas is not installed.

        >>> import apec_outcomes as apec
        >>> apec.load().tables()["host_years"].to_pandas().set_index("year").loc[2024, "host"]
        'PER'

        .. versionadded:: 0.2
        """
        return to_pandas(self.columns, self.values)

    def to_polars(self) -> "polars.DataFrame":
        """Return the table as a polars data frame.

        Raises
        ------
        MissingExtraError
            If polars is not installed.

        >>> import apec_outcomes as apec
        >>> apec.load().tables()["themes"].to_polars().columns
        ['id', 'label', 'definition']

        .. versionadded:: 0.2
        """
        return to_polars(self.columns, self.values)

    def to_arrow(self) -> "pyarrow.Table":
        """Return the table as an Apache Arrow table.

        Raises
        ------
        MissingExtraError
            If pyarrow is not installed.

        >>> import apec_outcomes as apec
        >>> apec.load().tables()["meetings"].to_arrow().schema.field("dates_start").type
        DataType(date32[day])

        .. versionadded:: 0.2
        """
        return to_arrow(self.columns, self.values, {**dict(self.about), "description": self.description})


_SINGULAR = {
    **{name: row.singular for name, row in ALL.items()},
    "aliases": "alias",
    "priorities": "priority",
    "predecessors": "predecessor",
    "chairs": "chair",
    "participants": "participant",
}


def flat(query: Records) -> Table:
    """Return the records of a query as one table. Several values of a field are a tuple.

    >>> import apec_outcomes as apec
    >>> flat(apec.load().themes.where(id="customs")).rows[0][:3]
    ('customs', 'Customs procedures', ('trade-facilitation',))

    .. versionadded:: 0.2
    """
    name = query.collection
    records = list(_with_meetings(query) if name in PARTS else query)
    return _table(name, _fields(name), records)._replace(about=tuple(about(query.dataset).items()))


def _table(name: str, fields: Sequence[Field], records: Sequence[Any]) -> Table:
    columns = tuple(field.column for field in fields)
    values = tuple(tuple(map(field.read, records)) for field in fields)
    return Table(name, summary_of(ALL[name].cls), columns, values, _key(name))


def tables(data: AllRecords) -> dict[str, Table]:
    """Return the tables of a dataset, by name.

    Fields with several values have link tables, such as ``meeting_themes``, with the `position` of each
    value, starting at 1. Sessions, topics, documents and organisations have the id of their meeting. Records
    of `beside` have no rows, and no foreign key leads to them.

    >>> import apec_outcomes as apec
    >>> [key.table for key in tables(apec.load())["outcome_themes"].foreign_keys]
    ['outcomes', 'themes']

    .. versionadded:: 0.2
    """
    found = {table.name: table for name in ALL for table in _normalised(name, _records(data, name))}
    described = tuple(about(data).items())
    return {name: _within(table, found)._replace(about=described) for name, table in found.items()}


def _records(data: AllRecords, name: str) -> list[Any]:
    """Return the records of a collection; for parts of meetings, pairs of meeting and part."""
    if name in PARTS:
        return [(meeting, part) for meeting in data.meetings for part in getattr(meeting, name)]
    return list(one_collection(data, name))


def _within(table: Table, others: Mapping[str, Table]) -> Table:
    """Return a table without foreign keys to records outside the dataset."""
    kept = tuple(
        key
        for key in table.foreign_keys
        if _combined(table, key.columns) <= _combined(others[key.table], key.references)
    )
    return table._replace(foreign_keys=kept)


def _combined(table: Table, columns: tuple[str, ...]) -> set[tuple[Any, ...]]:
    """Return the values of some columns of a table, from the rows in which none of them is None."""
    named = dict(zip((column.name for column in table.columns), table.values, strict=True))
    found = set(zip(*(named[column] for column in columns), strict=True))
    return {values for values in found if None not in values}


def tables_of(exported: Exported) -> dict[str, Table]:
    """Return the tables of a dataset, or the one table of a query."""
    if isinstance(exported, Records):
        table = flat(exported)
        return {table.name: table}
    return tables(exported)


def table_files(exported: Exported, path: str, ending: str) -> Iterator[tuple[str, Table]]:
    """Yield the path of each file and its table: `path` for a query, files in this folder for a dataset."""
    if isinstance(exported, Records):
        yield path, flat(exported)
    else:
        os.mkdir(path)
        for name, table in tables(exported).items():
            yield os.path.join(path, f"{name}{ending}"), table


def _with_meetings(query: Records) -> Iterator[tuple[Meeting, Any]]:
    """Yield pairs of meeting and part for sessions or documents."""
    meetings = defaultdict(list)
    for meeting, part in _records(query.dataset, query.collection):
        meetings[id(part)].append(meeting)
    for record in query:
        # The same object may belong to several meetings.
        found = meetings[id(record)]
        yield (found.pop(0) if len(found) > 1 else found[0]), record


def _fields(name: str) -> list[Field]:
    """Return the columns of a collection; those of parts of meetings read pairs of meeting and part."""
    cls: Any = ALL[name].cls
    fields = list(columns_of(cls))
    if name not in PARTS:
        return fields
    fields = [field._replace(read=through(itemgetter(1), field.read)) for field in fields]
    if name == "documents":
        key = Column("id", "text", "The id of its meeting, and its title in kebab case.", required=True)
        fields.insert(0, Field(key, lambda pair: document_key(pair[1].title, pair[0])))
    meeting = Column("meeting", "text", "The id of the meeting that it belongs to.", required=True)
    fields.insert(1, Field(meeting, lambda pair: pair[0].id, "meetings"))
    return fields


def _normalised(name: str, records: Sequence[Any]) -> Iterator[Table]:
    """Yield the table of a collection, then its link tables."""
    fields = _fields(name)
    single = [field for field in fields if not field.column.many]
    keys = [
        ForeignKey((field.column.name,), field.collection, _key(field.collection))
        for field in single
        if field.collection
    ]
    if name == "outcomes":
        keys.append(ForeignKey(("meeting", "document"), "documents", ("meeting", "title")))
    unique = (("meeting", "title"),) if name == "documents" else ()
    yield _table(name, single, records)._replace(foreign_keys=tuple(keys), unique=unique)
    for field in fields:
        if field.column.many:
            yield _linked(name, single, field, records)


def _linked(name: str, single: Sequence[Field], field: Field, records: Sequence[Any]) -> Table:
    """Return the table that links the records of a collection to the values of a field."""
    key = _key(name)
    singular = _SINGULAR[name]
    each = _SINGULAR.get(field.column.name, field.column.name)
    owners = [next(one for one in single if one.column.name == part) for part in key]
    names = tuple(part if part == "meeting" else singular for part in key)
    columns = (
        *(
            Column(owner, one.column.type, f"The {one.column.name} of the {singular}.", required=True)
            for owner, one in zip(names, owners, strict=True)
        ),
        Column("position", "integer", "The position of the value, starting at 1.", required=True),
        Column(each, field.column.type, field.column.description, field.column.categories, required=True),
    )
    linked = [
        (record, position, value)
        for record in records
        for position, value in enumerate(field.read(record), 1)
    ]
    values = (
        *(tuple(one.read(record) for record, _, _ in linked) for one in owners),
        tuple(position for _, position, _ in linked),
        tuple(value for _, _, value in linked),
    )
    keys = [ForeignKey(names, name, key)]
    if field.collection:
        keys.append(ForeignKey((each,), field.collection, _key(field.collection)))
    description = f"The `{field.column.name}` of {name.replace('_', ' ')}, one in each row."
    return Table(
        f"{singular}_{field.column.name}", description, columns, values, (*names, "position"), tuple(keys)
    )


def _key(collection: str) -> tuple[str, ...]:
    """Return the columns that identify a row of a collection."""
    if collection == "documents":
        return ("id",)
    key = ALL[collection].key
    return (key,) if ALL[collection].is_unique else ("meeting", key)
