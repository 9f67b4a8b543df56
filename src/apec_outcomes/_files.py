"""Reading datasets strictly: one file in any format, or a folder of them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from apec_outcomes._collector import paused_collector
from apec_outcomes._contents import Contents, dataset_of, refuse_newer
from apec_outcomes._formats import format_of, read_text
from apec_outcomes._layout import ENDINGS, OF_A_YEAR, files_at, parts_of, year_of
from apec_outcomes.dataset import COLLECTIONS, Dataset
from apec_outcomes.errors import InvalidRecordError, Problem, shown
from apec_outcomes.serialization import make_converter, structure

__all__ = ["contents_of", "parsed", "read"]


def read(path: str, beside: Dataset | None = None) -> Dataset:
    """Return the dataset in a file or folder, once all of it is checked.

    Raises
    ------
    InvalidRecordError
        With every problem, each with its file and path.
    """
    with paused_collector():
        found: list[tuple[str | None, Any]] = []
        problems: list[Problem] = []
        for name in files_at(path):
            try:
                data = parsed(name)
            except InvalidRecordError as error:
                problems += error.problems
            else:
                found.append((name, data))
                problems += _misfiled(data, name) if name != path else ()
        return dataset_of(found, beside=beside, problems=problems, converter=make_converter())


def parsed(name: str) -> Any:
    """Return what a file holds, as plain builtins."""
    form = format_of(name)
    if form is None:
        raise InvalidRecordError([Problem("$", "the ending of the name tells no format", ENDINGS, name)])
    with open(name, "rb") as file, _named(name):
        return read_text(file.read(), form)


def contents_of(name: str, *parts: str) -> Contents:
    """Return what a file holds, or these parts of it, read strictly.

    Raises
    ------
    InvalidRecordError
        With every problem, each with the file and its path.
    """
    data = parsed(name)
    refuse_newer(data, name)
    if parts and isinstance(data, dict):
        data = {part: data[part] for part in ("schema", *parts) if part in data}
    with _named(name):
        return structure(data, Contents)


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Tell the file with each problem that arises in it."""
    try:
        yield
    except InvalidRecordError as error:
        told = [Problem(p.path, p.message, p.expected, p.file or name) for p in error.problems]
        raise InvalidRecordError(told) from error


def _misfiled(data: Any, name: str) -> Iterator[Problem]:
    """Yield what a file of a folder should not hold, since nobody would look for it there."""
    parts, year = parts_of(os.path.basename(name)), year_of(os.path.basename(name))
    for collection in COLLECTIONS if isinstance(data, dict) else ():
        if collection in data and collection not in parts:
            yield Problem(
                f"$.{collection}", "stands in the wrong file", f"only {' and '.join(parts)} here", name
            )
    for collection in OF_A_YEAR if year is not None else ():
        records = data.get(collection) if isinstance(data, dict) else None
        for index, record in enumerate(records if isinstance(records, list) else ()):
            key = record.get("id") if isinstance(record, dict) else None
            if isinstance(key, str) and not key.removeprefix("cal-").startswith(f"{year:04}-"):
                expected = f"records of {year} in this file"
                yield Problem(
                    f"$.{collection}[{index}].id", f"{shown(key)} is of another year", expected, name
                )
