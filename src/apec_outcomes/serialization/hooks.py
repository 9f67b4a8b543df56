"""Hooks of cattrs for strict reading, and for writing, of each type in records."""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import StrEnum
from functools import cache
from itertools import repeat
from operator import attrgetter
from typing import Any, Union

from cattrs import Converter, IterableValidationError, IterableValidationNote, StructureHandlerNotFoundError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from apec_outcomes.dates import DateSpan
from apec_outcomes.dates.span import remembered_span
from apec_outcomes.errors import KEPT, DateParseError, shown
from apec_outcomes.model import Difference
from apec_outcomes.model._fields import Kind, fields_of, kind_of
from apec_outcomes.model._maker import is_plain, maker
from apec_outcomes.model._record import Record
from apec_outcomes.model._values import expected_of, text_problem
from apec_outcomes.serialization.own_types import of_subclass, register_own_types
from apec_outcomes.serialization.problems import EDTF, Fault, Uncounted, count_in, described

__all__ = ["register_reading", "register_writing"]

Hook = Callable[..., Any]
Writer = Callable[[Any], Any]


def register_reading(converter: Converter) -> None:
    """Register the hooks for strict reading: values are not coerced, and unknown fields are problems."""
    register_own_types(converter)
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(int, _whole_number)
    converter.register_structure_hook(bool, _exactly)
    converter.register_structure_hook(DateSpan, _date_span)
    converter.register_structure_hook(StrEnum, _member)
    converter.register_structure_hook_factory(
        _is_composed, lambda annotation, converter: _hook_of(kind_of(annotation), converter)
    )
    converter.register_structure_hook_factory(_is_fixed_tuple, _fixed_tuple_hook)
    converter.register_structure_hook_factory(_is_record, _record_hook)
    converter.register_structure_hook_factory(lambda cls: cls is Difference, _difference_hook)
    converter.register_structure_hook_func(
        lambda cls: hasattr(cls, "__apec_structure__"),
        lambda data, cls: cls.__apec_structure__(data, converter),
    )


def register_writing(converter: Converter) -> None:
    """Register the hooks for writing records as built-in types, without fields that have no value."""
    converter.register_unstructure_hook_func(lambda cls: cls is DateSpan, attrgetter("edtf"))
    converter.register_unstructure_hook(StrEnum, str.__str__)
    converter.register_unstructure_hook_factory(_is_fixed_tuple, _fixed_tuple_writer)
    converter.register_unstructure_hook_factory(
        _is_record, lambda cls: make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True)
    )
    converter.register_unstructure_hook_func(
        lambda cls: hasattr(cls, "__apec_unstructure__"),
        lambda value: converter.unstructure(value.__apec_unstructure__()),
    )


def _is_composed(annotation: Any) -> bool:
    """Return whether an annotation is more than a class: a tuple, optional, a pattern or a reference."""
    kind = kind_of(annotation)
    return kind.types != (annotation,) and len(kind.types) == 1


def _is_fixed_tuple(annotation: Any) -> bool:
    kind = kind_of(annotation)
    return kind.types == (annotation,) and kind.elements is not None


def _is_record(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Record)


# Reading.


def _exactly(value: Any, cls: Any) -> Any:
    if value.__class__ is cls:
        return value
    raise Fault(f"got {shown(value)}", expected_of(cls))


def _whole_number(value: Any, cls: Any) -> Any:
    if cls is int or value.__class__ is cls:
        return _exactly(value, cls)
    return of_subclass(value, cls, int, _exactly)


def _text(value: Any, cls: Any) -> Any:
    if cls is not str:
        return of_subclass(value, cls, str, _text)
    if value.__class__ is not str:
        raise Fault(f"got {shown(value)}", expected_of(str))
    if fault := text_problem(value):
        raise Fault(*fault)
    return value


def _date_span(value: Any, _: Any) -> DateSpan:
    if value.__class__ is str:
        try:
            return remembered_span(value)
        except DateParseError as error:
            raise _date_fault(value, error.reason) from None
    raise Fault(f"got {shown(value)}", EDTF)


def _date_fault(value: str, reason: str) -> Fault:
    """Return the problem of a text that is not EDTF, with the EDTF text if it is a date in another form."""
    try:
        meant = DateSpan.parse(value) if len(value) <= _LONGEST_DATE else None
    except DateParseError as error:
        reason, meant = error.reason, None
    if meant:
        return Fault(f"got {shown(value)}", f"{meant.edtf!r}, the same as EDTF text")
    return Fault(f"got {shown(value)}{'' if reason.startswith('expected') else f': {reason}'}", EDTF)


_LONGEST_DATE = 80


def _member(value: Any, cls: Any) -> Any:
    member = cls._value2member_map_.get(value) if value.__class__ is str else None
    if member is None:
        raise Fault(f"got {shown(value)}", expected_of(cls))
    return member


