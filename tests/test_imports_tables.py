"""Tables that other programs wrote, read as records: every problem has its place."""

import csv
import json
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy
import pandas
import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

import apec_outcomes as apec
from apec_outcomes.model._record import Record
from conftest import problems_in
from strategies import texts

ROW: dict[str, Any] = {"id": "2027-a", "title": "A", "kind": "workshop", "status": "held", "dates": "2027-02"}


def flat(record: Any) -> dict[str, Any]:
    """Return what a table can hold of a record: all but the records within it."""
    held = ("documents", "sessions", "topics", "organisations")
    return {name: value for name, value in apec.unstructure(record).items() if name not in held}


@pytest.mark.parametrize("make", ["to_pandas", "to_polars", "to_arrow"])
@pytest.mark.parametrize(
    ("collection", "cls"),
    [
        ("meetings", apec.Meeting),
        ("outcomes", apec.Outcome),
        ("calendar", apec.CalendarEntry),
        ("economies", apec.Economy),
        ("sources", apec.Source),
        ("host_years", apec.HostYear),
        ("fora", apec.Forum),
        ("sessions", apec.Session),
        ("documents", apec.Document),
    ],
)
def test_a_data_frame_is_read_back(data: apec.Dataset, make: str, collection: str, cls: Any) -> None:
    query = getattr(data, collection)[:200]
    found = apec.from_table(getattr(query, make)(), cls)
    assert [apec.unstructure(record) for record in found] == [flat(record) for record in query]


@pytest.mark.parametrize(("collection", "cls"), [("meetings", apec.Meeting), ("outcomes", apec.Outcome)])
def test_a_csv_file_is_read_back(data: apec.Dataset, tmp_path: Path, collection: str, cls: Any) -> None:
    query = getattr(data, collection).since(2020)
    query.export(tmp_path / "a.csv")
    read = [apec.unstructure(record) for record in apec.from_table(tmp_path / "a.csv", cls)]
    assert read == [flat(record) for record in query]


def test_dates_may_stand_in_two_columns_or_as_people_write_them() -> None:
    days = {key: value for key, value in ROW.items() if key != "dates"}
    rows = [
        days | {"dates_start": date(2027, 2, 22), "dates_end": date(2027, 2, 23)},
        days | {"id": "2027-b", "dates_start": pandas.Timestamp("2027-02-22"), "dates_end": pandas.NaT},
        days | {"id": "2027-c", "dates": "22-23 February 2027"},
    ]
    made: tuple[apec.Meeting, ...] = apec.from_table(rows)
    assert [each.dates.edtf for each in made] == [
        "2027-02-22/2027-02-23",
        "2027-02-22",
        "2027-02-22/2027-02-23",
    ]


@pytest.mark.parametrize(
    ("given", "edtf"),
    [
        (numpy.datetime64("2027-02-01", "D"), "2027-02-01"),
        (numpy.datetime64("2027-02-01T09:00", "ns"), "2027-02-01"),
        (numpy.datetime64("2027-02", "M"), "2027-02"),
        (numpy.int64(2027), "2027"),
        (2027, "2027"),
        (numpy.str_("2027-02"), "2027-02"),
        (apec.DateSpan.of("2027-02"), "2027-02"),
    ],
)
def test_dates_may_be_of_any_type_of_date(given: Any, edtf: str) -> None:
    made: tuple[apec.Meeting, ...] = apec.from_table([ROW | {"dates": given}])
    assert [each.dates.edtf for each in made] == [edtf]


@pytest.mark.parametrize(
    "given", [numpy.array(["2027", "2028"]), numpy.array([]), numpy.int64(-1), b"2027", 2.5]
)
def test_what_is_no_date_is_told_whatever_it_is(given: Any) -> None:
    assert [path for path, _ in problems_in(apec.from_table, [ROW | {"dates": given}])] == ["$[0].dates"]


@pytest.mark.parametrize(
    "empty",
    [None, "", " ", float("nan"), numpy.float32("nan"), numpy.datetime64("NaT", "D"), pandas.NA, pandas.NaT],
)
def test_a_cell_may_be_empty_as_each_tool_has_it(empty: Any) -> None:
    rows = [ROW | dict.fromkeys(("dates_start", "dates_end", "ordinal", "themes", "venue_city"), empty)]
    made: tuple[apec.Meeting, ...] = apec.from_table(rows)
    assert made == apec.from_table([ROW])


