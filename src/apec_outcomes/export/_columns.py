"""The columns of a class: the name, type and meaning of each, and a function to read its value."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from apec_outcomes.dates import DateSpan
from apec_outcomes.export._docstrings import field_descriptions
from apec_outcomes.model._fields import Kind, derived, fields_of

__all__ = ["Column", "Field", "columns_of", "through"]

Type = Literal["text", "integer", "boolean", "date"]


class Column(NamedTuple):
    """A column of a table.

    Parameters
    ----------
    name
        The name, in snake case.
    type
        The type of each value.
    description
        The meaning, in a sentence.
    categories
        The possible values, in order; empty if any value is possible.
    many
        Whether each value is a tuple of such values.
    required
        Whether every row has a value.

    .. versionadded:: 0.2
    """

    name: str
    type: Type
    description: str
    categories: tuple[str, ...] = ()
    many: bool = False
    required: bool = False


Read = Callable[[Any], Any]


class Field(NamedTuple):
    """A column of a class, a function that reads its value, and the collection that it refers to."""

    column: Column
    read: Read
    collection: str | None = None


@cache
def columns_of(cls: Any, prefix: str = "") -> tuple[Field, ...]:
    """Return the columns of a class, without fields that contain several records."""
    descriptions = field_descriptions(cls)
    fields = [
        each
        for name, kind, _ in fields_of(cls)
        for each in _columns(f"{prefix}{name}", name, kind, descriptions.get(name, ""))
    ]
    if "year" in derived(cls):
        year = Column("year", "integer", "The APEC year that it belongs to, from its id.", required=True)
        fields.insert(1, Field(year, attrgetter("year")))
    return tuple(fields)


def _columns(name: str, field: str, kind: Kind, description: str) -> Iterator[Field]:
    """Yield the columns of a field of this kind."""
    read, required = attrgetter(field), not kind.optional
    inner: Any = kind.record
    if inner:
        for each in () if kind.many else columns_of(inner, f"{name}_"):
            yield each._replace(column=each.column._replace(required=False), read=through(read, each.read))
    elif kind.cls is DateSpan:
        column = Column(name, "text", f"{description} In EDTF.", required=required)
        yield Field(column, through(read, attrgetter("edtf")))
        for end, which in (("start", "first"), ("end", "last")):
            meaning = f"The {which} day that `{name}` can mean."
            yield Field(
                Column(f"{name}_{end}", "date", meaning, required=required), through(read, attrgetter(end))
            )
    elif issubclass(kind.cls, StrEnum):
        column = Column(name, "text", description, tuple(map(str, kind.cls)), required=required)
        yield Field(column, through(read, str))
    else:
        column = Column(name, _TYPES[kind.cls], description, (), kind.many, required)
        yield Field(column, read, kind.collection)


_TYPES: Mapping[Any, Type] = {str: "text", int: "integer", bool: "boolean"}


def through(outer: Read, inner: Read) -> Read:
    """Return a function that reads a value of a part of a record: None if there is no such part."""
    return lambda record: None if (part := outer(record)) is None else inner(part)
