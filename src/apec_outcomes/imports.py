"""What other tools write, made into records: calendars and tables.

Both go through `apec_outcomes.structure`, and tell every problem with its place.
"""

import csv
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from io import StringIO
from itertools import count
from types import NoneType
from typing import Annotated, Any, TypeVar, get_args, get_origin

import attrs

from apec_outcomes._extras import library
from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import DateParseError, InvalidRecordError, Problem, QueryError, quoted
from apec_outcomes.export.csv import SEPARATOR
from apec_outcomes.export.icalendar import OURS
from apec_outcomes.model import CalendarEntry, EconomyKind, Meeting, Status
from apec_outcomes.model._record import Pattern, Record
from apec_outcomes.model._text import slug
from apec_outcomes.model.calendar import EntryId
from apec_outcomes.serialization.converters import structure

__all__ = ["from_icalendar", "from_table"]

R = TypeVar("R", bound=Record)

_BAR = SEPARATOR.strip()  # between the values of one cell


def from_table(table: Any, cls: type[R] = Meeting) -> tuple[R, ...]:  # type: ignore[assignment]
    """Return the records that the rows of a table describe.

    The columns are those of ``to_pandas()``: one a field, ``venue_city`` and the like for what stands within
    one. Dates stand in one column as text (``dates``: EDTF, or as people write them), or in two of days
    (``dates_start`` and ``dates_end``); where all are there, they must agree, as must ``year`` and ``id``.
    Several values are a list, or a text with bars between them, as in CSV: there a bar within a value cannot
    be told from one between two, so such a value comes back as two.

    Parameters
    ----------
    table
        A pandas, polars or Arrow table, the path of a CSV file in UTF-8, or rows as mappings.
    cls
        The class of the records.

    Raises
    ------
    InvalidRecordError
        With every problem, each with its row and field, such as ``$[3].dates``.
    QueryError
        Where ``cls`` is no class of the record.
    OSError
        Where the file cannot be read.

    >>> import apec_outcomes as apec
    >>> row = {"id": "2027-workshop", "title": "Workshop", "kind": "workshop", "status": "held",
    ...        "dates": "22-23 February 2027", "venue_city": "Lima", "themes": "customs | services"}
    >>> [made] = apec.from_table([row])
    >>> made.dates.edtf, made.venue.city, made.themes
    ('2027-02-22/2027-02-23', 'Lima', ('customs', 'services'))
    """
    if not (isinstance(cls, type) and issubclass(cls, Record) and attrs.has(cls)):
        raise QueryError(f"got {cls!r}; expected a class of the record")
    rows, columns = list(_rows(table)), _columns(cls)
    _require_columns(rows, columns)
    problems = [
        problem for index, row in enumerate(rows) for problem in _contradictions(columns, row, f"$[{index}]")
    ]
    built = [_builtins(cls, row, "") for row in rows]
    made: tuple[R, ...] = ()
    try:
        made = structure(built, tuple[cls, ...])  # type: ignore[valid-type]
    except InvalidRecordError as error:
        problems += error.problems
    else:
        for index, (row, record) in enumerate(zip(rows, made, strict=True)):
            problems += _other_year(row, record, f"$[{index}].year")
    if problems:
        raise InvalidRecordError(problems)
    return made


def _require_columns(rows: Iterable[Any], columns: Sequence[str]) -> None:
    """Raise where a row is no mapping, or holds what no column of these does."""
    problems = [
        Problem(f"$[{index}]", f"got {quoted(row)}", "a mapping of columns")
        for index, row in enumerate(rows)
        if not isinstance(row, Mapping)
    ]
    if not problems:
        unknown = sorted({str(name) for row in rows for name in row if name not in columns})
        expected = f"one of {', '.join(columns)}"
        problems = [Problem(f"$[*].{name}", "unknown column", expected) for name in unknown]
    if problems:
        raise InvalidRecordError(problems)


