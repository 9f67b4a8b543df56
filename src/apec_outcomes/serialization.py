"""The converters between records and plain builtins, and the texts of every format: the only way in and out.

Everything goes through `cattrs <https://catt.rs>`_. Reading is strict: a value of another type, an
unknown or missing field, a bad date, a bad id and a broken reference are problems, each with its
path, and all of them arrive at once.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache, partial
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin, overload

import attrs
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from apec_outcomes._checks import Spoilt, problems_between
from apec_outcomes._formats import Format, preconfigured, read_text, write_text
from apec_outcomes._query import Query
from apec_outcomes._shelf import Page, paused_collector
from apec_outcomes.dataset import COLLECTIONS, SCHEMA_VERSION, Dataset
from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import DateParseError, InvalidRecordError, Problem, SchemaVersionError
from apec_outcomes.model import CalendarEntry, Economy, Forum, HostYear, Meeting, Outcome, Source, Theme
from apec_outcomes.model._record import Pattern, Range, Record

__all__ = ["dumps", "loads", "make_converter", "structure", "unstructure"]

T = TypeVar("T")
Hook = Callable[[Any, Any], Any]


def unstructure(obj: object, *, converter: Converter | None = None) -> Any:
    """Return a record, a dataset, a query or a tuple of records as plain dicts, lists, texts and numbers.

    Fields without a value are left out; dates are EDTF texts.

    Parameters
    ----------
    obj
        What to take apart.
    converter
        One from `make_converter` with hooks of your own.

    >>> import apec_outcomes as apec
    >>> apec.unstructure(apec.Venue(city="Lima", economy="PER"))
    {'city': 'Lima', 'economy': 'PER'}
    """
    return (converter or _converter(None)).unstructure(obj)


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
    MissingExtraError
        Where the library for the format is not installed.

    >>> import apec_outcomes as apec
    >>> apec.dumps(apec.Venue(city="Lima", economy="PER"))
    '{"city":"Lima","economy":"PER"}'
    """
    return write_text((converter or _converter(format)).unstructure(obj), format, indent)


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
    with paused_collector():
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
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(int, _whole_number)
    converter.register_structure_hook(bool, _truth)
    _register_structure_hooks(converter)
    _register_unstructure_hooks(converter)
    return converter


_converter = cache(make_converter)


@cache
def trusting_converter() -> Converter:
    """Return the converter for files that were checked before: it makes records, and asks no questions."""
    converter = Converter(detailed_validation=False)
    _register_structure_hooks(converter)
    converter.register_structure_hook_func(_is_optional_text, lambda text, _: text)
    converter.register_structure_hook_func(_is_texts, lambda texts, _: tuple(texts))
    converter.register_structure_hook_factory(_is_record, lambda t: make_dict_structure_fn(t, converter))
    return converter


# Reading: what each type takes.


class Fault(ValueError):  # noqa: N818 - told as a problem, never raised to the caller
    """A value is not what its place takes."""

    def __init__(self, message: str, expected: str, at: str = "") -> None:
        self.message = message
        self.expected = expected
        self.at = at
        super().__init__(message, expected, at)


def _register_structure_hooks(converter: Converter) -> None:
    converter.register_structure_hook(DateSpan, _date_span)
    converter.register_structure_hook(StrEnum, _member)
    converter.register_structure_hook_factory(_is_optional, _optional_hook)
    converter.register_structure_hook_factory(_is_tuple, _tuple_hook)
    converter.register_structure_hook_factory(_is_record, _record_hook)
    converter.register_structure_hook_func(
        lambda t: t is Dataset,
        lambda data, _: dataset_of([(None, data)], beside=_bundled(), converter=converter),
    )


def _text(value: Any, _: Any) -> str:
    if value.__class__ is str and value:
        # Most texts are printable; what is not may still be a no-break space.
        if value.isprintable() or not _UNREADABLE.search(value):
            return value
        raise Fault(
            f"got {shown(value)}, with a control character or half of a surrogate pair", "readable text"
        )
    raise Fault("got an empty text" if value == "" else f"got {shown(value)}", "text")


_UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def _whole_number(value: Any, _: Any) -> int:
    if value.__class__ is int:
        return value
    raise Fault(f"got {shown(value)}", "a whole number")


def _truth(value: Any, _: Any) -> bool:
    if value.__class__ is bool:
        return value
    raise Fault(f"got {shown(value)}", "true or false")


_remembered_span = lru_cache(maxsize=4096)(DateSpan.from_edtf)


def _date_span(value: Any, _: Any) -> DateSpan:
    if value.__class__ is str:
        try:
            return _remembered_span(value)
        except DateParseError as error:
            reason = "" if error.reason.startswith("expected") else f": {error.reason}"
            raise Fault(f"got {shown(value)}{reason}", _EDTF) from None
    raise Fault(f"got {shown(value)}", _EDTF)


_EDTF = "a date as EDTF text, such as '2024-11-15/2024-11-16', '2024-08' or '2024' (in YAML, with the quotes)"


def _member(value: Any, cls: Any) -> StrEnum:
    member = cls._value2member_map_.get(value) if value.__class__ is str else None
    if member is None:
        raise Fault(f"got {shown(value)}", f"one of {', '.join(member.value for member in cls)}")
    return cast("StrEnum", member)


def _hook_for(cls: Any, converter: Converter) -> Hook:
    """Return the hook of a type, with what its annotations ask for, which cattrs would pass over."""
    if get_origin(cls) is not Annotated:
        return converter.get_structure_hook(cls)
    base, *notes = get_args(cls)
    hook: Hook = converter.get_structure_hook(base)
    for note in notes:
        if isinstance(note, Pattern):
            hook = _pattern_hook(hook, base, note)
        elif isinstance(note, Range):
            hook = _range_hook(hook, base, note)
    return hook


def _pattern_hook(hook: Hook, base: Any, pattern: Pattern) -> Hook:
    matches = re.compile(pattern.regex).fullmatch

    def structure_pattern(value: Any, _: Any) -> Any:
        if matches(hook(value, base)):
            return value
        raise Fault(f"got {shown(value)}", pattern.expected)

    return structure_pattern


def _range_hook(hook: Hook, base: Any, bounds: Range) -> Hook:
    least, most = bounds.least, bounds.most

    def structure_range(value: Any, _: Any) -> Any:
        if least <= hook(value, base) <= most:
            return value
        raise Fault(f"got {shown(value)}", f"a whole number from {least} to {most}")

    return structure_range


def _is_text(cls: Any) -> bool:
    return cls is str or (get_origin(cls) is Annotated and get_args(cls)[0] is str)


def _is_optional_text(cls: Any) -> bool:
    return _is_optional(cls) and _is_text(_value_of_optional(cls))


def _is_texts(cls: Any) -> bool:
    return _is_tuple(cls) and _is_text(get_args(cls)[0])


def _is_optional(cls: Any) -> bool:
    return get_origin(cls) in (Union, UnionType) and len(get_args(cls)) == 2 and NoneType in get_args(cls)


def _value_of_optional(cls: Any) -> Any:
    return next(arg for arg in get_args(cls) if arg is not NoneType)


def _optional_hook(cls: Any, converter: Converter) -> Hook:
    """Take null for a field without a value, as well as its absence."""
    base = _value_of_optional(cls)
    hook = _hook_for(base, converter)
    return lambda value, _: None if value is None else hook(value, base)


def _is_tuple(cls: Any) -> bool:
    return get_origin(cls) is tuple and len(get_args(cls)) == 2 and get_args(cls)[1] is Ellipsis


def _tuple_hook(cls: Any, converter: Converter) -> Hook:
    element = get_args(cls)[0]
    hook = _hook_for(element, converter)

    def structure_tuple(values: Any, _: Any) -> tuple[Any, ...]:
        if values.__class__ is not list and values.__class__ is not tuple:
            raise Fault(f"got {shown(values)}", "a list")
        try:
            return tuple([hook(value, element) for value in values])
        except Exception:
            # Something is wrong: go through it again, to find all that is and where.
            faults = []
            for index, value in enumerate(values):
                try:
                    hook(value, element)
                except Exception as fault:
                    _add_note(fault, IterableValidationNote(f"@ index {index}", index, element))
                    faults.append(fault)
            raise IterableValidationError("While structuring a list", faults, cls) from None

    return structure_tuple


