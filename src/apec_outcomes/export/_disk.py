"""Conversion of errors of libraries to `OSError` if a file cannot be written."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["disk_errors"]

_LIBRARIES = {
    "sqlite3": ("OperationalError",),
    "duckdb": ("IOException", "TransactionException", "FatalException", "InternalException"),
    "xlsxwriter.exceptions": ("FileCreateError", "FileSizeError"),
}
"""The errors that libraries raise instead of an `OSError` if they cannot write."""


@contextmanager
def disk_errors(path: str | os.PathLike[str]) -> Iterator[None]:
    """Convert the error of a library that cannot write a file to an `OSError` that names the file."""
    try:
        yield
    except _own_errors() as error:
        cause = next((each for each in (*error.args, error.__cause__) if isinstance(each, OSError)), None)
        number = (cause and cause.errno) or errno.EIO
        message = (
            f"cannot write: {error}; expected a folder that can be written to, on a disk with free space"
        )
        raise OSError(number, message, os.fsdecode(path)) from error


def _own_errors() -> tuple[type[Exception], ...]:
    """Return the classes of these errors of the imported libraries."""
    return tuple(
        getattr(module, name)
        for library, names in _LIBRARIES.items()
        if (module := sys.modules.get(library))
        for name in names
        if hasattr(module, name)
    )
