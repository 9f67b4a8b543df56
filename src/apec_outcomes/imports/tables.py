"""Import of tables as records."""

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple, TypeVar, cast

from apec_outcomes.checks.problems import Problems
from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import ArgumentError, InvalidRecordError, Problem, quoted
from apec_outcomes.imports.cells import edtf, plain, several, single, span
from apec_outcomes.imports.rows import rows_of
from apec_outcomes.model import Meeting
from apec_outcomes.model._collections import ALL, BY_CLASS, row_of
from apec_outcomes.model._fields import Field, derived, fields_of
from apec_outcomes.model._record import Record
from apec_outcomes.serialization.converters import structure
from apec_outcomes.serialization.problems import unknown

__all__ = ["from_table"]

R = TypeVar("R", bound=Record)


def from_table(table: Any, cls: type[R] = Meeting) -> tuple[R, ...]:  # type: ignore[assignment]
    """Return the records that the rows of a table describe.

    The columns are those of ``to_pandas()``: one for each field, with names such as ``venue_city`` for fields
    of a part. Dates are a column of texts (``dates``: EDTF, or any text that `DateSpan.parse` reads), or two
    columns of days (``dates_start`` and ``dates_end``). If there are all three, they must agree, as must
    ``year`` and ``id``. Several values are a list, the text of a list in Python or JSON, or a text with
    values separated by bars, as in CSV, where a value with a bar is read as two. The ``meeting`` of a session
    or document is ignored, as is a first column without a name that counts the rows of a CSV file.

    Parameters
    ----------
    table
        A pandas, polars or Arrow table, the path of a CSV file in UTF-8, or rows as mappings.
    cls
        The class of the records.

    Raises
    ------
    InvalidRecordError
        If there are problems. The error lists all of them, each with its row and field, such as
        ``$[3].dates``.
    ArgumentError
        If ``cls`` is not a class of records.
    OSError
        If the file cannot be read.

    >>> import apec_outcomes as apec
    >>> row = {"id": "2027-workshop", "title": "Workshop", "kind": "workshop", "status": "held",
    ...        "dates": "22-23 February 2027", "venue_city": "Lima", "themes": "customs | services"}
    >>> [made] = apec.from_table([row])
    >>> made.dates.edtf, made.venue.city, made.themes
    ('2027-02-22/2027-02-23', 'Lima', ('customs', 'services'))

    .. versionadded:: 0.2
    """
    if not (isinstance(cls, type) and issubclass(cls, Record) and cls is not Record):
        raise ArgumentError(f"got {quoted(cls)}; expected {_class_meant(cls)}")
    parts, columns = _parts(cast("Any", cls)), _columns(cast("Any", cls))
    problems = Problems(os.fsdecode(table) if isinstance(table, str | os.PathLike) else None)
    others: set[object] = set()
    made: list[R] = []
    for index, row in enumerate(rows_of(table)):
        path, before = f"$[{index}]", problems.count
        if not isinstance(row, Mapping):
            problems.add(path, f"got {quoted(row)}", "a mapping of columns")
            continue
        new = [name for name in row if name not in columns and name not in others]
        if new and index == 0 and (classes := _classes_with(row)):
            shown = " or ".join(BY_CLASS[each].labels[1] for each in classes)
            passed = " or ".join(f"apec_outcomes.{each.__name__}" for each in classes)
            problems.add("$", f"the columns are those of {shown}", f"{passed} as the second argument")
            break
        others.update(new)
        for name in new:
            compare = not problems.is_full
            problems.add_all([unknown("$[*]", name, columns, compare=compare, what="column")])
        record = _record(cls, parts, row, path, problems)
        if record is not None and problems.count == before:
            made.append(record)
    problems.raise_if_any()
    return tuple(made)


def _class_meant(given: object) -> str:
    """Return a description of the expected class, for a message about another value."""
    named = [cls.__name__ for cls in BY_CLASS if cls.__name__ == given]
    if named:
        return f"the class apec_outcomes.{named[0]}, not its name"
    return "a class of records, such as apec_outcomes.Meeting"


def _classes_with(row: Mapping[Any, Any]) -> list[Any]:
    """Return the classes whose tables have all columns of a row, and no other required columns."""
    return [
        cls
        for cls in BY_CLASS
        if all(name in _columns(cls) for name in row)
        and all(
            row.keys() & {field.name, f"{field.name}_start"} for field in fields_of(cls) if field.required
        )
    ]


