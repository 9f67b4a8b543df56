"""Atomic writes of datasets: a file in any format, or a folder with a file for each vocabulary and year."""

import os

from apec_outcomes.errors import FormatError
from apec_outcomes.model._dataset import AllRecords
from apec_outcomes.serialization.converters import dumps, unstructure
from apec_outcomes.serialization.document import DatasetDocument
from apec_outcomes.serialization.formats import format_of
from apec_outcomes.serialization.texts import write_text
from apec_outcomes.storage.atomic import already_exists, atomically
from apec_outcomes.storage.current import CURRENT, FILES
from apec_outcomes.storage.folders import replace_folder, write_folder
from apec_outcomes.storage.layout import EXPECTED_FILE, HEAD, is_written, records_by_file
from apec_outcomes.storage.paths import path_to_write

__all__ = ["texts_of_folder", "write_dataset", "write_file"]


_KEPT = ("README.md", "LICENSE")  # other files that may be in a dataset folder


def write_dataset(dataset: AllRecords, given: str | os.PathLike[str], *, replace: bool = False) -> None:
    """Write a dataset to a file, or to a folder if the path has no extension."""
    path = path_to_write(given)
    if os.path.splitext(path)[1] and not os.path.isdir(path):
        form = format_of(path)
        if form is None:
            raise FormatError(f"unknown extension of {path!r}; expected {EXPECTED_FILE}, or a folder")
        text = write_text(unstructure(dataset), form, indent=2)
        data = text if isinstance(text, bytes) else (text.rstrip("\n") + "\n").encode()
        write_file(path, data, replace=replace)
    elif os.path.exists(path) and not os.path.isdir(path):
        raise FormatError(f"{path!r} is a file without an extension; expected a folder, or {EXPECTED_FILE}")
    else:
        _write_folder(dataset, path, replace=replace)


def write_file(path: str, data: bytes, *, replace: bool) -> None:
    """Write a file atomically, with the permissions of the file that it replaces."""
    with atomically(path, replace=replace) as fresh, open(fresh, "xb") as file:
        file.write(data)


def _write_folder(dataset: AllRecords, path: str, *, replace: bool) -> None:
    present = os.listdir(path) if os.path.isdir(path) else []
    strangers = [name for name in present if name not in _KEPT and not _is_ours(path, name)]
    if strangers:
        raise FormatError(
            f"{path!r} contains {strangers[0]!r}, which is not part of a dataset; expected a separate folder"
        )
    if not replace and any(_is_ours(path, name) for name in present):
        raise already_exists(path)
    files = {name: text.encode() for name, text in texts_of_folder(dataset).items()}
    if present:
        replace_folder(path, files, lambda name: _is_file_of_dataset(os.path.join(path, name)))
    else:
        write_folder(path, files)


def _is_ours(path: str, name: str) -> bool:
    """Return whether an entry of a folder is part of a dataset, or a leftover of a writer."""
    where = os.path.join(path, name)
    if name.startswith(FILES):
        return os.path.isdir(where)
    return name == CURRENT or name.startswith(f".{FILES}") or _is_file_of_dataset(where)


def _is_file_of_dataset(path: str) -> bool:
    return is_written(os.path.basename(path)) and os.path.isfile(path)


def texts_of_folder(dataset: AllRecords) -> dict[str, str]:
    """Return the canonical text of each file of a dataset folder."""
    documents = {HEAD: DatasetDocument.of({}, dataset.version, dataset.as_of)}
    documents |= {file: DatasetDocument.of(records) for file, records in records_by_file(dataset).items()}
    return {file: f"{dumps(document, indent=2)}\n" for file, document in documents.items()}
