"""Tables in Apache Arrow, by pyarrow (extra ``arrow``)."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from apec_outcomes._extras import library
from apec_outcomes.export._columns import Column

if TYPE_CHECKING:
    import pyarrow

__all__ = ["to_arrow"]


def to_arrow(
    columns: Sequence[Column], values: Sequence[Sequence[Any]], about: Mapping[str, str]
) -> "pyarrow.Table":
    """Return a table in Arrow: dates as ``date32``, categories as dictionaries, several values as lists."""
    pa = library("pyarrow", "arrow")
    fields = [
        pa.field(
            column.name,
            _type(column, pa),
            nullable=not column.required,
            metadata={"description": column.description},
        )
        for column in columns
    ]
    schema = pa.schema(fields, metadata=dict(about))
    arrays = [pa.array(list(each), field.type) for each, field in zip(values, fields, strict=True)]
    found: pyarrow.Table = pa.Table.from_arrays(arrays, schema=schema)
    return found


def _type(column: Column, pa: Any) -> Any:
    types = {"text": pa.string(), "integer": pa.int64(), "boolean": pa.bool_(), "date": pa.date32()}
    one = pa.dictionary(pa.int32(), pa.string()) if column.categories else types[column.type]
    return pa.list_(one) if column.many else one