def _rows(table: Any) -> Iterable[Any]:
    """Return the rows of a table, whatever holds it."""
    if isinstance(table, str | os.PathLike):
        return _csv_rows(os.fsdecode(table))
    rows = _plain(table)
    if isinstance(table, type | Mapping | bytes):
        rows = None
    elif hasattr(table, "to_pylist"):  # Arrow
        _require_distinct(getattr(table, "column_names", ()))
        rows = table.to_pylist()
    elif hasattr(table, "to_dicts"):  # polars
        rows = table.to_dicts()
    elif hasattr(table, "to_dict") and hasattr(table, "columns"):  # pandas
        _require_distinct(table.columns)
        rows = table.to_dict("records")
    if not isinstance(rows, Iterable):
        raise InvalidRecordError([Problem("$", f"got {quoted(table)}", "a table, or rows as mappings")])
    return rows


def _require_distinct(names: Iterable[Any], file: str | None = None) -> None:
    """Raise where two columns have one name: a row as a mapping would hold the last of them alone."""
    repeated = [name for name, times in Counter(names).items() if times > 1]
    if repeated:
        message, expected = "two columns of one name", "one of each"
        raise InvalidRecordError(Problem(f"$[*].{name}", message, expected, file) for name in repeated)


def _csv_rows(path: str) -> list[dict[str, Any]]:
    try:
        with _long_fields():
            reader = csv.DictReader(StringIO(_content(path).decode("utf-8-sig"), newline=""), strict=True)
            rows = list(reader)
    except UnicodeDecodeError as error:
        raise InvalidRecordError([Problem("$", "not UTF-8", "CSV in UTF-8", path)]) from error
    except csv.Error as error:
        raise InvalidRecordError([Problem("$", str(error), "CSV as RFC 4180 has it", path)]) from error
    _require_distinct(reader.fieldnames or (), path)
    problems = [
        Problem(f"$[{index}]", "more cells than columns", "a cell a column", path)
        for index, row in enumerate(rows)
        if None in row
    ]
    if problems:
        raise InvalidRecordError(problems)
    return rows


@contextmanager
def _long_fields() -> Iterator[None]:
    """Let a field of a CSV file be as long as it is; the limit is one for the whole process."""
    limit = csv.field_size_limit(2**31 - 1)  # what a C long holds on every system
    try:
        yield
    finally:
        csv.field_size_limit(limit)


def _content(path: str | os.PathLike[str]) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except ValueError as error:  # a null character within it
        raise InvalidRecordError([Problem("$", str(error), "the path of a file")]) from error


def _columns(cls: Any, prefix: str = "") -> list[str]:
    """Return the columns that a table of such records can have."""
    names = ["year"] if isinstance(vars(cls).get("year"), property) else []  # it follows from the id
    for field in attrs.fields(cls):
        kind = _inner(field.type)
        name = f"{prefix}{field.name}"
        if kind is DateSpan:
            names += [name, f"{name}_start", f"{name}_end"]
        elif isinstance(kind, type) and issubclass(kind, Record):
            names += _columns(kind, f"{name}_") if get_origin(field.type) is not tuple else []
        else:
            names.append(name)
    return names


def _inner(kind: Any) -> Any:
    """Return what a field holds: one of many, or what it is when it is there at all."""
    while get_args(kind):
        kind = next(part for part in get_args(kind) if part is not NoneType)
    return kind