def test_an_array_in_a_column_of_texts_is_told() -> None:
    for array in (numpy.array(["a", "b"]), numpy.array(["a"]), numpy.array([]), pandas.DataFrame({"a": [1]})):
        assert [path for path, _ in problems_in(apec.from_table, [ROW | {"title": array}])] == ["$[0].title"]


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ({"dates_start": "2025-02-01"}, "dates_start"),
        ({"dates_start": "soon"}, "dates_start"),
        ({"dates_end": date(2027, 3, 1)}, "dates_end"),
        ({"announced_end": "2027-02-01"}, "announced_start"),
    ],
)
def test_days_that_are_not_those_of_the_dates_are_told(days: dict[str, Any], wrong: str) -> None:
    row = {"id": "cal-2027-a", "title": "A", "dates": "2027-02"}
    assert apec.from_table(
        [row | {"dates_start": "2027-02-01", "dates_end": "2027-02-28"}], apec.CalendarEntry
    )
    found = problems_in(apec.from_table, [row, row | {"status": "x"} | days], apec.CalendarEntry)
    assert [path for path, _ in found] == [f"$[1].{wrong}", "$[1].status"]


@pytest.mark.parametrize("year", [2026, "2026", "soon", numpy.array([2027])])
def test_a_year_that_is_not_that_of_the_id_is_told(year: Any) -> None:
    rows = [ROW | {"year": 2027}, ROW | {"id": "2027-b", "year": year}]
    assert [path for path, _ in problems_in(apec.from_table, rows)] == ["$[1].year"]


def test_every_problem_has_its_row_and_field() -> None:
    rows = [ROW, ROW | {"kind": "party", "dates": "soon", "ordinal": "many"}, {"id": "2027-c"}]
    assert problems_in(apec.from_table, rows) == [
        ("$[1].kind", "got 'party'"),
        ("$[1].dates", "got 'soon'"),
        ("$[1].ordinal", "got 'many'"),
        ("$[2].title", "missing"),
        ("$[2].kind", "missing"),
        ("$[2].dates", "missing"),
        ("$[2].status", "missing"),
    ]


def test_an_unknown_column_is_a_problem() -> None:
    assert problems_in(apec.from_table, [ROW | {"town": "Lima"}]) == [("$[*].town", "unknown column")]


@pytest.mark.parametrize("given", [5, None, {"id": "x"}, b"id\n", pandas.DataFrame, numpy.array(5), "a\0b"])
def test_what_is_no_table_is_told(given: Any) -> None:
    assert [path for path, _ in problems_in(apec.from_table, given)] == ["$"]


@pytest.mark.parametrize(
    "given",
    [[1, ROW, "x"], pandas.Series([1, ROW, 2]), pyarrow.chunked_array([[1], [2, 3]]), "abc".__iter__()],
)
def test_rows_that_are_no_mappings_are_told(given: Any) -> None:
    paths = [path for path, _ in problems_in(apec.from_table, given)]
    assert paths[0] == "$[0]"
    assert paths[-1] == "$[2]"


@pytest.mark.parametrize(
    "cls", [int, dict, Record, apec.Status, apec.DateSpan, tuple[apec.Meeting, ...], None, 5]
)
def test_what_is_not_a_class_of_records_is_an_error(cls: Any) -> None:
    with pytest.raises(apec.QueryError, match="expected a class of records"):
        apec.from_table([ROW], cls)


def test_two_columns_of_the_same_name_are_a_problem(tmp_path: Path) -> None:
    names, row = ["id", "label", "label"], ["digital", "A", "B"]
    (tmp_path / "a.csv").write_text(",".join(names) + "\n" + ",".join(row) + "\n")
    columns = [pyarrow.array([cell]) for cell in row]
    tables = (
        tmp_path / "a.csv",
        pandas.DataFrame([row], columns=names),
        pyarrow.Table.from_arrays(columns, names=names),
        pyarrow.RecordBatch.from_arrays(columns, names=names),
    )
    for table in tables:
        found = problems_in(apec.from_table, table, apec.Theme)
        assert found == [("$[*].label", "2 columns of the same name")]


