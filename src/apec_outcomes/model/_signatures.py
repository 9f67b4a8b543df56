"""Readable signatures of records: the types of parameters, without the annotations for checks."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cache
from inspect import Parameter, Signature
from types import NoneType
from typing import Any

import attrs

from apec_outcomes.dates import DateSpan
from apec_outcomes.model._fields import Kind, kind_of

__all__ = ["signature_of"]


@cache
def signature_of(cls: Any) -> Signature:
    """Return the signature of the constructor that attrs generated for a class.

    Raises
    ------
    AttributeError
        If the class has a hand-written constructor, whose own signature is shown.
    """
    if not cls.__init__.__code__.co_filename.startswith("<attrs generated"):
        raise AttributeError("__signature__")
    return Signature(
        [
            Parameter(
                field.alias,
                Parameter.KEYWORD_ONLY,
                default=Parameter.empty if field.default is attrs.NOTHING else field.default,
                annotation=_shown(field.type),
            )
            for field in attrs.fields(cls)
            if field.init
        ],
        return_annotation=None,
    )


def _shown(annotation: Any) -> Any:
    return annotation if isinstance(annotation, str) else _taken(kind_of(annotation))


def _taken(kind: Kind) -> Any:
    """Return the type of the values that a constructor accepts for a field of this kind."""
    if kind.types == (DateSpan,):
        found: Any = DateSpan | date | int | str
    elif isinstance(kind.cls, type) and issubclass(kind.cls, StrEnum):
        found = kind.cls | str
    else:
        found = kind.cls
        for other in kind.types[1:]:
            found = found | other
    if kind.many:
        found = Iterable[found]
    return found | NoneType if kind.optional else found