def _add_note(error: Exception, note: Any) -> None:
    error.__notes__ = [*getattr(error, "__notes__", []), note]


def _is_record(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, Record)


def _record_hook(cls: type[Any], converter: Converter) -> Hook:
    known = frozenset(attrs.fields_dict(cls))
    hooks: dict[str, Any] = {
        field.name: override(struct_hook=_hook_for(field.type, converter)) for field in attrs.fields(cls)
    }
    hook = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=False, **hooks)

    @cache
    def thorough() -> Hook:
        """Return the same with a search for unknown fields, which costs as much as a small record itself."""
        return make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True, **hooks)

    def structure_record(value: Any, _: Any) -> Any:
        if value.__class__ is not dict:
            raise Fault(f"got {shown(value)}", f"an object with the fields of {cls.__name__}")
        return hook(value, cls) if value.keys() <= known else thorough()(value, cls)

    return structure_record


def shown(value: object) -> str:
    """Return a value as a message quotes it, whatever its size."""
    match value:
        case str():
            return repr(value) if len(value) <= 80 else f"{value[:80]!r}..."
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int() if value.bit_length() > 256:
            return "a number of more than 70 digits"
        case int() | float():
            return repr(value)
        case dict():
            return "an object"
        case list() | tuple():
            return "a list"
        case _:
            return f"a value of type {type(value).__name__}"


# Writing: what each type gives.


def _register_unstructure_hooks(converter: Converter) -> None:
    converter.register_unstructure_hook_func(lambda t: t is DateSpan, attrgetter("edtf"))
    converter.register_unstructure_hook(StrEnum, attrgetter("_value_"))
    converter.register_unstructure_hook_factory(_is_optional, _optional_unstructure_hook)
    converter.register_unstructure_hook_factory(_is_tuple, _tuple_unstructure_hook)
    converter.register_unstructure_hook_factory(
        _is_record, lambda t: make_dict_unstructure_fn(t, converter, _cattrs_omit_if_default=True)
    )
    converter.register_unstructure_hook_func(
        lambda t: t is Dataset,
        lambda dataset: converter.unstructure(
            Contents.holding(
                {name: getattr(dataset, name) for name in COLLECTIONS}, dataset.version, dataset.as_of
            )
        ),
    )
    converter.register_unstructure_hook_func(
        lambda t: isinstance(t, type) and issubclass(t, Query),
        lambda query: list(map(converter.unstructure, query)),
    )


def _optional_unstructure_hook(cls: Any, converter: Converter) -> Callable[[Any], Any]:
    hook = converter.get_unstructure_hook(_value_of_optional(cls))
    return lambda value: None if value is None else hook(value)


def _tuple_unstructure_hook(cls: Any, converter: Converter) -> Callable[[Any], Any]:
    if _is_texts(cls):
        return list
    element = get_args(cls)[0]
    hook = converter.get_unstructure_hook(element)
    return lambda values: [hook(value) for value in values]


# Datasets: all records together.


