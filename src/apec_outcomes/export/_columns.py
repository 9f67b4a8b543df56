"""The columns of a class: what each is called, what it holds, and how a record gives its value."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

import attrs

from apec_outcomes.dates import DateSpan
from apec_outcomes.model._record import Record, Reference

__all__ = ["Column", "Field", "Read", "columns_of", "summary_of", "told_of"]

Type = Literal["text", "integer", "boolean", "date"]


class Column(NamedTuple):
    """A column: what it is called, what it holds, and what that means.

    Parameters
    ----------
    name
        In snake case; it stays the same from release to release.
    type
        What each value is, where there is one.
    description
        What it means, in a sentence.
    categories
        The values that it takes, in their order; any where there are none.
    many
        Whether each value is a tuple of such.
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
    """Return the columns of a class, but for the records that it holds."""
    told = told_of(cls)
    fields = [
        each
        for field in attrs.fields(cls)
        for each in _columns(
            f"{prefix}{field.name}", field.name, field.type, told.get(field.name, ""), required=True
        )
    ]
    if isinstance(vars(cls).get("year"), property):
        year = Column("year", "integer", "The year of APEC that it belongs to, by its id.", required=True)
        fields.insert(1, Field(year, _reader("year")))
    return tuple(fields)


def _columns(
    name: str, field: str, kind: Any, told: str, required: bool, many: bool = False
) -> Iterator[Field]:
    """Yield the columns that hold a field of this type."""
    read = _reader(field)
    if get_origin(kind) is Annotated:
        inner, *notes = get_args(kind)
        collection = next((note.collection for note in notes if isinstance(note, Reference)), None)
        for each in _columns(name, field, inner, told, required, many):
            yield each._replace(collection=collection)
    elif get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        if not (isinstance(inner, type) and issubclass(inner, Record)):
            yield from _columns(name, field, inner, told, True, many=True)
    elif get_args(kind):
        yield from _columns(
            name, field, next(part for part in get_args(kind) if part is not type(None)), told, False, many
        )
    elif kind is DateSpan:
        yield Field(
            Column(name, "text", f"{told} In EDTF.", required=required),
            lambda record: (span := read(record)) and span.edtf,
        )
        for end, which in (("start", "first"), ("end", "last")):
            what = f"The {which} day that `{name}` can mean."
            yield Field(Column(f"{name}_{end}", "date", what, required=required), _end_of(read, end))
    elif issubclass(kind, StrEnum):
        column = Column(name, "text", told, tuple(member.value for member in kind), many, required)
        yield Field(column, lambda record: (value := read(record)) and value.value)
    elif issubclass(kind, Record):
        for each in columns_of(kind, f"{name}_"):
            yield each._replace(column=each.column._replace(required=False), read=_through(read, each.read))
    else:
        types: Mapping[Any, Type] = {str: "text", int: "integer", bool: "boolean"}
        yield Field(Column(name, types[kind], told, (), many, required), read)


def _reader(field: str) -> Read:
    return lambda record: getattr(record, field)


def _end_of(read: Read, end: str) -> Read:
    return lambda record: getattr(read(record), end, None)


def _through(outer: Read, inner: Read) -> Read:
    return lambda record: None if (held := outer(record)) is None else inner(held)


def summary_of(cls: Any) -> str:
    """Return the first line of the docstring of a class."""
    return (inspect.getdoc(cls) or "").partition("\n")[0]


def told_of(cls: Any) -> dict[str, str]:
    """Return what the docstring of a class says of each of its fields."""
    _, _, listed = (inspect.getdoc(cls) or "").partition("Parameters\n----------\n")
    told = {}
    for names, text in re.findall(r"^(\w[\w, ]*)\n((?:    .*\n?)+)", listed, re.MULTILINE):
        for name in names.split(", "):
            told[name] = " ".join(text.split()).replace("``", "`")
    return told
