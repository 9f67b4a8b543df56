"""The fields of records as questions name them, and the values that they can have."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from operator import attrgetter
from typing import Any, TypeVar

from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import ArgumentError, QueryError, quoted
from apec_outcomes.model._collections import ALL, Collection
from apec_outcomes.model._fields import Kind, derived_names, fields_of, kind_of
from apec_outcomes.model._record import Record, Year
from apec_outcomes.model._values import problems_of
from apec_outcomes.query.relations import Relations, with_article

__all__ = ["Field", "condition", "kinds_in", "members_of", "reader"]

Field = str | Callable[[Any], Any]
K = TypeVar("K", bound=StrEnum)


def reader(collection: Collection, field: Field) -> Callable[[Any], Any]:
    """Return the function that reads a field of the records of a collection.

    Parameters
    ----------
    collection
        The row of the collection.
    field
        The name of a field or of a derived value such as ``year``, or names with dots between them, such as
        ``venue.city``; or a function, which is returned as it is.
    """
    if callable(field):
        return field
    _kind_at(collection, field)
    return _path_reader(field) if "." in field else attrgetter(field)


def condition(
    relations: Relations, collection: Collection, field: str, wanted: object
) -> Callable[[Any], bool]:
    """Return a function of a record: whether a field has a value.

    Parameters
    ----------
    relations
        The relations that find the records to which a field refers.
    collection
        The row of the collection.
    field
        As in `reader`, but no function.
    wanted
        The value. It may be the text of a kind, the text or the year of a date, and the name of a record.
    """
    kind, read = _kind_at(collection, field), reader(collection, field)
    if wanted is None and kind.optional:
        return lambda record: read(record) is None
    if kind.many and isinstance(wanted, tuple | list):
        several = tuple(_value(relations, collection, field, kind, each) for each in wanted)
        return lambda record: read(record) == several
    value = _value(relations, collection, field, kind, wanted)
    if kind.many:
        return lambda record: value in (read(record) or ())
    return lambda record: bool(read(record) == value)


def members_of(cls: type[K], values: tuple[K | str, ...]) -> frozenset[K]:
    """Return the members of an enum that these values name."""
    known = {member.value: member for member in cls}
    if not values or not all(isinstance(value, str) and value in known for value in values):
        raise QueryError(f"got {', '.join(map(quoted, values)) or 'nothing'}; expected any of {_listed(cls)}")
    return frozenset(known[value] for value in values)


def _value(relations: Relations, collection: Collection, field: str, kind: Kind, given: object) -> Any:
    """Return the value of a field that something given means."""
    if kind.collection and kind.collection in ALL:
        try:
            return relations.key_of(kind.collection, given)
        except ArgumentError as error:
            raise QueryError(
                f"{field!r} of {collection.name}: {error}{',' * kind.optional}{_or_none(kind)}"
            ) from error
    if kind.cls is DateSpan and given is not None:
        return DateSpan.of(given)
    if isinstance(kind.cls, type) and issubclass(kind.cls, StrEnum):
        if isinstance(given, str) and given in set(kind.cls):
            return kind.cls(given)
        expected = f"one of {_listed(kind.cls)}"
    elif (problem := next(problems_of(given, kind.one, "$"), None)) is None:
        return given
    elif field == collection.key and isinstance(given, str):
        return relations.key_of(collection.name, given)
    else:
        expected = with_article(kind.record.__name__) if kind.record else problem.expected
    way_out = f"; use {_STEPS.get(field, _SEARCH)}" if kind.record else ""
    refused = f"{field!r} of {collection.name} cannot be {quoted(given)}"
    raise QueryError(f"{refused}; expected {expected}{_or_none(kind)}{way_out}")


def _or_none(kind: Kind) -> str:
    return " or None" if kind.optional else ""


def _listed(cls: type[StrEnum]) -> str:
    return ", ".join(member.value for member in cls)


_STEPS = {
    "venue": "at(...)",
    "sessions": "the query `sessions` of the dataset",
    "documents": "the query `documents` of the dataset",
}
_SEARCH = "matching(...)"


def _kind_at(collection: Collection, path: object) -> Kind:
    """Return the kind of the values of a field of a collection's records."""
    if not isinstance(path, str):
        raise QueryError(f"got {quoted(path)}; expected the name of a field, or a function of a record")
    kind = Kind((collection.cls,))
    owner = collection.name
    for name in path.split("."):
        if kind.many:
            raise QueryError(
                f"{owner} have several values; expected a function of a record, not {quoted(path)}"
            )
        kinds = dict(kinds_in(kind.cls))
        if name not in kinds:
            names = ", ".join(kinds) or "none"
            raise QueryError(f"{owner} have no field {quoted(name)}; expected one of {names}")
        optional = kind.optional or kinds[name].optional
        kind, owner = kinds[name]._replace(optional=optional), f"{collection.name}, in {quoted(path)},"
    return kind


def kinds_in(cls: Any) -> Iterator[tuple[str, Kind]]:
    """Yield the fields of a class, then its derived values, each with the kind of its values."""
    if cls is DateSpan or (isinstance(cls, type) and issubclass(cls, Record)):
        for name, kind, _ in fields_of(cls):
            yield name, kind
        for name in derived_names(cls):
            if not name.startswith("_"):
                annotation = vars(cls)[name].fget.__annotations__["return"]
                yield name, kind_of(Year if name == "year" else annotation)


def _path_reader(path: str) -> Callable[[Any], Any]:
    """Return a function that follows a dotted path, as far as there is something to follow."""
    names = path.split(".")

    def read(record: Any) -> Any:
        for name in names:
            if record is None:
                return None
            record = getattr(record, name)
        return record

    return read
