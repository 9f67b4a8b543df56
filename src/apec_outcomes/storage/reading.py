"""Strict reading of dataset files: one file in any format, or a folder of them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from apec_outcomes.checks.problems import Problems
from apec_outcomes.checks.references import Others
from apec_outcomes.errors import InvalidRecordError, Problem, shown
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.serialization.converters import make_converter, structure
from apec_outcomes.serialization.document import DatasetDocument, checked_document
from apec_outcomes.serialization.formats import format_of
from apec_outcomes.serialization.problems import invalid
from apec_outcomes.serialization.texts import read_text
from apec_outcomes.serialization.upgrades import up_to_date
from apec_outcomes.storage.current import consistently
from apec_outcomes.storage.layout import EXPECTED_FILE, HEAD, YEARLY, collections_in, files_at, year_of

__all__ = ["parse_file", "read_dataset", "read_file"]


def read_dataset(path: str, others: Others | None = None) -> DatasetDocument:
    """Read and check the dataset in a file or folder, and return it as one document."""
    files, problems = consistently(path, _parse_all)
    return checked_document(files, make_converter(), others=others, problems=problems)


def _parse_all(path: str) -> tuple[list[tuple[str, Any]], Problems]:
    """Return the name and content of each file at a path, and the problems of unreadable files."""
    files: list[tuple[str, Any]] = []
    problems = Problems()
    for name in files_at(path):
        try:
            data = parse_file(name)
        except InvalidRecordError as error:
            problems.add_error(error)
        else:
            files.append((name, data))
            problems.add_all(_misplaced(data, name) if name != path else ())
    return files, problems


def parse_file(name: str) -> Any:
    """Return the content of a file as plain built-in types."""
    form = format_of(name)
    if form is None:
        raise InvalidRecordError([Problem("$", "unknown extension", EXPECTED_FILE, name)])
    with open(name, "rb") as file, _located_in(name):
        return read_text(file.read(), form)


def read_file(name: str, *parts: str) -> DatasetDocument:
    """Read a file strictly, or these parts of it, and return it as a document."""
    data = up_to_date(parse_file(name), name)
    if isinstance(data, dict):
        data = {part: data[part] for part in ("schema", *parts) if part in data}
    with _located_in(name):
        return structure(data, DatasetDocument)


@contextmanager
def _located_in(name: str) -> Iterator[None]:
    """Add the name of the file to each problem in it."""
    try:
        yield
    except InvalidRecordError as error:
        raise invalid(error, name) from error.__cause__


def _misplaced(data: Any, name: str) -> Iterator[Problem]:
    """Yield the problems of records that belong in another file of the folder."""
    if not isinstance(data, dict):
        return
    head = os.path.join(os.path.dirname(name), HEAD)
    for part in ("version", "as_of") if name != head and os.path.exists(head) else ():
        if part in data:
            yield Problem(f"$.{part}", "in the wrong file", f"only in {HEAD}", name)
    expected, year = collections_in(os.path.basename(name)), year_of(os.path.basename(name))
    for collection in COLLECTIONS:
        if collection in data and collection not in expected:
            yield Problem(f"$.{collection}", "in the wrong file", f"only {' and '.join(expected)} here", name)
    for collection in YEARLY if year is not None else ():
        records = data.get(collection)
        for index, record in enumerate(records if isinstance(records, list) else ()):
            key = record.get("id") if isinstance(record, dict) else None
            if isinstance(key, str) and not key.removeprefix("cal-").startswith(f"{year:04}-"):
                path, message = f"$.{collection}[{index}].id", f"{shown(key)} belongs to another year"
                yield Problem(path, message, f"records of {year} in this file", name)