def _builtins(cls: Any, row: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """Return what `structure` takes for the cells of a row."""
    made: dict[str, Any] = {}
    for field in attrs.fields(cls):
        kind, name = _inner(field.type), f"{prefix}{field.name}"
        value: Any
        if kind is DateSpan:
            value = _dates(row, name)
        elif isinstance(kind, type) and issubclass(kind, Record):
            value = _builtins(kind, row, f"{name}_") if get_origin(field.type) is not tuple else None
        elif _is_many(field.type):
            value = [_cell(kind, each) for each in _several(row.get(name))]
        else:
            value = _cell(kind, row.get(name))
        if value is not None and not (isinstance(value, dict | list) and not value):
            made[field.name] = value
    return made


def _is_many(kind: Any) -> bool:
    return get_origin(kind) is tuple or (get_origin(kind) is Annotated and _is_many(get_args(kind)[0]))


def _several(cell: Any) -> Iterable[Any]:
    held = _plain(cell)
    if held is None:
        return ()
    if isinstance(held, str):
        return [part.strip() for part in held.split(_BAR) if part.strip()]
    return list(held) if isinstance(held, Iterable) and not isinstance(held, Mapping | bytes) else [held]


def _cell(kind: Any, cell: Any) -> Any:
    """Return a cell as a builtin of its kind; what it cannot be stays, for `structure` to tell."""
    value = _plain(cell)
    if kind is int and isinstance(value, float) and value.is_integer():
        return int(value)
    if kind is int and isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,9}\s*", value):
        return int(value)
    if kind is bool and isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    return value


def _plain(cell: Any) -> Any:
    """Return what a cell holds as a builtin, and none where it is empty, as each tool has it."""
    kind = type(cell).__name__
    if kind == "datetime64":  # NumPy's: known to the day, the month or the year
        return None if str(cell) == "NaT" else str(cell)[:10]
    if kind in ("NAType", "NaTType") or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, StrEnum):
        return cell.value
    builtin = getattr(cell, "tolist", None)  # of a number or an array of NumPy
    value = builtin() if builtin else cell
    return None if isinstance(value, float) and value != value else value


def _dates(row: Mapping[str, Any], name: str) -> Any:
    said, start, end = _date_cells(row, name)
    if said is not None or start is None:
        return _edtf(said)
    return _edtf(start) if end is None else f"{_edtf(start)}/{_edtf(end)}"


def _date_cells(row: Mapping[str, Any], name: str) -> tuple[Any, Any, Any]:
    return _plain(row.get(name)), _plain(row.get(f"{name}_start")), _plain(row.get(f"{name}_end"))


def _edtf(value: Any) -> Any:
    """Return a date as EDTF; what is no date stays as it is, for `structure` to tell."""
    span = _span(value)
    return value if span is None else span.edtf


def _span(value: Any) -> DateSpan | None:
    try:
        return DateSpan.of(value)
    except DateParseError:
        return None


def _contradictions(columns: Iterable[str], row: Mapping[str, Any], path: str) -> Iterator[Problem]:
    """Yield the days that would be lost, since the dates beside them are others."""
    for name in [column.removesuffix("_start") for column in columns if column.endswith("_start")]:
        said, start, end = _date_cells(row, name)
        whole = _span(said)
        if whole:
            yield from _other(start, whole.start, f"{path}.{name}_start", name)
            yield from _other(end, whole.end, f"{path}.{name}_end", name)
        elif said is None and start is None and end is not None:
            yield Problem(f"{path}.{name}_start", "missing", f"a day, beside {name}_end")


def _other(cell: Any, day: date, path: str, name: str) -> Iterator[Problem]:
    span = _span(cell)
    if cell is not None and (span is None or day not in (span.start, span.end)):
        yield Problem(path, f"got {quoted(_edtf(cell))}", f"{day}, as {name} says, or nothing")


def _other_year(row: Mapping[str, Any], record: Any, path: str) -> Iterator[Problem]:
    """Yield a year that would be lost, since the id says another."""
    said = _cell(int, row.get("year"))
    if said is not None and (type(said) is not int or said != record.year):
        yield Problem(path, f"got {quoted(said)}", f"{record.year}, as the id says, or nothing")


