"""The columns of a class: the name, type and meaning of each, and how a record gives its value."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

import attrs

from apec_outcomes.dates import DateSpan
from apec_outcomes.export._docstrings import field_descriptions
from apec_outcomes.model._record import Record, Reference

__all__ = ["Column", "Field", "Read", "columns_of"]

Type = Literal["text", "integer", "boolean", "date"]


class Column(NamedTuple):
    """A column of a table.

    Parameters
    ----------
    name
        Its name, in snake case.
    type
        The type of each value.
    description
        Its meaning, in a sentence.
    categories
        The values that it takes, in their order; empty where it takes any.
    many
        Whether each value is a tuple of such values.
    required
        Whether every row has a value.
    """

    name: str
    type: Type
    description: str
    categories: tuple[str, ...] = ()
    many: bool = False
    required: bool = False


Read = Callable[[Any], Any]


class Field(NamedTuple):
    """A column of a class, how a record gives its value, and the collection that it refers to."""

    column: Column
    read: Read
    collection: str | None = None


@cache
def columns_of(cls: Any, prefix: str = "") -> tuple[Field, ...]:
    """Return the columns of a class, except for the records that it holds."""
    descriptions = field_descriptions(cls)
    fields = [
        each
        for field in attrs.fields(cls)
        for each in _columns(
            f"{prefix}{field.name}", field.name, field.type, descriptions.get(field.name, ""), required=True
        )
    ]
    if isinstance(vars(cls).get("year"), property):
        year = Column("year", "integer", "The year of APEC that it belongs to, by its id.", required=True)
        fields.insert(1, Field(year, _reader("year")))
    return tuple(fields)


def _columns(
    name: str, field: str, kind: Any, description: str, required: bool, many: bool = False
) -> Iterator[Field]:
    """Yield the columns that hold a field of this type."""
    read = _reader(field)
    if get_origin(kind) is Annotated:
        inner, *notes = get_args(kind)
        collection = next((note.collection for note in notes if isinstance(note, Reference)), None)
        for each in _columns(name, field, inner, description, required, many):
            yield each._replace(collection=collection)
    elif get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        if not (isinstance(inner, type) and issubclass(inner, Record)):
            yield from _columns(name, field, inner, description, True, many=True)
    elif get_args(kind):
        inner = next(part for part in get_args(kind) if part is not type(None))
        yield from _columns(name, field, inner, description, False, many)
    elif kind is DateSpan:
        yield Field(
            Column(name, "text", f"{description} In EDTF.", required=required),
            lambda record: (span := read(record)) and span.edtf,
        )
        for end, which in (("start", "first"), ("end", "last")):
            meaning = f"The {which} day that `{name}` can mean."
            yield Field(Column(f"{name}_{end}", "date", meaning, required=required), _end_of(read, end))
    elif issubclass(kind, StrEnum):
        column = Column(name, "text", description, tuple(member.value for member in kind), many, required)
        yield Field(column, lambda record: (value := read(record)) and value.value)
    elif issubclass(kind, Record):
        for each in columns_of(kind, f"{name}_"):
            yield each._replace(column=each.column._replace(required=False), read=_through(read, each.read))
    else:
        types: Mapping[Any, Type] = {str: "text", int: "integer", bool: "boolean"}
        yield Field(Column(name, types[kind], description, (), many, required), read)


def _reader(field: str) -> Read:
    return lambda record: getattr(record, field)


def _end_of(read: Read, end: str) -> Read:
    return lambda record: getattr(read(record), end, None)


def _through(outer: Read, inner: Read) -> Read:
    return lambda record: None if (held := outer(record)) is None else inner(held)
