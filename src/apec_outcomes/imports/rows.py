"""The rows of a table of any library or file, read in small batches."""

import csv
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from itertools import chain
from typing import Any

from apec_outcomes.checks.problems import Problems
from apec_outcomes.errors import InvalidRecordError, Problem, quoted
from apec_outcomes.imports.files import content
from apec_outcomes.serialization.problems import member_path

__all__ = ["rows_of"]

_AT_ONCE = 1000


def rows_of(table: Any) -> Iterable[Any]:
    """Return the rows of a table; those of a table of a library are mappings.

    Parameters
    ----------
    table
        A pandas, polars or Arrow table, the path of a CSV file, or rows.
    """
    if isinstance(table, str | os.PathLike):
        return _csv_rows(os.fsdecode(table))
    found = table
    if isinstance(table, type | Mapping | bytes):
        found = None
    elif hasattr(table, "to_pylist"):  # Arrow
        _require_distinct(getattr(table, "column_names", ()))
        parts = table.to_batches(max_chunksize=_AT_ONCE) if hasattr(table, "to_batches") else [table]
        found = chain.from_iterable(part.to_pylist() for part in parts)
    elif hasattr(table, "iter_slices"):  # polars
        found = chain.from_iterable(part.to_dicts() for part in table.iter_slices(_AT_ONCE))
    elif hasattr(table, "iloc") and hasattr(table, "columns"):  # pandas
        _require_distinct(table.columns)
        starts = range(0, len(table), _AT_ONCE)
        found = chain.from_iterable(
            table.iloc[start : start + _AT_ONCE].to_dict("records") for start in starts
        )
    elif hasattr(table, "tolist"):  # an array of NumPy, a column of pandas
        found = table.tolist()
    if not isinstance(found, Iterable):
        raise InvalidRecordError([Problem("$", f"got {quoted(table)}", "a table, or rows as mappings")])
    return found


def _require_distinct(names: Iterable[Any], file: str | None = None) -> None:
    """Check that the names of columns are unique: a row as a mapping would have only the last value."""
    problems = Problems(file)
    for name, times in Counter(names).items():
        if times > 1:
            problems.add(member_path("$[*]", name), f"{times} columns of the same name", "each name once")
    problems.raise_if_any()


def _csv_rows(path: str) -> Iterator[dict[str, str]]:
    """Check a whole CSV file, and return its rows, which are read again instead of kept in memory."""
    data = content(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InvalidRecordError([Problem("$", f"line {line} is not UTF-8", "CSV in UTF-8", path)]) from error
    problems = Problems(path)
    reader = _reader(text)
    try:
        header: list[str] = next(reader, [])
        numbers = {0, 1} if header[:1] == [""] else set()  # first number of a column that counts the rows
        for index, row in enumerate(filter(None, reader)):
            if len(row) != len(header):
                cells = f"{len(row)} cell{'s' * (len(row) != 1)} on line {reader.line_num}"
                problems.add(f"$[{index}]", cells, f"{len(header)}, one for each column")
            numbers = {number for number in numbers if row[0] == str(index + number)}
    except csv.Error as error:
        problems.add("$", f"line {reader.line_num}: {error}", "CSV as in RFC 4180")
        problems.raise_if_any()
        raise
    if not header:
        problems.add("$", "no line", "a line with the names of the columns")
    problems.raise_if_any()
    _require_distinct(header, path)
    first = 1 if numbers else 0
    rows = filter(None, _reader(text))
    next(rows)
    return (dict(zip(header[first:], row[first:], strict=True)) for row in rows)


def _reader(text: str) -> Any:
    return csv.reader(StringIO(text, newline=""), strict=True)