def from_icalendar(source: str | bytes | os.PathLike[str]) -> tuple[CalendarEntry, ...]:
    """Return the events of a calendar (RFC 5545) as calendar entries.

    An event lasts from the day on which it starts to the last one before its end, in the time zone of its
    start; dates that ``to_icalendar()`` knew less exactly stay so until the event is moved. Its id is that of
    its UID, where ``to_icalendar()`` wrote it, or is made of its year and title. Of a place, the last part is
    a member economy where it is the name of one, and the one before it the city; any other is the name of a
    venue. Events that recur, and properties that are given twice, are problems.

    Parameters
    ----------
    source
        The path of a file, or the text of one.

    Raises
    ------
    InvalidRecordError
        With every problem, each with its event and property, such as ``$.events[2].dtstart``.
    MissingExtraError
        Where icalendar is not installed.
    OSError
        Where the file cannot be read.

    >>> import apec_outcomes as apec
    >>> mining = apec.load().calendar.where(id="cal-2024-mining")
    >>> [entry] = apec.from_icalendar(mining.to_icalendar())
    >>> entry.id, entry.dates.edtf
    ('cal-2024-mining', '2024-09-11')
    """
    icalendar = library("icalendar", "icalendar")
    text = source
    if isinstance(source, os.PathLike) or (isinstance(source, str) and "\n" not in source):
        text = _content(source)
    try:
        events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    except Exception as error:  # whatever its parser meets
        message = " ".join(str(error).split())[:200] or type(error).__name__
        raise InvalidRecordError([Problem("$", message, "a calendar as RFC 5545 has it")]) from error
    problems: list[Problem] = []
    entries: list[CalendarEntry] = []
    for index, event in enumerate(events):
        try:
            entries.append(_entry(event))
        except InvalidRecordError as error:
            problems += _located(error, f"$.events[{index}]")
    if problems:
        raise InvalidRecordError(problems)
    said = [event.get("uid") == f"{entry.id}{OURS}" for entry, event in zip(entries, events, strict=True)]
    ids = _ids([entry.id for entry in entries], said)
    return tuple(attrs.evolve(entry, id=key) for entry, key in zip(entries, ids, strict=True))


# The properties that are read, what each holds, and how to say it.
_READ: Mapping[str, tuple[type, str]] = {
    "summary": (str, "a title"),
    "dtstart": (date, "a day"),
    "dtend": (date, "a day"),
    "duration": (timedelta, "a duration, such as P1D"),
    "x-edtf": (str, "a date as EDTF"),
    "status": (str, "a status"),
    "location": (str, "a place"),
    "uid": (str, "an id"),
}

_RECURRING = ("rrule", "rdate")

# Where the problems of a field are told: at the property that became it.
_PROPERTY_OF = {"$.title": "$.summary", "$.venue.name": "$.location", "$.venue.city": "$.location"}

_is_entry_id = re.compile(
    next(note.regex for note in get_args(EntryId) if isinstance(note, Pattern))
).fullmatch


def _ids(wanted: Sequence[str], said: Sequence[bool]) -> list[str]:
    """Return an id of its own for each event: the one wanted, first of all where its UID says so."""
    given: dict[str, int] = {}  # the event that has it
    for event, key in enumerate(wanted):
        if said[event]:
            given.setdefault(key, event)
    settled = set(given.values())
    numbers: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(2))
    for event, key in enumerate(wanted):
        if event not in settled:
            free = key
            while free in given:
                free = f"{key}-{next(numbers[key])}"
            given[free] = event
    return sorted(given, key=given.__getitem__)


def _located(error: InvalidRecordError, path: str) -> Iterator[Problem]:
    """Yield the problems of an entry as those of its event."""
    for problem in error.problems:
        place = _PROPERTY_OF.get(problem.path, problem.path)
        yield Problem(path + place[1:], problem.message, problem.expected)


def _entry(event: Any) -> CalendarEntry:
    """Return the entry that an event makes, its problems located from ``$`` on."""
    said = {name: _said(event, name) for name in _READ}
    problems = [value for value in said.values() if isinstance(value, Problem)]
    days = None
    if not problems:
        try:
            days = _days(said["dtstart"], said["dtend"], said["duration"])
        except InvalidRecordError as error:
            problems += error.problems
    problems += _beyond(event, said)
    if problems or days is None:
        raise InvalidRecordError(problems)
    first, last = days
    title = " ".join(said["summary"].split())
    uid = said["uid"] or ""
    key = uid.removesuffix(OURS)
    place = " ".join((said["location"] or "").split())
    cancelled = (said["status"] or "").upper() == Status.CANCELLED.name
    made = {
        "id": key if key != uid and _is_entry_id(key) else f"cal-{first.year:04}-{slug(title)}",
        "title": title,
        "dates": _edtf_of(first, last, said["x-edtf"]),
        "status": (Status.CANCELLED if cancelled else Status.SCHEDULED).value,
    }
    return structure(made | ({"venue": _venue(place)} if place else {}), CalendarEntry)


