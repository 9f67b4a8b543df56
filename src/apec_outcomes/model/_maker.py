"""Records made from values that are known to be valid, without the checks of their constructors."""

from collections.abc import Callable, Mapping
from typing import Any

from apec_outcomes.model._fields import fields_of
from apec_outcomes.model._record import Record

__all__ = ["is_plain", "maker"]

Reader = Callable[[Any], Any]


def is_plain(cls: type[Any]) -> bool:
    """Return whether a class is one of this library, whose constructor runs no code of anybody else."""
    return issubclass(cls, Record) and cls.__module__.partition(".")[0] == __name__.partition(".")[0]


def maker(cls: type[Any], readers: Mapping[str, Reader | None]) -> Callable[[Mapping[str, Any]], Any]:
    """Return the function that makes a record of its builtins.

    Parameters
    ----------
    cls
        The class of the record.
    readers
        For each field, the function that makes its value of a builtin; None where that is the value already.
    """
    fields = [
        (field.name, getattr(cls, field.name).__set__, readers[field.name], field.required, field.default)
        for field in fields_of(cls)
    ]

    def make(builtins: Mapping[str, Any]) -> Any:
        # Its slots are filled one by one, as unpickling does: that takes half as long as calling the class.
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
