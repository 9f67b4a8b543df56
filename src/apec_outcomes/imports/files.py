"""Reading of files of other programs."""

import os

from apec_outcomes.errors import InvalidRecordError, Problem, quoted

__all__ = ["content"]


def content(path: str | os.PathLike[str]) -> bytes:
    """Return the bytes of a file."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except ValueError as error:  # a null character, or a lone surrogate
        raise InvalidRecordError([Problem("$", f"got {quoted(path)}", "the path of a file")]) from error
