"""Atomic writes of files and folders."""

import errno
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

__all__ = ["already_exists", "atomically", "remove_leftovers", "sync_file", "sync_folder"]

_PREFIX = ".new-"
_DAY = 24 * 60 * 60  # seconds


@contextmanager
def atomically(path: str | os.PathLike[str], *, replace: bool = False) -> Iterator[str]:
    """Yield a path to write to. If no error occurs, the new file or folder then replaces the given path.

    A file replaces another atomically, and keeps its permissions. A folder is replaced by two renames: a
    process that is killed between them leaves the old folder in a folder ``.new-...`` beside the path.

    Parameters
    ----------
    path
        The file or folder to write.
    replace
        Overwrite an existing file with a file, or a folder with a folder.

    Raises
    ------
    FileExistsError
        If the path exists and `replace` is False.
    FileNotFoundError
        If the folder of the path does not exist.
    OSError
        If the path is not a regular file or folder, is a folder with other files, or is a file and a folder
        is written, or vice versa.
    """
    given = os.fsdecode(path)
    target = os.path.realpath(given)
    folder, name = os.path.split(target)
    if not name or not os.path.isdir(folder):
        message = "its folder does not exist; expected a path in an existing folder"
        raise FileNotFoundError(errno.ENOENT, message, folder or given)
    _check_writable(target, given, replace=replace)
    remove_leftovers(folder, lambda each: each.startswith(_PREFIX))
    temporary = tempfile.mkdtemp(prefix=_PREFIX, dir=folder)
    fresh, old = os.path.join(temporary, "new", name), os.path.join(temporary, "old", name)
    for each in (fresh, old):
        os.mkdir(os.path.dirname(each))
    try:
        yield fresh
        _check_replaceable(target, fresh, given)
        _finish(target, fresh)
        try:
            if os.path.isdir(target):
                os.rename(target, old)
            os.replace(fresh, target)
        except BaseException:
            # Also after a signal.
            if os.path.isdir(old) and not os.path.lexists(target):
                os.rename(old, target)
            raise
        sync_folder(folder)
    finally:
        if os.path.lexists(target) or not os.path.lexists(old):
            shutil.rmtree(temporary, ignore_errors=True)


def already_exists(path: str, permission: str = "replace=True") -> FileExistsError:
    """Return the error for an existing path; `permission` is the argument or option that overwrites it."""
    return FileExistsError(errno.EEXIST, f"already exists; pass {permission} to overwrite", path)


def remove_leftovers(folder: str, is_leftover: Callable[[str], bool]) -> None:
    """Remove files in a folder that killed writers left at least a day ago; `is_leftover` tests names."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if is_leftover(entry.name) and _is_old(entry):
                if entry.is_dir(follow_symlinks=False):
                    if not _is_filled(os.path.join(entry.path, "old")):
                        shutil.rmtree(entry.path, ignore_errors=True)
                else:
                    with suppress(OSError):
                        os.remove(entry.path)


def _is_old(entry: os.DirEntry[str]) -> bool:
    with suppress(FileNotFoundError):  # another writer has removed it
        return entry.stat(follow_symlinks=False).st_mtime < time.time() - _DAY
    return False


def _is_filled(folder: str) -> bool:
    return os.path.isdir(folder) and bool(os.listdir(folder))


def _check_writable(target: str, given: str, *, replace: bool) -> None:
    """Check that a path does not exist or may be replaced, and is a regular file or folder."""
    with suppress(FileNotFoundError):
        mode = os.lstat(target).st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            raise OSError(errno.EINVAL, "not a regular file or a folder; expected one, or a new path", given)
        if not replace:
            raise already_exists(given)


def _check_replaceable(target: str, fresh: str, given: str) -> None:
    """Check that a file replaces a file, or a folder a folder without other files."""
    if os.path.isfile(target) and os.path.isdir(fresh):
        raise NotADirectoryError(errno.ENOTDIR, "is a file; expected a folder, or a new path", given)
    if os.path.isdir(target):
        if not os.path.isdir(fresh):
            raise IsADirectoryError(errno.EISDIR, "is a folder; expected a file, or a new path", given)
        if lost := set(os.listdir(target)) - set(os.listdir(fresh)):
            message = f"contains {min(lost)!r}, which would be lost; expected a separate folder"
            raise OSError(errno.ENOTEMPTY, message, given)


def _finish(target: str, fresh: str) -> None:
    """Sync the new files to the disk, with the permissions of the files that they replace."""
    if os.path.isdir(fresh):
        for folder, _, names in os.walk(fresh):
            for name in names:
                sync_file(os.path.join(folder, name))
            sync_folder(folder)
    else:
        sync_file(fresh)
    with suppress(FileNotFoundError):
        shutil.copymode(target, fresh)


def sync_file(path: str) -> None:
    """Sync the content of a file to the disk."""
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def sync_folder(path: str) -> None:
    """Sync the names in a folder to the disk, if the system supports it."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