class _Part(NamedTuple):
    """A field of a class: its column, or the fields of the record in it."""

    field: Field
    column: str
    inside: "tuple[_Part, ...]"


@cache
def _parts(cls: Any, prefix: str = "") -> tuple[_Part, ...]:
    """Return the fields of a class that a table can have: all except those with several records."""
    parts = []
    for field in fields_of(cls):
        column, inside = f"{prefix}{field.name}", cast("Any", field.kind.record)
        if not (inside and field.kind.many):
            parts.append(_Part(field, column, _parts(inside, f"{column}_") if inside else ()))
    return tuple(parts)


@cache
def _columns(cls: Any) -> dict[str, None]:
    """Return the names of the columns that a table of such records can have, in order."""
    further = ["year"] if "year" in derived(cls) else []  # derived from the id
    row = row_of(cls)
    if row and (within := row.within):  # the meeting of a session; documents have ids only in tables
        further += ["id", ALL[within].singular]
    return dict.fromkeys([*further, *_names(_parts(cls))])


def _names(parts: Iterable[_Part]) -> Iterator[str]:
    for part in parts:
        if part.inside:
            yield from _names(part.inside)
        else:
            yield part.column
            if _holds_dates(part):
                yield from (f"{part.column}_start", f"{part.column}_end")


def _holds_dates(part: _Part) -> bool:
    return part.field.kind.cls is DateSpan


def _record(
    cls: type[R], parts: tuple[_Part, ...], row: Mapping[Any, Any], path: str, problems: Problems
) -> R | None:
    """Return the record of a row, or None if there are problems."""
    built = _builtins(parts, row)
    if not built and problems.is_full:
        # Long tables often end with empty rows, whose problems are counted without finding each one.
        problems.count += sum(part.field.required for part in parts)
        return None
    problems.add_all(_contradictions(parts, row), path)
    try:
        record = structure(built, cls)
    except InvalidRecordError as error:
        problems.add_error(error, path)
        return None
    year = single(row.get("year"), int) if "year" in derived(cls) else None
    if year is not None and (type(year) is not int or year != record.year):  # type: ignore[attr-defined]
        expected = f"{record.year}, as in the id, or an empty cell"  # type: ignore[attr-defined]
        problems.add(f"{path}.year", f"got {quoted(year)}", expected)
    return record


def _builtins(parts: Iterable[_Part], row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the cells of a row in the form that `structure` reads."""
    made: dict[str, Any] = {}
    for part in parts:
        kind, value = part.field.kind, row.get(part.column)
        if part.inside:
            value = _builtins(part.inside, row) or None
        elif _holds_dates(part):
            value = _dates(row, part.column)
        elif kind.many or kind.elements is not None:
            value = several(value, kind.cls) or None
        else:
            value = single(value, kind.cls)
        if value is not None:
            made[part.field.name] = value
    return made


def _date_cells(row: Mapping[Any, Any], name: str) -> tuple[Any, Any, Any]:
    """Return the dates, the first and the last day of a row, or None for missing ones."""
    return plain(row.get(name)), plain(row.get(f"{name}_start")), plain(row.get(f"{name}_end"))


def _dates(row: Mapping[Any, Any], name: str) -> Any:
    dates, first, last = _date_cells(row, name)
    if dates is not None or first is None:
        return edtf(dates)
    return edtf(first) if last is None else f"{edtf(first)}/{edtf(last)}"


def _contradictions(parts: Iterable[_Part], row: Mapping[Any, Any]) -> Iterator[Problem]:
    """Yield the problems of columns of days that contradict the column of dates."""
    for part in filter(_holds_dates, parts):
        name = part.column
        dates, first, last = _date_cells(row, name)
        whole = span(dates)
        if whole:
            yield from _other(first, whole.start, f"{name}_start", name)
            yield from _other(last, whole.end, f"{name}_end", name)
        elif dates is None and first is None and last is not None:
            yield Problem(f"$.{name}_start", "missing", f"a day, beside {name}_end")


def _other(cell: Any, day: date, column: str, dates: str) -> Iterator[Problem]:
    given = span(cell)
    if cell is not None and (given is None or day not in (given.start, given.end)):
        yield Problem(f"$.{column}", f"got {quoted(edtf(cell))}", f"{day}, as in {dates}, or an empty cell")
