"""Conversion of records to plain built-in types and text, and back.

It is based on `cattrs <https://catt.rs>`_. Reading is strict: a value of another type, an unknown or missing
field, an invalid date or id and a broken reference are problems. An error lists all of them with their paths.
"""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, Literal, TypeVar, get_origin, overload

from cattrs import BaseConverter, Converter, StructureHandlerNotFoundError

from apec_outcomes.errors import ArgumentError, InvalidRecordError, Problem, quoted
from apec_outcomes.serialization.formats import Format, preconfigured
from apec_outcomes.serialization.hooks import register_reading, register_writing
from apec_outcomes.serialization.json import TOO_DEEP
from apec_outcomes.serialization.problems import foreign, invalid
from apec_outcomes.serialization.texts import read_text, write_text

__all__ = ["dumps", "loads", "make_converter", "structure", "unstructure"]

T = TypeVar("T")

_TYPING = ("typing", "typing_extensions")
"""The modules whose objects are used as types."""


def unstructure(obj: object, *, converter: Converter | None = None) -> Any:
    """Return a record, a dataset, a query or a tuple of records as plain dicts, lists, texts and numbers.

    Fields without a value are left out. Dates are EDTF texts.

    Parameters
    ----------
    obj
        A record, a dataset, a query, a tuple or list of records, or your own object that contains records.
    converter
        A converter from `make_converter`, with your own hooks.

    Raises
    ------
    ArgumentError
        If lists are nested too deeply, or a key of a dict is a list or a record.

    >>> import apec_outcomes as apec
    >>> apec.unstructure(apec.Venue(city="Lima", economy="PER"))
    {'city': 'Lima', 'economy': 'PER'}
    """
    given = _given(converter, None)
    try:
        return given.unstructure(obj)
    except RecursionError as error:
        raise ArgumentError(f"{TOO_DEEP.message}; expected {TOO_DEEP.expected}") from error
    except TypeError as error:
        if "unhashable type" not in str(error):
            raise  # an error of a user's hook
        raise ArgumentError("got a list or a record as a key of a dict; expected texts as keys") from error


def structure(data: object, cls: type[T], *, converter: Converter | None = None) -> T:
    """Return the record, dataset or tuple of records that plain built-in types describe.

    Parameters
    ----------
    data
        Plain dicts, lists, texts and numbers, as `unstructure` returns them.
    cls
        The class of the result: one of this library, your own, or a type such as ``tuple[Outcome, ...]``.
    converter
        A converter from `make_converter`, with your own hooks.

    Raises
    ------
    InvalidRecordError
        If there are problems. The error lists all of them, each with its path.
    SchemaVersionError
        If the schema version of a dataset is newer than this library reads.
    ArgumentError
        If `cls` is not a type that can be made from data.

    >>> import apec_outcomes as apec
    >>> apec.structure({"city": "Lima", "economy": "PER"}, apec.Venue)
    <Venue Lima, PER>
    >>> apec.structure({"town": "Lima"}, apec.Venue)
    Traceback (most recent call last):
        ...
    apec_outcomes.errors.InvalidRecordError: 1 problem
    $.town: unknown field; expected one of city, economy, name
    """
    if not (isinstance(cls, type) or get_origin(cls) or type(cls).__module__ in _TYPING):
        raise ArgumentError(f"got {quoted(cls)} for cls; expected a class, such as apec_outcomes.Venue")
    given = _given(converter, None)
    try:
        return given.structure(data, cls)
    except (InvalidRecordError, ArgumentError):
        raise
    except StructureHandlerNotFoundError as error:
        raise _without_hook(cls, error.type_) from error
    except RecursionError as error:
        raise InvalidRecordError([TOO_DEEP]) from error
    except Exception as error:
        # The hooks and classes of the user may raise any error.
        raise invalid(error) from foreign(error)


def _without_hook(cls: Any, lacking: Any) -> ArgumentError:
    """Return the error of a class that cannot be read, or of a type within a user's class."""
    if lacking is None or lacking == cls:
        return ArgumentError(f"got {quoted(cls)} for cls; expected a class, such as apec_outcomes.Venue")
    return ArgumentError(
        f"got the type {_name(lacking)} in {_name(cls)}; expected one of plain data or records, "
        "or register a hook for it on make_converter()"
    )