# CSV.


def csv_of(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize("index", [True, False], ids=["numbered", "plain"])
@pytest.mark.parametrize(
    ("collection", "cls"),
    [
        ("meetings", apec.Meeting),
        ("outcomes", apec.Outcome),
        ("calendar", apec.CalendarEntry),
        ("economies", apec.Economy),
        ("themes", apec.Theme),
        ("sessions", apec.Session),
        ("documents", apec.Document),
    ],
)
def test_a_csv_file_that_pandas_wrote_is_read_back(
    data: apec.Dataset, tmp_path: Path, collection: str, cls: Any, index: bool
) -> None:
    query = getattr(data, collection)
    query.to_pandas().to_csv(tmp_path / "a.csv", index=index)
    read = apec.from_table(tmp_path / "a.csv", cls)
    assert [apec.unstructure(record) for record in read] == [flat(record) for record in query]
    again = apec.from_table(pandas.read_csv(tmp_path / "a.csv", index_col=0 if index else False), cls)
    assert again == read


@pytest.mark.parametrize("numbers", ["0,1", "1,2"], ids=["pandas", "R"])
def test_a_first_column_that_counts_the_rows_is_left_out(tmp_path: Path, numbers: str) -> None:
    first, second = numbers.split(",")
    path = csv_of(tmp_path, f",id,label\n{first},a,A\n{second},b,B\n")
    assert [theme.id for theme in apec.from_table(path, apec.Theme)] == ["a", "b"]


@pytest.mark.parametrize("cells", ["0,2", "2,3", "a,b", ","])
def test_a_column_without_a_name_that_counts_nothing_is_a_problem(tmp_path: Path, cells: str) -> None:
    first, second = cells.split(",")
    path = csv_of(tmp_path, f",id,label\n{first},a,A\n{second},b,B\n")
    assert problems_in(apec.from_table, path, apec.Theme) == [("$[*]['']", "unknown column")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("id,label\na,A\nb\n", ("$[1]", "1 cell on line 3")),
        ("id,label\na,A\nb,B,\n", ("$[1]", "3 cells on line 3")),
        ('id,label\na,A\nb,"B', ("$", "line 3: unexpected end of data")),
        ('id,label\na,"A"B\n', ("$", "line 2: ',' expected after '\"'")),
        (b"id,label\na,A\nb,\xff\n", ("$", "line 3 is not UTF-8")),
        ("id,label\na," + "A" * 140_000, ("$", "line 2: field larger than field limit (131072)")),
        ("", ("$", "no line")),
    ],
    ids=["cut off", "cell too many", "open quote", "quote within", "latin-1", "long cell", "empty"],
)
def test_a_file_that_is_not_csv_is_a_problem(
    tmp_path: Path, text: str | bytes, problem: tuple[str, str]
) -> None:
    path, limit = csv_of(tmp_path, text), csv.field_size_limit()
    assert problems_in(apec.from_table, path, apec.Theme) == [problem]
    with pytest.raises(apec.InvalidRecordError) as caught:
        apec.from_table(path, apec.Theme)
    assert {each.file for each in caught.value.problems} == {str(path)}
    assert csv.field_size_limit() == limit


def test_empty_lines_a_byte_order_mark_and_any_line_ends_are_read(tmp_path: Path) -> None:
    path = csv_of(tmp_path, '\ufeffid,label\r\n\r\na,"A\nB"\n\nb,B')
    assert [theme.label for theme in apec.from_table(path, apec.Theme)] == ["A\nB", "B"]
    assert apec.from_table(csv_of(tmp_path, "id,label\n"), apec.Theme) == ()


def test_the_problems_of_a_file_name_it(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "id,town\nBad Id,x\n")
    with pytest.raises(apec.InvalidRecordError) as caught:
        apec.from_table(path, apec.Theme)
    assert {problem.file for problem in caught.value.problems} == {str(path)}


# Cells.


