"""Tables in polars: the extra ``polars``."""

from typing import TYPE_CHECKING, Any

from apec_outcomes._extras import library
from apec_outcomes.export._columns import Column

if TYPE_CHECKING:
    import polars

    from apec_outcomes.export._tables import Table

__all__ = ["to_polars"]


def to_polars(table: "Table") -> "polars.DataFrame":
    """Return a table as a data frame: dates as ``Date``, enums as ``Enum``, several values as ``List``.

    Raises
    ------
    MissingExtraError
        Where polars is not installed.
    """
    pl = library("polars", "polars")
    schema = {column.name: _type(column, pl) for column in table.columns}
    frame: polars.DataFrame = pl.DataFrame(list(table.rows), schema=schema, orient="row")
    return frame


def _type(column: Column, pl: Any) -> Any:
    types = {"text": pl.String, "integer": pl.Int64, "boolean": pl.Boolean, "date": pl.Date}
    one = pl.Enum(list(column.categories)) if column.categories else types[column.type]
    return pl.List(one) if column.many else one