def _hook_of(kind: Kind, converter: Converter) -> Hook:
    """Return the hook that reads a value of this kind, with all checks of its annotation."""
    type_: Any = kind.cls if len(kind.types) == 1 else Union[kind.types]  # noqa: UP007 - of a tuple
    hook = (
        _union_hook(type_, kind.types, converter) if kind.types[1:] else converter.get_structure_hook(type_)
    )
    if kind.pattern:
        hook = _form_hook(hook, type_, re.compile(kind.pattern.regex).fullmatch, kind.pattern.expected)
    if kind.range:
        least, most = kind.range.least, kind.range.most
        hook = _form_hook(hook, type_, lambda value: least <= value <= most, kind.range.expected)
    if kind.many:
        hook = _tuple_hook(repeat((hook, type_)))
    # Called with the annotation of a field, which may have notes or be optional, unlike the type.
    return lambda value, _: None if value is None and kind.optional else hook(value, type_)


def _union_hook(union: Any, types: tuple[Any, ...], converter: Converter) -> Hook:
    """Return the hook of the user for a union; else, one that takes a value of any of its plain types."""
    try:
        return converter.get_structure_hook(union)
    except StructureHandlerNotFoundError:
        if not _PLAIN.issuperset(types):
            raise

    def structure_one(value: Any, _: Any) -> Any:
        if value.__class__ is str and str in types:
            return _text(value, str)
        if value.__class__ in types:
            return value
        raise Fault(f"got {shown(value)}", " or ".join(map(expected_of, types)))

    return structure_one


_PLAIN = frozenset((str, int, float, bool))


def _form_hook(hook: Hook, type_: Any, fits: Callable[[Any], object], expected: str) -> Hook:
    def structure_form(value: Any, _: Any) -> Any:
        if fits(hook(value, type_)):
            return value
        raise Fault(f"got {shown(value)}", expected)

    return structure_form


def _fixed_tuple_hook(annotation: Any, converter: Converter) -> Hook:
    elements = kind_of(annotation).elements or ()
    hooks = [(_hook_of(kind_of(element), converter), element) for element in elements]
    return _tuple_hook(hooks, len(hooks))


def _tuple_hook(hooks: Iterable[tuple[Hook, Any]], length: int | None = None) -> Hook:
    """Return the hook that reads a list, from the hook and type of each element."""

    def structure_tuple(values: Any, _: Any) -> tuple[Any, ...]:
        if values.__class__ not in (list, tuple):
            raise Fault(f"got {shown(values)}", "a list" if length is None else f"a list of {length}")
        if length not in (None, len(values)):
            raise Fault(f"got a list of {len(values):,}", f"a list of {length}")
        try:
            return tuple(
                [hook(value, element) for (hook, element), value in zip(hooks, values, strict=False)]
            )
        except Exception:
            parts = zip(hooks, values, strict=False)
        # After the block, so that the errors of the hooks have no context.
        raise _faults(parts)

    return structure_tuple


def _faults(parts: Iterable[tuple[tuple[Hook, Any], Any]]) -> IterableValidationError:
    """Return the first problems of the values of a list, with their indexes, and the number of the others."""
    faults: list[Exception] = []
    count = kept = 0
    for index, ((hook, element), value) in enumerate(parts):
        try:
            hook(value, element)
        except Exception as fault:
            count += count_in(fault)
            if kept < KEPT:
                fault.add_note(IterableValidationNote(f"@ index {index}", index, element))
                faults.append(fault.with_traceback(None))
                kept = count
    if left := count - kept:
        faults.append(Uncounted(left))
    return IterableValidationError("in a list", faults, tuple)  # pyright: ignore[reportCallIssue]


def _record_hook(cls: type[Any], converter: Converter, **given: Hook) -> Hook:
    known = frozenset(field.name for field in fields_of(cls))
    hooks = {field.name: given.get(field.name) or _hook_of(field.kind, converter) for field in fields_of(cls)}
    # Values that hooks have read need no second check, but a user's class may have other checks.
    readers = {name: _reader(hook) for name, hook in hooks.items()}
    make = maker(cls, readers) if is_plain(cls) else None

    @cache
    def thorough() -> Callable[..., Any]:
        """Return the function that finds all problems and unknown fields, and calls the constructor."""
        overrides: dict[str, Any] = {name: override(struct_hook=hook) for name, hook in hooks.items()}
        return make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True, **overrides)

    def structure_record(value: Any, _: Any) -> Any:
        if value.__class__ is not dict:
            raise Fault(f"got {shown(value)}", described(cls))
        if make and value.keys() <= known:
            with suppress(Exception):
                return make(value)
        return thorough()(value, cls)

    return structure_record


def _reader(hook: Hook) -> Callable[[Any], Any]:
    return lambda value: hook(value, None)


def _difference_hook(_: Any, converter: Converter) -> Hook:
    """Read dates if the differing field is ``dates``, and texts otherwise."""
    dates, text = (
        _record_hook(Difference, converter, announced=hook, took_place=hook) for hook in (_date_span, _text)
    )

    def structure_difference(value: Any, cls: Any) -> Any:
        field = value.get("field") if isinstance(value, dict) else None
        return (dates if field == "dates" else text)(value, cls)

    return structure_difference


# Writing.


def _fixed_tuple_writer(annotation: Any, converter: Converter) -> Writer:
    writers = [converter.get_unstructure_hook(element) for element in kind_of(annotation).elements or ()]
    return lambda values: [write(value) for write, value in zip(writers, values, strict=True)]