def theme_with(aliases: Any) -> apec.Theme:
    [theme] = apec.from_table([{"id": "a", "label": "A", "aliases": aliases}], apec.Theme)
    return theme


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("a | b", ("a", "b")),
        ("a|b |", ("a", "b")),
        ("a", ("a",)),
        (["a | b"], ("a | b",)),
        (("a", "b"), ("a", "b")),
        (numpy.array(["a", "b"]), ("a", "b")),
        ("[]", ()),
        ("['a', 'b']", ("a", "b")),
        (" ['a' ,'b'] ", ("a", "b")),
        ('["a", "it\'s"]', ("a", "it's")),
        ('["\\u00e9\\/\\ud83d\\ude00"]', ("é/😀",)),
        ("a [sic]", ("a [sic]",)),
        ("[a] | [b]", ("[a]", "[b]")),
    ],
)
def test_a_cell_can_have_several_values(cell: Any, values: tuple[str, ...]) -> None:
    assert theme_with(cell).aliases == values


@given(st.lists(texts, max_size=4), st.sampled_from([repr, json.dumps]))
def test_the_text_of_a_list_is_read_as_it_was_written(values: list[str], write: Callable[[Any], str]) -> None:
    assert theme_with(write(values)).aliases == tuple(values)


@pytest.mark.parametrize(
    ("cell", "path"),
    [
        ("['a' 'b']", "aliases"),
        ("['a', 'b'", "aliases"),
        ("['a', 5]", "aliases"),
        ("[1, 2]", "aliases"),
        ("[sic]", "aliases"),
        ("[nan]", "aliases"),
        ("['\\q']", "aliases"),
        ('["a", ' + "[" * 100_000, "aliases"),
        (5, "aliases[0]"),
        (2.5, "aliases[0]"),
        (True, "aliases[0]"),
        (["a", 5], "aliases[1]"),
        (b"a", "aliases[0]"),
        ({"a": 1}, "aliases[0]"),
    ],
    ids=lambda given: given[:20] if isinstance(given, str) else str(given),
)
def test_what_is_not_several_texts_is_a_problem(cell: Any, path: str) -> None:
    assert [found for found, _ in problems_in(theme_with, cell)] == [f"$[0].{path}"]


@pytest.mark.parametrize("year", [2026, 2026.0, "2026", "2026.0", " 2026.00 ", numpy.float64(2026)])
def test_a_year_can_be_a_number_that_a_tool_made_of_it(year: Any) -> None:
    row = {"id": "cal-2027-a", "title": "A", "dates": "2027-02", "announced": year}
    [entry] = apec.from_table([row], apec.CalendarEntry)
    assert entry.announced == apec.DateSpan.of(2026)


@pytest.mark.parametrize("number", [3, 3.0, "3", "3.0", " 3 ", numpy.int8(3), numpy.float32(3)])
def test_a_whole_number_can_be_written_as_another(number: Any) -> None:
    made: tuple[apec.Meeting, ...] = apec.from_table([ROW | {"ordinal": number}])
    assert [meeting.ordinal for meeting in made] == [3]


@pytest.mark.parametrize("number", [3.5, "3.5", "three", "3,0", True, "-3", float("inf"), [3]])
def test_what_is_not_a_whole_number_is_a_problem(number: Any) -> None:
    assert [path for path, _ in problems_in(apec.from_table, [ROW | {"ordinal": number}])] == ["$[0].ordinal"]


@pytest.mark.parametrize(
    ("cell", "founding"), [(True, True), ("TRUE", True), (" false", False), (None, False)]
)
def test_a_truth_value_can_be_a_text(cell: Any, founding: bool) -> None:
    [economy] = apec.from_table([{"code": "PER", "name": "Peru", "founding": cell}], apec.Economy)
    assert economy.founding is founding


@pytest.mark.parametrize("title", ["true", "3.0", "2026", "[]", "['a']", "a | b", "nan"])
def test_a_text_stays_as_it_is(title: str) -> None:
    made: tuple[apec.Meeting, ...] = apec.from_table([ROW | {"title": title}])
    assert [meeting.title for meeting in made] == [title]


