"""The folder with the current files of a dataset.

A new dataset folder contains the files. After the dataset was replaced, the files are in a subfolder
``files-...``, which the file ``CURRENT`` names.
"""

import errno
import os
from collections.abc import Callable
from typing import TypeVar

__all__ = ["CURRENT", "FILES", "consistently", "current_name", "folder_of_files", "is_folder_of_files"]

CURRENT = "CURRENT"
"""The file that names the subfolder with the files of a replaced dataset."""

FILES = "files-"
"""The prefix of the names of these subfolders."""

_ATTEMPTS = 20

T = TypeVar("T")


def folder_of_files(path: str) -> str:
    """Return the folder with the files of the dataset in a folder.

    Raises
    ------
    FileNotFoundError
        If the folder that ``CURRENT`` names is missing.
    """
    name = current_name(path)
    if name is None:
        return path
    if not is_folder_of_files(path, name):
        message = f"{CURRENT} names {name[:80]!r}, which does not exist; restore it or save the dataset again"
        raise FileNotFoundError(errno.ENOENT, message, path)
    return os.path.join(path, name)


def is_folder_of_files(path: str, name: str) -> bool:
    """Return whether a name in ``CURRENT`` is that of an existing subfolder."""
    is_name = name.startswith(FILES) and os.path.basename(name) == name
    return is_name and os.path.isdir(os.path.join(path, name))


def current_name(path: str) -> str | None:
    """Return the name in ``CURRENT``, or None."""
    try:
        with open(os.path.join(path, CURRENT), encoding="utf-8", errors="replace") as file:
            return file.read(1000).strip()
    except (FileNotFoundError, NotADirectoryError):
        return None


def consistently(path: str, read: Callable[[str], T]) -> T:
    """Return the result of reading a file or the files of a folder, consistent despite concurrent writes."""
    if not os.path.isdir(path):
        return read(path)
    for _ in range(_ATTEMPTS):
        before = current_name(path)
        try:
            found = read(folder_of_files(path))
        except Exception:
            if current_name(path) == before:
                raise
        else:
            if current_name(path) == before:
                return found
    message = f"replaced {_ATTEMPTS} times while it was read; load it again"
    raise OSError(errno.EBUSY, message, path)
