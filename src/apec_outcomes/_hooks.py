"""How cattrs reads and writes records: what each type takes and gives, and what its errors tell."""

import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

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

from apec_outcomes._checks import misspelt
from apec_outcomes.dates import DateSpan, remembered_span
from apec_outcomes.errors import DateParseError, InvalidRecordError, Problem, shown
from apec_outcomes.model import Difference
from apec_outcomes.model._record import Pattern, Range, Record

__all__ = ["Fault", "problems_in", "register_reading", "register_writing"]

Hook = Callable[[Any, Any], Any]


class Fault(ValueError):  # noqa: N818 - told as a problem, never raised to the caller
    """A value is not what its place takes."""

    def __init__(self, message: str, expected: str) -> None:
        self.message = message
        self.expected = expected
        super().__init__(message, expected)


def register_reading(converter: Converter) -> None:
    """Have a converter read records strictly: nothing is coerced, nothing left out."""
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(int, _whole_number)
    converter.register_structure_hook(bool, _truth)
    converter.register_structure_hook(DateSpan, _date_span)
    converter.register_structure_hook(StrEnum, _member)
    converter.register_structure_hook_factory(_is_optional, _optional_hook)
    converter.register_structure_hook_factory(_is_tuple, _tuple_hook)
    converter.register_structure_hook_factory(_is_fixed_tuple, _fixed_tuple_hook)
    converter.register_structure_hook_factory(_is_record, _record_hook)
    converter.register_structure_hook_factory(lambda t: t is Difference, _difference_hook)


def _text(value: Any, _: Any) -> str:
    if value.__class__ is not str:
        raise Fault(f"got {shown(value)}", "text")
    if value.isprintable() and value:
        return value  # as most are
    if fault := misspelt(value):
        raise Fault(*fault)
    return value


def _whole_number(value: Any, _: Any) -> int:
    if value.__class__ is int:
        return value
    raise Fault(f"got {shown(value)}", "a whole number")


def _truth(value: Any, _: Any) -> bool:
    if value.__class__ is bool:
        return value
    raise Fault(f"got {shown(value)}", "true or false")


def _date_span(value: Any, _: Any) -> DateSpan:
    if value.__class__ is str:
        try:
            return remembered_span(value)
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
            raise _faults((hook, element, value) for value in values) from None

    return structure_tuple


def _is_fixed_tuple(cls: Any) -> bool:
    return get_origin(cls) is tuple and Ellipsis not in get_args(cls)


def _fixed_tuple_hook(cls: Any, converter: Converter) -> Hook:
    elements = get_args(cls)
    hooks = [_hook_for(element, converter) for element in elements]

    def structure_tuple(values: Any, _: Any) -> tuple[Any, ...]:
        if (values.__class__ is not list and values.__class__ is not tuple) or len(values) != len(hooks):
            raise Fault(f"got {shown(values)}", f"a list of {len(hooks)}")
        parts = list(zip(hooks, elements, values, strict=True))
        try:
            return tuple([hook(value, element) for hook, element, value in parts])
        except Exception:
            raise _faults(parts) from None

    return structure_tuple


def _faults(parts: Iterable[tuple[Hook, Any, Any]]) -> IterableValidationError:
    """Return all that is wrong with the values of a list, and where, once it is known that something is."""
    faults = []
    for index, (hook, element, value) in enumerate(parts):
        try:
            hook(value, element)
        except Exception as fault:
            _add_note(fault, IterableValidationNote(f"@ index {index}", index, element))
            faults.append(fault)
    return IterableValidationError("in a list", faults, tuple)  # pyright: ignore[reportCallIssue]


def _add_note(error: Exception, note: Any) -> None:
    error.__notes__ = [*getattr(error, "__notes__", []), note]


def _difference_hook(_: Any, converter: Converter) -> Hook:
    """Read what differs as dates where the field is dates, and as text where it is not."""
    dates, text = (
        _record_hook(Difference, converter, announced=hook, took_place=hook) for hook in (_date_span, _text)
    )
    return lambda value, cls: (dates if _field(value) == "dates" else text)(value, cls)


def _field(value: Any) -> Any:
    return value.get("field") if isinstance(value, dict) else None


def _is_record(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, Record)


def _record_hook(cls: type[Any], converter: Converter, **given: Hook) -> Hook:
    known = frozenset(attrs.fields_dict(cls))
    hooks: dict[str, Any] = {
        field.name: override(struct_hook=given.get(field.name) or _hook_for(field.type, converter))
        for field in attrs.fields(cls)
    }
    hook = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=False, **hooks)

    @cache
    def thorough() -> Callable[..., Any]:
        """Return the same with a search for unknown fields, which costs as much as a small record itself."""
        return make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True, **hooks)

    def structure_record(value: Any, _: Any) -> Any:
        if value.__class__ is not dict:
            raise Fault(f"got {shown(value)}", f"an object with the fields of {cls.__name__}")
        return hook(value, cls) if value.keys() <= known else thorough()(value, cls)

    return structure_record


# Writing: what each type gives.


def register_writing(converter: Converter) -> None:
    """Have a converter write records as builtins, without the fields that hold nothing."""
    converter.register_unstructure_hook_func(lambda t: t is DateSpan, attrgetter("edtf"))
    converter.register_unstructure_hook(StrEnum, str.__str__)
    converter.register_unstructure_hook_factory(_is_optional, _optional_unstructure_hook)
    converter.register_unstructure_hook_factory(_is_tuple, _tuple_unstructure_hook)
    converter.register_unstructure_hook_factory(_is_fixed_tuple, _fixed_tuple_unstructure_hook)
    converter.register_unstructure_hook_factory(
        _is_record, lambda t: make_dict_unstructure_fn(t, converter, _cattrs_omit_if_default=True)
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


def _fixed_tuple_unstructure_hook(cls: Any, converter: Converter) -> Callable[[Any], Any]:
    hooks = [converter.get_unstructure_hook(element) for element in get_args(cls)]
    return lambda values: [hook(value) for hook, value in zip(hooks, values, strict=True)]


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
            for name in sorted(error.extra_fields, key=shown):
                # A name that could be mistaken for a path, or is no text at all, stands in brackets.
                plain = isinstance(name, str) and name.isidentifier() and len(name) <= 80
                place = f"{path}.{name}" if plain else f"{path}[{shown(name)}]"
                yield Problem(place, "unknown field", f"one of {fields}")
        case BaseValidationError():
            for part in error.exceptions:
                yield from problems_in(part, path)
        case InvalidRecordError():
            for problem in error.problems:
                yield Problem(path + problem.path[1:], problem.message, problem.expected, problem.file)
        case Fault():
            yield Problem(path, error.message, error.expected)
        case KeyError():
            yield Problem(path, "missing", "a value")
        case _:
            yield Problem(path, str(error), "a valid value")
