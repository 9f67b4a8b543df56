"""Creation of records from valid values, without the checks of constructors."""

from collections.abc import Callable, Mapping
from typing import Any

from apec_outcomes.model._fields import fields_of
from apec_outcomes.model._record import Record

__all__ = ["is_plain", "maker"]

Reader = Callable[[Any], Any]


def is_plain(cls: type[Any]) -> bool:
    """Return whether a class is one of this library, whose constructor runs no other code."""
    return issubclass(cls, Record) and cls.__module__.partition(".")[0] == __name__.partition(".")[0]


def maker(cls: type[Any], readers: Mapping[str, Reader | None]) -> Callable[[Mapping[str, Any]], Any]:
    """Return a function that makes a record from built-in types.

    Parameters
    ----------
    cls
        The class of the record.
    readers
        For each field, the function that makes its value from built-in types, or None to use it unchanged.
    """
    fields = [
        (field.name, getattr(cls, field.name).__set__, readers[field.name], field.required, field.default)
        for field in fields_of(cls)
    ]

    def make(builtins: Mapping[str, Any]) -> Any:
        # Slots are set one by one, as in unpickling: this takes half as long as a call of the class.
        record: Any = object.__new__(cls)
        for name, fill, read, required, default in fields:
            if name not in builtins and not required:
                fill(record, default)
            elif read is None:
                fill(record, builtins[name])
            else:
                fill(record, read(builtins[name]))
        return record

    return make
