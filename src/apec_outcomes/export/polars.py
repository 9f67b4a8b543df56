"""Tables in polars: the extra ``polars``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from apec_outcomes._extras import library
from apec_outcomes.export._columns import Column

if TYPE_CHECKING:
    import polars

__all__ = ["to_polars"]


def to_polars(columns: Sequence[Column], values: Sequence[Sequence[Any]]) -> "polars.DataFrame":
    """Return a data frame: dates as ``Date``, enums as ``Enum``, several values as ``List``."""
    pl = library("polars", "polars")
    schema = {column.name: _type(column, pl) for column in columns}
    held = {name: list(each) for name, each in zip(schema, values, strict=True)}
    frame: polars.DataFrame = pl.DataFrame(held, schema=schema)
    return frame


def _type(column: Column, pl: Any) -> Any:
    types = {"text": pl.String, "integer": pl.Int64, "boolean": pl.Boolean, "date": pl.Date}
    one = pl.Enum(list(column.categories)) if column.categories else types[column.type]
    return pl.List(one) if column.many else one
