"""load(): the bundled dataset, or one of the user's own."""

import os

from apec_outcomes.dataset import FOLDER, Dataset, bundled
from apec_outcomes.errors import check_flag
from apec_outcomes.storage.lazy import open_lazily
from apec_outcomes.storage.paths import path_of

__all__ = ["FOLDER", "load"]


def load(path: str | os.PathLike[str] | None = None, *, check: bool = True) -> Dataset:
    """Return the bundled dataset, or read one of your own.

    The bundled dataset is one object for all callers, and its records are made when they are first needed. A
    dataset of your own may refer to bundled records (fora, themes, economies, meetings, ...).

    Parameters
    ----------
    path
        A file, whose ending names the format (``.json``, ``.yaml``, ``.yml``, ``.toml``, ``.msgpack``,
        ``.cbor``), or a folder of such files. None means the bundled dataset.
    check
        Check every record and reference at once. If it is off, the files are assumed to be right, as the
        bundled ones are: records are made when they are first needed, and a problem is raised only then.

    Raises
    ------
    InvalidRecordError
        With every problem, each with its file and path.
    SchemaVersionError
        If the data is of a newer schema version than this library knows.
    OSError
        If there is no such file, or it cannot be read.
    MissingExtraError
        If the library for the format is not installed.
    ArgumentError
        If `path` is no path, or `check` is neither True nor False.

    >>> import apec_outcomes as apec
    >>> data = apec.load()
    >>> data is apec.load()
    True
    >>> data.host_years[2024].host
    'PER'
    """
    check_flag(check, "check")
    if path is None:
        return bundled()
    where, beside = path_of(path), bundled()
    if check:
        from apec_outcomes.storage.reading import read_dataset

        return Dataset._of_document(read_dataset(where, beside), beside)
    opened = open_lazily(where)
    return Dataset._unchecked(opened.records, opened.version, opened.as_of, beside)
