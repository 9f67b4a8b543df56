"""Tables in pandas: the extra ``pandas``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from apec_outcomes._extras import library
from apec_outcomes.export._columns import Column

if TYPE_CHECKING:
    import pandas

__all__ = ["to_pandas"]


def to_pandas(columns: Sequence[Column], values: Sequence[Sequence[Any]]) -> "pandas.DataFrame":
    """Return a data frame: dates as ``datetime64``, enums as categories, several values as lists."""
    pd = library("pandas", "pandas")
    held = {
        column.name: _series(column, list(each), pd) for column, each in zip(columns, values, strict=True)
    }
    frame: pandas.DataFrame = pd.DataFrame(held)
    return frame


def _series(column: Column, values: list[Any], pd: Any) -> Any:
    if column.many:
        return pd.Series(list(map(list, values)), dtype="object")
    if column.type == "date":
        return pd.Series(values, dtype="datetime64[s]")
    if column.categories:
        codes = {value: code for code, value in enumerate(column.categories)}
        return pd.Series(
            pd.Categorical.from_codes([codes.get(each, -1) for each in values], column.categories)
        )
    types = {"text": "string", "integer": "Int64", "boolean": "boolean"}
    return pd.Series(values, dtype=types[column.type])
