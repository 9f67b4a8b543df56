"""Files and folders that are written whole or not at all."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["whole"]


@contextmanager
def whole(path: str | os.PathLike[str], *, replace: bool = False) -> Iterator[str]:
    """Yield a path to write to, which takes the place of the one given when all went well.

    Parameters
    ----------
    path
        Where the file or the folder is to stand.
    replace
        Take the place of what stands there.

    Raises
    ------
    FileExistsError
        Where something stands there already, unless `replace`.
    FileNotFoundError
        Where there is no folder to write in.
    """
    given = os.fsdecode(path)
    target = os.path.realpath(given)
    folder, name = os.path.split(target)
    if not name or not os.path.isdir(folder):
        raise FileNotFoundError(errno.ENOENT, "no such folder to write in", folder or given)
    if os.path.lexists(target) and not replace:
        raise FileExistsError(errno.EEXIST, "stands there already", given)
    temporary = tempfile.mkdtemp(prefix=f".{name}.", dir=folder)
    fresh, old = os.path.join(temporary, name), os.path.join(temporary, f"{name}.old")
    try:
        yield fresh
        if os.path.isdir(target):
            os.rename(target, old)
        try:
            os.replace(fresh, target)
        except OSError:
            if os.path.isdir(old):
                os.rename(old, target)
            raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
