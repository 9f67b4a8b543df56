"""Files and folders that are written whole or not at all."""

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["whole"]


@contextmanager
def whole(
    path: str | os.PathLike[str],
    *,
    replace: bool = False,
    disposable: Callable[[str], bool] | None = None,
) -> Iterator[str]:
    """Yield a path to write to, which takes the place of the one given when all went well.

    Parameters
    ----------
    path
        Where the file or the folder is to stand.
    replace
        Take the place of what stands there: a file that of a file, a folder that of a folder.
    disposable
        Whether a file of this name may go from a folder, though nothing takes its place; none may otherwise.

    Raises
    ------
    FileExistsError
        Where something stands there already, unless `replace`.
    FileNotFoundError
        Where there is no folder to write in.
    OSError
        Where a folder stands there that holds something else, or what stands there is of another sort: a file
        for a folder, a pipe or a device.
    """
    given = os.fsdecode(path)
    target = os.path.realpath(given)
    folder, name = os.path.split(target)
    if not name or not os.path.isdir(folder):
        raise FileNotFoundError(errno.ENOENT, "no such folder to write in", folder or given)
    if os.path.lexists(target) and not replace:
        raise FileExistsError(errno.EEXIST, "stands there already", given)
    if os.path.lexists(target) and not os.path.isfile(target) and not os.path.isdir(target):
        raise OSError(errno.EINVAL, "is no regular file or folder, and is not replaced", given)
    temporary = tempfile.mkdtemp(prefix=".new-", dir=folder)
    fresh, old = os.path.join(temporary, name), os.path.join(temporary, ".old")
    try:
        yield fresh
        _check_replaceable(target, fresh, disposable, given)
        try:
            if os.path.isdir(target):
                os.rename(target, old)
            elif os.path.isfile(target):
                shutil.copymode(target, fresh)
            os.replace(fresh, target)
        except BaseException:
            # Also where a signal came in between.
            if os.path.isdir(old) and not os.path.lexists(target):
                os.rename(old, target)
            raise
    finally:
        if os.path.lexists(target) or not os.path.lexists(old):
            shutil.rmtree(temporary, ignore_errors=True)


def _check_replaceable(target: str, fresh: str, disposable: Callable[[str], bool] | None, given: str) -> None:
    """Refuse to have a folder replaced by a file, a file by a folder, or what a folder holds by nothing."""
    if os.path.isfile(target) and os.path.isdir(fresh):
        raise NotADirectoryError(errno.ENOTDIR, "is a file, and a folder would take its place", given)
    if os.path.isdir(target):
        if not os.path.isdir(fresh):
            raise IsADirectoryError(errno.EISDIR, "is a folder, and a file would take its place", given)
        left = sorted(set(os.listdir(target)) - set(os.listdir(fresh)))
        lost = [name for name in left if disposable is None or not disposable(name)]
        if lost:
            raise OSError(errno.ENOTEMPTY, f"holds {lost[0]!r}, which would be lost", given)
