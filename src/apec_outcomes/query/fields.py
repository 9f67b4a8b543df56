"""Fields in queries: how they are named, and the values that they can have."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import ArgumentError, QueryError, quoted
from apec_outcomes.model._collections import ALL, QUERIED, Collection
from apec_outcomes.model._fields import Kind, derived, fields_of
from apec_outcomes.model._record import Record
from apec_outcomes.model._text import near_to
from apec_outcomes.model._values import expected_of, problems_of
from apec_outcomes.query.relations import Relations
from apec_outcomes.query.unknown import with_article

if TYPE_CHECKING:
    from apec_outcomes.query.methods import Method

__all__ = ["Field", "condition", "kind_at", "kinds_in", "members_of", "reader", "span_asked"]

Field = str | Callable[[Any], Any]
K = TypeVar("K", bound=StrEnum)


def reader(collection: Collection, field: Field) -> Callable[[Any], Any]:
    """Return a function that reads a field of the records of a collection.

    Parameters
    ----------
    collection
        The row of the collection.
    field
        The name of a field or of a derived value such as ``year``; a path with dots, such as ``venue.city``;
        or a function, which is returned unchanged.
    """
    if callable(field):
        return field
    kind_at(collection, field)
    return _path_reader(field) if "." in field else attrgetter(field)


def condition(
    relations: Relations, collection: Collection, field: str, wanted: object
) -> Callable[[Any], bool]:
    """Return a function that returns whether a field of a record has a value.

    Parameters
    ----------
    relations
        The relations that find the records that a field refers to.
    collection
        The row of the collection.
    field
        As in `reader`, but no function.
    wanted
        The value. A kind may be a text, a date a text or a year, and a reference any name of the record. For
        a field with several values, a tuple, list or set must match all of them, in any order; an empty one,
        or None, matches no value.
    """
    kind, read = kind_at(collection, field), reader(collection, field)
    if kind.many and (wanted is None or isinstance(wanted, _SEVERAL)):
        several = frozenset(_value(relations, collection, field, kind, each) for each in wanted or ())
        if not several:
            return lambda record: not read(record)
        return lambda record: several.issubset(read(record) or ())
    if wanted is None and kind.optional:
        return lambda record: read(record) is None
    value = _value(relations, collection, field, kind, wanted)
    if kind.many:
        return lambda record: value in (read(record) or ())
    return lambda record: bool(read(record) == value)


def span_asked(when: object) -> DateSpan:
    """Return the span of a period.

    Raises
    ------
    DateParseError
        If it is not a period.
    QueryError
        If it is a number of fewer than four digits. `DateSpan.of` accepts any year, but a year such as 24 is
        most likely a mistake.
    """
    _refuse_two_digits(when)
    return DateSpan.of(when)


def _refuse_two_digits(year: object) -> None:
    if type(year) is int and 0 < year < _FIRST_YEAR:
        raise QueryError(f"got {year}; expected a year of four digits, such as 2024")


def members_of(cls: type[K], values: tuple[K | str, ...], method: str) -> frozenset[K]:
    """Return the members of an enum with these values, in any case.

    Raises
    ------
    QueryError
        If there is no value, or a value belongs to no member. The message names the method of the query.
    """
    found = [_member(cls, value) for value in values]
    wrong = [value for value, member in zip(values, found, strict=True) if member is None]
    if wrong or not values:
        given = ", ".join(map(quoted, wrong)) or "nothing"
        way_out = _each_alone(method, wrong[0]) or _did_you_mean(cls, wrong[0]) if wrong else ""
        raise QueryError(f"got {given} for {method}; expected any of {_listed(cls)}{way_out}")
    return frozenset(member for member in found if member is not None)


def _member(cls: type[K], value: object) -> K | None:
    """Return the member of an enum with this value, in any case, or None."""
    if not isinstance(value, str):
        return None
    known = cls._value2member_map_
    return known.get(value) or known.get(value.lower())  # type: ignore[return-value]


def _did_you_mean(names: Iterable[str], given: object) -> str:
    """Return a suggestion of the most similar name, or an empty text."""
    near = near_to(given.lower(), names, 1) if isinstance(given, str) else []
    return f"; did you mean {str(near[0])!r}?" if near else ""


def _each_alone(method: str, given: object) -> str:
    """Return a suggestion to pass several values as separate arguments of a method."""
    if not isinstance(given, tuple | list) or not given or not all(isinstance(each, str) for each in given):
        return ""
    return f"; use {method}({', '.join(map(quoted, given))})" if len(given) <= _SHOWN else ""


def _value(relations: Relations, collection: Collection, field: str, kind: Kind, given: object) -> Any:
    """Return the value of a field that `given` stands for."""
    if kind.collection and kind.collection in ALL:
        try:
            return relations.key_of(kind.collection, given)
        except ArgumentError as error:
            raise QueryError(
                f"{field!r} of {collection.name}: {error}{',' * kind.optional}{_or_none(kind)}"
            ) from error
    if kind.cls is DateSpan and given is not None:
        return span_asked(given)
    if field.rpartition(".")[2] == "year":
        _refuse_two_digits(given)
    way_out = ""
    if isinstance(kind.cls, type) and issubclass(kind.cls, StrEnum):
        if (member := _member(kind.cls, given)) is not None:
            return member
        expected = f"one of {_listed(kind.cls)}"
        method = _method_for(collection, field)
        way_out = (method and _each_alone(method.name, given)) or _did_you_mean(kind.cls, given)
    elif (problem := next(problems_of(given, kind.one, "$"), None)) is None:
        return given
    elif field == collection.key and isinstance(given, str):
        return relations.key_of(collection.name, given)
    elif kind.record:
        expected = with_article(kind.record.__name__)
        method = _method_for(collection, field)
        way_out = f"; use {method.call if method else _way_to(field)}"
    else:
        expected = problem.expected
    refused = f"{field!r} of {collection.name} cannot be {quoted(given)}"
    raise QueryError(f"{refused}; expected {expected}{_or_none(kind)}{way_out}")


def _method_for(collection: Collection, field: str) -> "Method | None":
    from apec_outcomes.query.methods import method_for  # only errors need the table

    return method_for(collection.name, field)


def _way_to(field: str) -> str:
    """Return the way to query records that are parts of records."""
    return f"the query `{field}` of the dataset" if field in QUERIED else "matching(...)"


def _or_none(kind: Kind) -> str:
    return " or None" if kind.optional else ""


def _listed(cls: type[StrEnum]) -> str:
    return ", ".join(member.value for member in cls)


_SEVERAL = (tuple, list, set, frozenset)
_FIRST_YEAR = 1000
_SHOWN = 5


def kind_at(collection: Collection, path: object) -> Kind:
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
        if not kinds:
            refused = f"{quoted(path)} leads to no field: {expected_of(kind.cls)} has none"
            raise QueryError(f"{refused}; expected a function of a record")
        if name not in kinds:
            refused = f"{owner} have no field {quoted(name)}; expected one of {', '.join(kinds)}"
            raise QueryError(f"{refused}{_other_way(collection, kinds, name)}")
        optional = kind.optional or kinds[name].optional
        kind, owner = kinds[name]._replace(optional=optional), f"{collection.name}, in {quoted(path)},"
    return kind


def _other_way(collection: Collection, kinds: Mapping[str, Kind], name: str) -> str:
    """Return an alternative to an unknown field: a path, a method of a query or a similar name."""
    parts = (f"{field}.{name}" for field, kind in kinds.items() if not kind.many and _has(kind.cls, name))
    if path := next(parts, None):
        return f"; did you mean {path!r}?"
    method = _method_for(collection, name)
    return f"; use {method.call}" if method else _did_you_mean(kinds, name)


def _has(cls: Any, name: str) -> bool:
    return any(name == each for each, _ in kinds_in(cls))


def kinds_in(cls: Any) -> Iterator[tuple[str, Kind]]:
    """Yield the fields of a class, then its derived values, with the kinds of their values."""
    if cls is DateSpan or (isinstance(cls, type) and issubclass(cls, Record)):
        for name, kind, _ in fields_of(cls):
            yield name, kind
        yield from derived(cls).items()


def _path_reader(path: str) -> Callable[[Any], Any]:
    """Return a function that follows a dotted path, and returns None if a part is missing."""
    names = path.split(".")

    def read(record: Any) -> Any:
        for name in names:
            if record is None:
                return None
            record = getattr(record, name)
        return record

    return read
