"""The fields of a class, and their valid values.

The annotation of a field describes all of these values. For example, ``Status | None`` is a member of an
enum or None, and ``tuple[Annotated[str, Reference("themes")], ...]`` the ids of several themes.
Serialization, checks, tables, JSON Schemas and imports read the annotations here.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, NamedTuple, Union, get_args, get_origin

import attrs

__all__ = [
    "ADDRESS",
    "SLUG",
    "Acronym",
    "Count",
    "Field",
    "Kind",
    "Number",
    "Pattern",
    "Range",
    "Reference",
    "Slug",
    "Structured",
    "Url",
    "Year",
    "cited",
    "derived",
    "fields_of",
    "kind_of",
    "links",
    "within",
]


class Pattern(NamedTuple):
    """The form of a text: a regular expression for the whole text, and its description in messages."""

    regex: str
    expected: str


class Range(NamedTuple):
    """The smallest and largest valid whole number, and their description in messages."""

    least: int
    most: int
    described: str = ""

    @property
    def expected(self) -> str:
        """The bounds in words."""
        return self.described or f"a whole number from {self.least} to {self.most}"


class Reference(NamedTuple):
    """The text is the id of a record in this collection of the dataset."""

    collection: str


SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
ADDRESS = r"https?://[^\s/]\S*"

Slug = Annotated[str, Pattern(SLUG, "an id in kebab case, such as 'digital-economy'")]
Acronym = Annotated[str, Pattern("[A-Z]{3,8}", "an ISO 3166-1 alpha-3 code or an acronym, such as 'PER'")]
Url = Annotated[str, Pattern(ADDRESS, "an address, such as 'https://www.apec.org/'")]
Year = Annotated[int, Range(1, 9999)]
Count = Annotated[int, Range(1, 9999)]
Number = Annotated[int, Range(0, 999_999_999)]


class Structured:
    """The base of classes whose fields are described by annotations."""

    __slots__ = ()

    _example: ClassVar[str] = ""
    """A call that makes a record of the class, for messages about fields of this class."""

    _described: ClassVar[str] = ""
    """The data of a record of the class, for messages, if users do not know the class."""


class Kind(NamedTuple):
    """The meaning of an annotation.

    Parameters
    ----------
    types
        The possible classes of a value, or the ``tuple[...]`` of a fixed number of values.
    optional
        Whether None is valid.
    many
        Whether the value is a tuple of any length, whose elements are of these types.
    pattern, range
        The form of a text, the bounds of a number.
    collection
        The collection of the records whose ids these are.
    """

    types: tuple[Any, ...]
    optional: bool = False
    many: bool = False
    pattern: Pattern | None = None
    range: Range | None = None
    collection: str | None = None

    @property
    def cls(self) -> Any:
        """The first type, which is nearly always the only one."""
        return self.types[0]

    @property
    def record(self) -> type[Structured] | None:
        """The class of the records in the field, or None."""
        return self.cls if isinstance(self.cls, type) and issubclass(self.cls, Structured) else None

    @property
    def elements(self) -> tuple[Any, ...] | None:
        """The annotations of the values of a tuple of fixed length, or None for any other type.

        >>> kind_of(tuple[int, str]).elements, kind_of(tuple[int, ...]).elements
        ((<class 'int'>, <class 'str'>), None)
        """
        return get_args(self.cls) if get_origin(self.cls) is tuple else None

    @property
    def one(self) -> "Kind":
        """The kind of a single value that is present."""
        return self._replace(optional=False, many=False)


class Field(NamedTuple):
    """A field of a class."""

    name: str
    kind: Kind
    default: Any

    @property
    def required(self) -> bool:
        """Whether it has no default."""
        return self.default is attrs.NOTHING


def kind_of(annotation: Any) -> Kind:
    """Return the meaning of an annotation.

    >>> kind_of(tuple[int, ...] | None)
    Kind(types=(<class 'int'>,), optional=True, many=True, pattern=None, range=None, collection=None)
    """
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        kind = kind_of(parts[0])
        for note in parts[1:]:
            if isinstance(note, Pattern):
                kind = kind._replace(pattern=note)
            elif isinstance(note, Range):
                kind = kind._replace(range=note)
            elif isinstance(note, Reference):
                kind = kind._replace(collection=note.collection)
        return kind
    if origin in (Union, UnionType):
        kinds = [kind_of(part) for part in parts if part is not NoneType]
        types = tuple(each for kind in kinds for each in kind.types)
        return kinds[0]._replace(types=types, optional=NoneType in parts)
    if origin is tuple and parts[1:] == (Ellipsis,):
        return kind_of(parts[0])._replace(many=True)
    return Kind((annotation,))


def fields_of(cls: type) -> tuple[Field, ...]:
    """Return the fields of a class, in order."""
    return _fields_of(cls)


@cache
def _fields_of(cls: Any) -> tuple[Field, ...]:
    if any(isinstance(field.type, str) for field in attrs.fields(cls)):
        attrs.resolve_types(cls)  # a user's class, in a module with postponed annotations
    return tuple(Field(field.name, kind_of(field.type), field.default) for field in attrs.fields(cls))


def links(cls: type) -> tuple[Field, ...]:
    """Return the fields of a class that refer to other records, or contain records that may."""
    return _links(cls)


@cache
def _links(cls: Any) -> tuple[Field, ...]:
    return tuple(field for field in fields_of(cls) if field.kind.collection or field.kind.record)


def within(record: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield a record and the records in its fields with several records, each after its path and a dot.

    The path of the record itself is empty; that of its first session is ``sessions[0].``.
    """
    yield path, record
    for field in links(record.__class__):
        if field.kind.record and field.kind.many:
            for index, part in enumerate(getattr(record, field.name)):
                yield from within(part, f"{path}{field.name}[{index}].")


def cited(record: Any) -> Iterator[str]:
    """Yield the ids of the sources of a record, then those of its parts."""
    for _, part in within(record):
        yield from getattr(part, "sources", ())


def derived(cls: type) -> Mapping[str, Kind]:
    """Return the public properties of a class, such as ``year``, with the kinds of their values."""
    return {
        name: kind_of(Year if name == "year" else value.fget.__annotations__["return"])
        for name, value in vars(cls).items()
        if isinstance(value, property) and not name.startswith("_")
    }
