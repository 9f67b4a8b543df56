"""load(): the bundled dataset, or one of the user's own."""

import os
from threading import Lock

from apec_outcomes._trusted import open_unchecked
from apec_outcomes.dataset import Dataset

__all__ = ["FOLDER", "load"]

FOLDER = os.path.join(os.path.dirname(__file__), "data")
_lock = Lock()
_bundled: list[Dataset] = []


def load(path: str | os.PathLike[str] | None = None, *, check: bool = True) -> Dataset:
    """Return the bundled dataset, or read one of your own.

    The bundled dataset is one object, whoever asks for it; its records are made when they are first asked
    for. A dataset of your own may refer to bundled records (fora, themes, economies, meetings, ...).

    Parameters
    ----------
    path
        A file, whose ending names the format (``.json``, ``.yaml``, ``.yml``, ``.toml``, ``.msgpack``,
        ``.cbor``), or a folder of such files. None means the bundled dataset.
    check
        Check every record and reference at once. Where it is off, the files are taken to be right,
        as the bundled ones are: their records are made when first asked for, and what is wrong with one
        shows only then.

    Raises
    ------
    InvalidRecordError
        With every problem, each with its file and path.
    SchemaVersionError
        Where the data is of a newer shape than this library knows.
    OSError
        Where there is no such file, or it cannot be read.
    MissingExtraError
        Where the library for the format is not installed.

    >>> import apec_outcomes as apec
    >>> data = apec.load()
    >>> data is apec.load()
    True
    >>> data.host_years[2024].host
    'PER'
    """
    if path is not None:
        where = os.fsdecode(path)
        if not check:
            return open_unchecked(where, beside=load())
        from apec_outcomes._files import read

        return read(where, beside=load())
    if not _bundled:
        with _lock:
            if not _bundled:
                _bundled.append(open_unchecked(FOLDER))
    return _bundled[0]
