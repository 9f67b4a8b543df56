"""`load`: the bundled dataset, or a dataset of the user."""

import os

from apec_outcomes.dataset import FOLDER, Dataset, bundled
from apec_outcomes.errors import check_flag
from apec_outcomes.storage.lazy import open_lazily
from apec_outcomes.storage.paths import path_of

__all__ = ["FOLDER", "load"]


def load(path: str | os.PathLike[str] | None = None, *, check: bool = True) -> Dataset:
    """Return the bundled dataset, or read your own.

    The bundled dataset is always the same object, and its records are made when they are first needed. Your
    own dataset may refer to bundled records (fora, themes, economies, meetings, ...).

    Parameters
    ----------
    path
        A file whose extension determines the format (``.json``, ``.yaml``, ``.yml``, ``.toml``,
        ``.msgpack``, ``.cbor``), or a folder of such files. None means the bundled dataset.
    check
        Check all records and references. If False, records are made when they are first needed, as those of
        the bundled dataset are, and a problem is raised only then.

    Raises
    ------
    InvalidRecordError
        If there are problems. The error lists all of them, each with its file and path.
    SchemaVersionError
        If the schema version of the data is newer than this library supports.
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