@overload
def dumps(
    obj: object,
    format: Literal["json", "jsonl", "yaml", "toml"] = "json",
    *,
    indent: int | None = None,
    converter: Converter | None = None,
) -> str: ...
@overload
def dumps(
    obj: object,
    format: Literal["msgpack", "cbor"],
    *,
    indent: int | None = None,
    converter: Converter | None = None,
) -> bytes: ...
def dumps(
    obj: object, format: Format = "json", *, indent: int | None = None, converter: Converter | None = None
) -> str | bytes:
    """Return a record, a dataset, a query or a tuple of records as text, or as bytes for the binary formats.

    Equal objects have equal texts.

    Parameters
    ----------
    obj
        As in `unstructure`. TOML has no lists at the top level, so it needs a record or a dataset.
    format
        ``json``, ``jsonl`` (JSON Lines: a record in each line), ``yaml``, ``toml``, ``msgpack`` or ``cbor``;
        the last four need the extra of that name.
    indent
        The number of spaces for each level of JSON. Default: all in one line.
    converter
        A converter from `make_converter`, with your own hooks.

    Raises
    ------
    FormatError
        If the format is unknown, or cannot represent the data.
    MissingExtraError
        If the library for the format is not installed.
    ArgumentError
        If `obj` contains other objects than records and plain data, or is a list and the format TOML;
        or if `indent` is not a whole number from 0.

    >>> import apec_outcomes as apec
    >>> apec.dumps(apec.Venue(city="Lima", economy="PER"))
    '{"city":"Lima","economy":"PER"}'
    """
    if indent is not None and (type(indent) is not int or indent < 0):
        raise ArgumentError(f"got {quoted(indent)} for indent; expected a whole number from 0")
    ready = unstructure(obj, converter=_given(converter, format))
    return write_text(ready, format, indent)


def loads(
    text: str | bytes, cls: type[T], format: Format = "json", *, converter: Converter | None = None
) -> T:
    r"""Return the record, dataset or tuple of records that a text describes.

    Parameters
    ----------
    text
        A text as `dumps` returns it; for the text formats, also UTF-8 bytes.
    cls
        The class of the result: one of this library, your own, or a type such as ``tuple[Outcome, ...]``,
        which reads each line of JSON Lines as an outcome.
    format, converter
        As in `dumps`.

    Raises
    ------
    InvalidRecordError
        If the text is not well-formed, or the data are not of this class.
    FormatError
        If the format is unknown.
    MissingExtraError
        If the library for the format is not installed.
    ArgumentError
        If `cls` is not a type that can be made from data.

    >>> import apec_outcomes as apec
    >>> apec.loads('{"city": "Lima"}', apec.Venue)
    <Venue Lima>
    >>> apec.loads('{"city": "Lima"}\n{"city": "Cusco"}\n', tuple[apec.Venue, ...], "jsonl")
    (<Venue Lima>, <Venue Cusco>)
    """
    data = read_text(text, format)
    if format == "jsonl" and not _is_several(cls):
        if len(data) != 1:
            problem = Problem(
                "$", f"got {len(data):,} lines", f"one line, or a type such as tuple[{_name(cls)}, ...]"
            )
            raise InvalidRecordError([problem])
        [data] = data
    return structure(data, cls, converter=_given(converter, format))


def _is_several(cls: Any) -> bool:
    """Return whether a type is that of several objects, with one line of JSON Lines each."""
    kind = get_origin(cls) or cls
    return isinstance(kind, type) and issubclass(kind, Collection) and not issubclass(kind, Mapping | str)


def _name(cls: Any) -> str:
    return str(cls if get_origin(cls) else getattr(cls, "__name__", cls))


def make_converter(format: Format | None = None) -> Converter:
    """Return a new cattrs converter for all classes of this library, which you can extend.

    Parameters
    ----------
    format
        Start from the converter that cattrs preconfigures for this format. Default: a plain one.

    Raises
    ------
    FormatError
        If the format is unknown.
    MissingExtraError
        If the library for the format is not installed.

    >>> import attrs, apec_outcomes as apec
    >>> @attrs.frozen
    ... class Visit:
    ...     place: apec.Venue
    ...     note: str
    >>> converter = apec.make_converter("json")
    >>> converter.structure({"place": {"city": "Lima"}, "note": "SOM3"}, Visit)
    Visit(place=<Venue Lima>, note='SOM3')
    """
    converter = Converter() if format is None else preconfigured(format)
    register_reading(converter)
    register_writing(converter)
    return converter


_shared_converter = cache(make_converter)


def _given(converter: Converter | None, format: Format | None) -> Converter:
    """Return the given converter, or else the shared converter of the format."""
    if converter is None:
        return _shared_converter(format if isinstance(format, str) else None)
    if not isinstance(converter, BaseConverter):
        raise ArgumentError(f"got {quoted(converter)} for converter; expected one from make_converter()")
    return converter