@attrs.frozen(kw_only=True)
class Contents(Record):
    """What a file of a dataset holds: any part of its records, and the shape in which they are written."""

    schema: Annotated[int, Range(1, SCHEMA_VERSION)]
    version: str | None = None
    as_of: DateSpan | None = None
    economies: tuple[Economy, ...] = ()
    fora: tuple[Forum, ...] = ()
    themes: tuple[Theme, ...] = ()
    host_years: tuple[HostYear, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    calendar: tuple[CalendarEntry, ...] = ()
    sources: tuple[Source, ...] = ()

    @classmethod
    def holding(
        cls,
        collections: Mapping[str, Iterable[Any]],
        version: str | None = None,
        as_of: DateSpan | None = None,
    ) -> "Contents":
        """Return what a file with the records of these collections holds."""
        records: dict[str, Any] = {name: tuple(found) for name, found in collections.items()}
        return cls(schema=SCHEMA_VERSION, version=version, as_of=as_of, **records)


def _bundled() -> Dataset:
    from apec_outcomes.bundled import load

    return load()


def dataset_of(
    files: Iterable[tuple[str | None, Any]],
    *,
    beside: Dataset | None,
    problems: Iterable[Problem] = (),
    converter: Converter | None = None,
) -> Dataset:
    """Return the dataset that the builtins of one or more files make, once all of it is checked.

    Where something is wrong, what can be read all the same is checked too, so that every problem is told.

    Parameters
    ----------
    files
        The name of each file, and what it holds.
    beside
        The dataset that these records may refer to.
    problems
        What was wrong with other files.

    Raises
    ------
    InvalidRecordError
        With every problem, each with its file and path.
    """
    converter = converter or _converter(None)
    found = list(problems)
    placed: dict[str, list[tuple[str, Any]]] = {name: [] for name in COLLECTIONS}
    spoilt: list[Spoilt] = []
    heads: dict[str, Any] = {}
    for file, data in files:
        version = data.get("schema") if isinstance(data, dict) else None
        if type(version) is int and version > SCHEMA_VERSION:
            raise SchemaVersionError(version, SCHEMA_VERSION, file)
        try:
            contents: Contents | None = converter.structure(data, Contents)
        except (BaseValidationError, Fault) as error:
            contents = None
            found += [Problem(p.path, p.message, p.expected, file) for p in problems_in(error)]
        for name, cls in COLLECTIONS.items():
            for index, record in enumerate(getattr(contents, name) if contents else _listed(data, name)):
                path = f"{file or ''}\n$.{name}[{index}]"
                try:
                    placed[name].append((path, record if contents else converter.structure(record, cls)))
                except (BaseValidationError, Fault):
                    spoilt.append(Spoilt(name, cls, path, record))
        heads |= {name: value for name in ("version", "as_of") if (value := getattr(contents, name, None))}
    found += map(_located, problems_between(placed, beside, spoilt))
    if found:
        raise InvalidRecordError(found)
    pages = {name: [Page(None, partial(tuple, [r for _, r in records]))] for name, records in placed.items()}
    return Dataset._trusted(pages, heads.get("version"), heads.get("as_of"), beside)


def _listed(data: Any, name: str) -> list[Any]:
    """Return what stands as a list under a name, whatever the data are."""
    found = data.get(name) if isinstance(data, dict) else None
    return found if isinstance(found, list) else []


def _located(problem: Problem) -> Problem:
    """Return a problem with the file that stands before its path."""
    file, _, path = problem.path.partition("\n")
    return Problem(path, problem.message.replace("\n", " "), problem.expected, file or None)


# Problems: what the errors of cattrs tell, as paths.


def problems_in(error: BaseException, path: str = "$") -> Iterator[Problem]:
    """Yield every problem that an error of cattrs gathers, each with its path."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            path = f"{path}.{note.name}"
        elif isinstance(note, IterableValidationNote):
            path = f"{path}[{note.index}]"
    match error:
        case ForbiddenExtraKeysError():
            fields = ", ".join(attrs.fields_dict(error.cl))
            for name in sorted(error.extra_fields, key=str):
                yield Problem(
                    f"{path}.{name if isinstance(name, str) else shown(name)}",
                    "unknown field",
                    f"one of {fields}",
                )
        case BaseValidationError():
            for part in error.exceptions:
                yield from problems_in(part, path)
        case InvalidRecordError():
            for problem in error.problems:
                yield Problem(path + problem.path[1:], problem.message, problem.expected, problem.file)
        case Fault():
            yield Problem(path + error.at, error.message, error.expected)
        case KeyError():
            yield Problem(path, "missing", "a value")
        case _:
            yield Problem(path, str(error), "a valid record")