def _beyond(event: Any, said: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what an event has beyond what an entry holds."""
    if isinstance(said["x-edtf"], str) and not _span(said["x-edtf"]):
        yield Problem("$.x-edtf", f"got {quoted(said['x-edtf'])}", _READ["x-edtf"][1])
    for name in _RECURRING:
        if name in event:
            yield Problem(f"$.{name}", "an event that recurs", "each event by itself")
    if "dtend" in event and "duration" in event:
        yield Problem("$.duration", "given beside dtend", "one of the two")
    for name, message in event.errors:  # icalendar leaves out such lines; its version 6, such values too
        if name is None or (name not in event and name.lower() in (*_READ, *_RECURRING)):
            place = f"$.{name.lower()}" if name else "$"
            yield Problem(place, " ".join(message.split())[:200], "a line as RFC 5545 has it")


def _said(event: Any, name: str) -> Any:
    """Return what a property says, none where it is absent, or a problem where it says something else."""
    kind, expected = _READ[name]
    held = event.get(name)
    if isinstance(held, list):
        return Problem(f"$.{name}", f"given {len(held)} times", expected)
    value = str(held) if isinstance(held, str) else getattr(held, "dt", held)
    if value is None or value == "":
        missing = name in ("summary", "dtstart")
        return Problem(f"$.{name}", "missing", expected) if missing else None
    return value if isinstance(value, kind) else Problem(f"$.{name}", f"got {quoted(value)}", expected)


def _days(start: date, end: date | None, length: timedelta | None) -> tuple[date, date]:
    """Return the first and the last day of an event: one that ends at midnight ends on the day before."""
    zone = start.tzinfo if isinstance(start, datetime) else None
    name, said = ("duration", length) if end is None else ("dtend", end)
    begun = ended = _clock(start, zone)
    try:
        if end is not None:
            ended = _clock(end, zone)
        elif length is not None:
            ended += length
    except OverflowError:
        expected = "an end in the years from 1 to 9999"
        raise InvalidRecordError([Problem(f"$.{name}", f"got {quoted(said)}", expected)]) from None
    if ended > begun and ended.time() == time():
        ended -= timedelta(days=1)
    first, last = begun.date(), ended.date()
    if last < first:
        message = f"{last} is before {first}"
        raise InvalidRecordError([Problem(f"$.{name}", message, "an end after the start")])
    return first, last


def _clock(when: date, zone: tzinfo | None) -> datetime:
    """Return what a clock in the zone shows at a time; a day begins at midnight."""
    if not isinstance(when, datetime):
        return datetime.combine(when, time())
    return (when.astimezone(zone) if zone and when.tzinfo else when).replace(tzinfo=None)


def _edtf_of(first: date, last: date, said: str | None) -> str:
    """Return the days as EDTF, as exactly as the event says, unless it was moved since it said so."""
    known, days = _span(said), DateSpan(start=first, end=last)
    return (known if known and (known.start, known.end) == (first, last) else days).edtf


def _venue(place: str) -> dict[str, str]:
    from apec_outcomes.bundled import load

    parts = [part.strip() for part in place.split(",")]
    # The name of an economy can have a comma of its own, but hardly more.
    for start in range(max(0, len(parts) - 3), len(parts)):
        economy = load().economies.get(", ".join(parts[start:]))
        if economy is not None and economy.kind is EconomyKind.MEMBER:
            *building, city = parts[:start] or [""]
            found = {"name": ", ".join(building), "city": city, "economy": economy.code}
            return {name: value for name, value in found.items() if value}
    return {"name": place}
