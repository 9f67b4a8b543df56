"""Hooks of cattrs for strict reading of types that only users' classes have, such as lists and enums."""

from collections import Counter, abc, deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import is_dataclass
from enum import Enum
from typing import Any, get_args, get_origin, is_typeddict

import attrs
from cattrs import Converter
from cattrs.cols import (
    defaultdict_structure_factory,
    is_defaultdict,
    is_mapping,
    list_structure_factory,
    mapping_structure_factory,
)
from cattrs.enums import enum_structure_factory
from cattrs.literals import is_literal

from apec_outcomes.errors import shown
from apec_outcomes.serialization.problems import Fault, described

__all__ = ["of_subclass", "register_own_types"]

Hook = Callable[..., Any]


def register_own_types(converter: Converter) -> None:
    """Register the hooks for strict reading: lists are read from lists, mappings and classes from objects."""
    converter.register_structure_hook(float, _number)
    converter.register_structure_hook(bytes, _bytes_hook(converter.get_structure_hook(bytes)))
    for applies, hook_of in (
        (is_literal, _literal_hook),
        (lambda cls: _is_subclass(cls, Enum), _enum_hook),
        (lambda cls: _base(cls) in _COLLECTIONS, _collection_hook),
        (_has_fields, _class_hook),
        (is_mapping, _mapping_hook),
        (lambda cls: is_typeddict(_base(cls)), _typed_dict_hook),
    ):
        converter.register_structure_hook_factory(applies, hook_of)


def _base(annotation: Any) -> Any:
    """Return the class of an annotation such as ``list[str]``."""
    return get_origin(annotation) or annotation


def _is_subclass(cls: Any, base: type) -> bool:
    return isinstance(cls, type) and issubclass(cls, base)


# Numbers, bytes, and subclasses of plain types.


def of_subclass(value: Any, cls: Any, base: Any, read: Hook) -> Any:
    """Return a value as a member of a user's enum, or as a user's subclass, of a plain type.

    cattrs chooses the hook of the plain type for these classes, too.
    """
    if not _is_subclass(cls, base):
        return read(value, base)  # a user's hook for another type that calls that of the plain type
    if not _is_subclass(cls, Enum):
        return cls(read(value, base))
    if value.__class__ is base:
        with suppress(ValueError):
            return cls(value)
    raise _not_one_of(value, map(_plain, cls))


def _number(value: Any, cls: Any) -> Any:
    if cls is not float:
        return of_subclass(value, cls, float, _number)
    if value.__class__ in (float, int):
        with suppress(OverflowError):
            return float(value)
    raise Fault(f"got {shown(value)}", "a number")


def _bytes_hook(decoded: Hook) -> Hook:
    def structure_bytes(value: Any, cls: Any) -> Any:
        if value.__class__ is bytes:
            return value
        if value.__class__ is str:
            with suppress(Exception):
                return decoded(value, cls)
        raise Fault(f"got {shown(value)}", "bytes; in JSON and TOML, text in base 85")

    return structure_bytes


# Enums and literals.


def _literal_hook(annotation: Any, _: Converter) -> Hook:
    choices = [(_plain(choice), choice) for choice in get_args(annotation)]

    def structure_literal(value: Any, _: Any) -> Any:
        for plain, choice in choices:
            if value.__class__ is plain.__class__ and value == plain:
                return choice
        raise _not_one_of(value, [plain for plain, _ in choices])

    return structure_literal


def _enum_hook(cls: type[Enum], converter: Converter) -> Hook:
    member = enum_structure_factory(cls, converter)

    def structure_enum(value: Any, _: Any) -> Any:
        with suppress(ValueError):
            return member(value, cls)
        raise _not_one_of(value, map(_plain, cls))

    return structure_enum


def _plain(choice: Any) -> Any:
    return choice.value if isinstance(choice, Enum) else choice


def _not_one_of(value: Any, choices: abc.Iterable[Any]) -> Fault:
    named = (choice if isinstance(choice, str) else shown(choice) for choice in choices)
    return Fault(f"got {shown(value)}", f"one of {', '.join(named)}")


# Collections.

_COLLECTIONS: Mapping[Any, Callable[[list[Any]], Any]] = {
    list: list,
    abc.MutableSequence: list,
    deque: deque,
    tuple: tuple,
    abc.Sequence: tuple,
    set: set,
    abc.MutableSet: set,
    frozenset: frozenset,
    abc.Set: frozenset,
}
"""The types of collections, and what makes each of them from a list."""


def _collection_hook(annotation: Any, converter: Converter) -> Hook:
    make = _COLLECTIONS[_base(annotation)]
    read = list_structure_factory(annotation, converter)
    # The plain form of a set may be a set.
    classes = (list, tuple, set, frozenset) if make in (set, frozenset) else (list, tuple)
    return _only(classes, "a list", lambda values, cls: make(read(values, cls)))


# Objects.


def _mapping_hook(annotation: Any, converter: Converter) -> Hook:
    base = _base(annotation)
    if is_defaultdict(annotation):
        read = defaultdict_structure_factory(annotation, converter)
    elif base is Counter:
        read = mapping_structure_factory(annotation, converter, Counter, val_type=int)
    else:
        made = dict if base in (abc.Mapping, abc.MutableMapping) else base
        read = mapping_structure_factory(annotation, converter, made)
    return _only((Mapping,), "an object", read)


def _has_fields(cls: Any) -> bool:
    base = _base(cls)
    return isinstance(base, type) and (attrs.has(base) or is_dataclass(base))


def _class_hook(cls: Any, converter: Converter) -> Hook:
    return _only((Mapping,), described(_base(cls)), converter.gen_structure_attrs_fromdict(cls))


def _typed_dict_hook(cls: Any, converter: Converter) -> Hook:
    return _only((Mapping,), described(_base(cls)), converter.gen_structure_typeddict(cls))


def _only(classes: tuple[type, ...], expected: str, read: Hook) -> Hook:
    """Return a hook that reads a value of these classes only."""

    def structure_only(value: Any, cls: Any) -> Any:
        if isinstance(value, classes):
            return read(value, cls)
        raise Fault(f"got {shown(value)}", expected)

    return structure_only
