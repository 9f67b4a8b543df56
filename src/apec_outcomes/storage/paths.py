"""Checks of paths."""

import os
from contextlib import suppress

from apec_outcomes.errors import ArgumentError, FormatError, quoted

__all__ = ["path_of", "path_to_write"]


def path_of(given: object) -> str:
    """Return a path as text.

    Raises
    ------
    ArgumentError
        If it is no path, or has an invalid character.

    >>> path_of(5)
    Traceback (most recent call last):
        ...
    apec_outcomes.errors.ArgumentError: got 5; expected the path of a file or a folder
    """
    if isinstance(given, str | bytes | os.PathLike):
        path = os.fsdecode(given)
        with suppress(UnicodeEncodeError):  # a lone surrogate
            if b"\0" not in os.fsencode(path):
                return path
    raise ArgumentError(f"got {quoted(given)}; expected the path of a file or a folder")


def path_to_write(given: object) -> str:
    """Return the path of a file or folder to write.

    Raises
    ------
    ArgumentError
        If it is no path.
    FormatError
        If it is empty.
    """
    path = path_of(given)
    if not path:
        raise FormatError("got an empty path; expected the name of a file or a folder")
    return path
