"""The converters between records and plain builtins, and the texts of every format: the only way in and out.

Everything goes through `cattrs <https://catt.rs>`_. Reading is strict: a value of another type, an
unknown or missing field, a bad date, a bad id and a broken reference are problems, each with its
path, and all of them arrive at once.
"""

from functools import cache
from typing import Any, Literal, TypeVar, overload

from cattrs import BaseValidationError, Converter

from apec_outcomes.errors import InvalidRecordError
from apec_outcomes.model._record import Record
from apec_outcomes.model._values import problems_of_record
from apec_outcomes.serialization.document import DatasetDocument
from apec_outcomes.serialization.formats import Format, preconfigured, read_text, write_text
from apec_outcomes.serialization.hooks import register_reading, register_writing
from apec_outcomes.serialization.problems import Fault, problems_in

__all__ = ["dumps", "loads", "make_converter", "structure", "unstructure"]

T = TypeVar("T")


def unstructure(obj: object, *, converter: Converter | None = None) -> Any:
    """Return a record, a dataset, a query or a tuple of records as plain dicts, lists, texts and numbers.

    Fields without a value are left out; dates are EDTF texts.

    Parameters
    ----------
    obj
        What to take apart.
    converter
        One from `make_converter` with hooks of your own.

    Raises
    ------
    InvalidRecordError
        Where a record made by hand, given by itself, holds what its types do not allow.

    >>> import apec_outcomes as apec
    >>> apec.unstructure(apec.Venue(city="Lima", economy="PER"))
    {'city': 'Lima', 'economy': 'PER'}
    """
    return _taken_apart(obj, converter or _converter(None))


def structure(data: object, cls: type[T], *, converter: Converter | None = None) -> T:
    """Return the record, dataset or tuple of records that plain builtins describe.

    Parameters
    ----------
    data
        What `unstructure` gives.
    cls
        The class to make: any class of the record, or ``tuple[Outcome, ...]``.
    converter
        One from `make_converter` with hooks of your own.

    Raises
    ------
    InvalidRecordError
        With every problem, each with its path.
    SchemaVersionError
        Where a dataset is of a newer shape than this library knows.

    >>> import apec_outcomes as apec
    >>> apec.structure({"city": "Lima", "economy": "PER"}, apec.Venue)
    <Venue Lima, PER>
    >>> apec.structure({"town": "Lima"}, apec.Venue)
    Traceback (most recent call last):
        ...
    apec_outcomes.errors.InvalidRecordError: 1 problem
    $.town: unknown field; expected one of city, economy, name
    """
    try:
        return (converter or _converter(None)).structure(data, cls)
    except (BaseValidationError, Fault) as error:
        raise InvalidRecordError(problems_in(error)) from error


@overload
def dumps(
    obj: object,
    format: Literal["json", "yaml", "toml"] = "json",
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

    Equal objects give equal text.

    Parameters
    ----------
    obj
        What to write. TOML has no text for a list alone, so it takes a record or a dataset.
    format
        ``json``, ``yaml``, ``toml``, ``msgpack`` or ``cbor``; all but JSON need the extra of that name.
    indent
        How many blanks each level of JSON is set in; none gives one line.
    converter
        One from `make_converter` with hooks of your own.

    Raises
    ------
    InvalidRecordError
        Where a record made by hand, given by itself, holds what its types do not allow.
    MissingExtraError
        Where the library for the format is not installed.
    TypeError
        Where TOML is asked for a list.

    >>> import apec_outcomes as apec
    >>> apec.dumps(apec.Venue(city="Lima", economy="PER"))
    '{"city":"Lima","economy":"PER"}'
    """
    return write_text(_taken_apart(obj, converter or _converter(format)), format, indent)


def loads(
    text: str | bytes, cls: type[T], format: Format = "json", *, converter: Converter | None = None
) -> T:
    """Return the record, dataset or tuple of records that a text describes.

    Parameters
    ----------
    text
        What `dumps` gives; the text formats may come as UTF-8 bytes.
    cls
        The class to make: any class of the record, or ``tuple[Outcome, ...]``.
    format, converter
        As in `dumps`.

    Raises
    ------
    InvalidRecordError
        Where the text is not in the format, or the data in it are not such a record.
    MissingExtraError
        Where the library for the format is not installed.

    >>> import apec_outcomes as apec
    >>> apec.loads('{"city": "Lima"}', apec.Venue)
    <Venue Lima>
    """
    return structure(read_text(text, format), cls, converter=converter or _converter(format))


def make_converter(format: Format | None = None) -> Converter:
    """Return a new cattrs converter that knows every class of this library, for you to extend.

    Parameters
    ----------
    format
        Begin with the converter that cattrs preconfigures for this format; none gives a plain one.

    Raises
    ------
    MissingExtraError
        Where the library for the format is not installed.

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


_converter = cache(make_converter)


def _taken_apart(obj: object, converter: Converter) -> Any:
    # The records of a dataset were checked when they entered it.
    if isinstance(obj, Record) and not isinstance(obj, DatasetDocument):
        problems = list(problems_of_record(obj, "$"))
        if problems:
            raise InvalidRecordError(problems)
    return converter.unstructure(obj)
