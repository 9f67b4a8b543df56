"""Atomic writes of dataset folders.

A new folder contains the files of a dataset. To replace them, all files are written to a subfolder
``files-...``, whose name is then written atomically to the file ``CURRENT``. A reader follows ``CURRENT``,
and starts again if it changed during reading. If the process is killed at any time, either the old or the new
dataset remains; a later save removes leftovers.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress

from apec_outcomes.storage.atomic import atomically, remove_leftovers, sync_file, sync_folder
from apec_outcomes.storage.current import CURRENT, FILES, current_name, is_folder_of_files

__all__ = ["replace_folder", "write_folder"]


def write_folder(path: str, files: Mapping[str, bytes]) -> None:
    """Write the files of a dataset to a new or empty folder."""
    if os.path.isdir(path):
        with suppress(OSError):  # not empty, which `atomically` reports
            os.rmdir(os.path.realpath(path))
    with atomically(path) as fresh:
        _write_files(fresh, files)


def replace_folder(path: str, files: Mapping[str, bytes], is_old: Callable[[str], bool]) -> None:
    """Replace the files of a dataset atomically.

    Parameters
    ----------
    path
        The folder.
    files
        The names and contents of the new files.
    is_old
        A function of the name of a file in the folder: whether the old dataset contains it.
    """
    path = os.path.realpath(path)
    name = f"{FILES}{secrets.token_hex(4)}"
    folder, pointer = os.path.join(path, name), os.path.join(path, f".{name}")
    old = current_name(path)
    try:
        _write_files(folder, files)
        for each in files:
            _copy_mode(os.path.join(path, old or "", each), os.path.join(folder, each))
        _put(pointer, f"{name}\n".encode())
        _copy_mode(os.path.join(path, CURRENT), pointer)
        os.replace(pointer, os.path.join(path, CURRENT))
    except BaseException:
        if current_name(path) != name:
            shutil.rmtree(folder, ignore_errors=True)
            with suppress(OSError):
                os.remove(pointer)
        raise
    sync_folder(path)
    if old is not None and is_folder_of_files(path, old):
        shutil.rmtree(os.path.join(path, old), ignore_errors=True)
    for each in os.listdir(path):
        if is_old(each):
            with suppress(OSError):
                os.remove(os.path.join(path, each))
    kept = (name, current_name(path))  # the latter may be of a concurrent writer
    remove_leftovers(path, lambda each: each.startswith((FILES, f".{FILES}")) and each not in kept)


def _write_files(folder: str, files: Mapping[str, bytes]) -> None:
    os.mkdir(folder)
    for name, data in files.items():
        _put(os.path.join(folder, name), data)
    sync_folder(folder)


def _put(path: str, data: bytes) -> None:
    with open(path, "xb") as file:
        file.write(data)
    sync_file(path)


def _copy_mode(old: str, new: str) -> None:
    with suppress(FileNotFoundError):
        shutil.copymode(old, new)