# Messages.


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (5, "$: got 5; expected a table, or rows as mappings"),
        ("a\0b", "$: got 'a\\x00b'; expected the path of a file"),
        ([1], "$[0]: got 1; expected a mapping of columns"),
        (
            [{"id": "a", "label": "A", "town": 1}],
            "$[*].town: unknown column; expected one of id, label, broader, related, definition, aliases",
        ),
        (
            [{"id": "a", "label": "A", "aliases": "['a' 'b']"}],
            "$[0].aliases: got \"['a' 'b']\"; expected a list",
        ),
    ],
    ids=["no table", "path", "no row", "column", "list"],
)
def test_a_message_says_what_was_given_and_expected(rows: Any, message: str) -> None:
    with pytest.raises(apec.InvalidRecordError) as caught:
        apec.from_table(rows, apec.Theme)
    assert [str(problem) for problem in caught.value.problems] == [message]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"dates_start": "2025-01-01"},
            "dates_start: got '2025-01-01'; expected 2027-02-01, as in dates, or nothing",
        ),
        ({"dates_end": 2026}, "dates_end: got '2026'; expected 2027-02-28, as in dates, or nothing"),
        ({"announced_end": "2027-01-01"}, "announced_start: missing; expected a day, beside announced_end"),
        ({"year": 2026}, "year: got 2026; expected 2027, as in the id, or nothing"),
    ],
    ids=["start", "end", "no start", "year"],
)
def test_a_message_says_which_columns_contradict_each_other(cells: dict[str, Any], message: str) -> None:
    row = {"id": "cal-2027-a", "title": "A", "dates": "2027-02"}
    with pytest.raises(apec.InvalidRecordError) as caught:
        apec.from_table([row | cells], apec.CalendarEntry)
    assert [str(problem) for problem in caught.value.problems] == [f"$[0].{message}"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,label,label\n", "$[*].label: 2 columns of the same name; expected each name once"),
        ("id,label\na\n", "$[0]: 1 cell on line 2; expected 2, one for each column"),
        (b"id,label\n\xff,a\n", "$: line 2 is not UTF-8; expected CSV in UTF-8"),
        ("", "$: no line; expected a line with the names of the columns"),
        ('id,label\n"a', "$: line 2: unexpected end of data; expected CSV as in RFC 4180"),
    ],
    ids=["columns", "cells", "encoding", "empty", "quotes"],
)
def test_a_message_says_what_is_wrong_with_a_file(tmp_path: Path, text: str | bytes, message: str) -> None:
    path = csv_of(tmp_path, text)
    with pytest.raises(apec.InvalidRecordError) as caught:
        apec.from_table(path, apec.Theme)
    assert [str(problem) for problem in caught.value.problems] == [f"{path}: {message}"]


# Large tables.


@pytest.mark.parametrize(
    "name",
    [10**5000, -(10**5000), ("a", 10**5000), "a\x1b[31m", "a.b", "", "a" * 1000, None],
    ids=["huge", "below zero", "huge within", "escape code", "dot", "empty", "long", "none"],
)
def test_any_name_of_a_column_can_be_told_in_a_message(name: Any) -> None:
    [(path, message)] = problems_in(apec.from_table, [ROW | {name: 1}])
    assert message == "unknown column"
    assert path.startswith("$[*][")
    assert path.isprintable()
    assert len(path) < 200


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([{}] * 20_000, 100_000),
        ([ROW | {"kind": "party"}] * 3000, 3000),
        ([5] * 3000, 3000),
        ([{f"c{number}": 1 for number in range(3000)} | ROW], 3000),
    ],
    ids=["empty rows", "wrong rows", "no rows", "columns"],
)
def test_problems_are_listed_up_to_a_bound_and_then_counted(rows: list[Any], count: int) -> None:
    tracemalloc.start()
    with pytest.raises(apec.InvalidRecordError) as caught:
        apec.from_table(rows)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(caught.value.problems) == 1000
    assert caught.value.count == count
    assert peak < 5_000_000


def test_the_rows_of_a_file_are_not_all_kept(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "id,label\n" + ",\n" * 20_000)
    tracemalloc.start()
    with pytest.raises(apec.InvalidRecordError, match="^40,000 problems"):
        apec.from_table(path, apec.Theme)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10 * path.stat().st_size + 1_500_000
