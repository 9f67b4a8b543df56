"""Tables of other programs, read as records."""

import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import numpy
import pandas
import pyarrow
import pytest

import apec_outcomes as apec
from apec_outcomes.model._record import Record
from conftest import problems_in
from table_records import ROW, flat


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


def test_dates_can_be_in_two_columns_or_as_people_write_them() -> None:
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
def test_a_cell_that_is_not_a_date_is_a_problem(given: Any) -> None:
    assert [path for path, _ in problems_in(apec.from_table, [ROW | {"dates": given}])] == ["$[0].dates"]


@pytest.mark.parametrize(
    "empty",
    [None, "", " ", float("nan"), numpy.float32("nan"), numpy.datetime64("NaT", "D"), pandas.NA, pandas.NaT],
)
def test_a_cell_can_have_any_empty_value_of_a_tool(empty: Any) -> None:
    rows = [ROW | dict.fromkeys(("dates_start", "dates_end", "ordinal", "themes", "venue_city"), empty)]
    made: tuple[apec.Meeting, ...] = apec.from_table(rows)
    assert made == apec.from_table([ROW])


def test_an_array_in_a_column_of_texts_is_a_problem() -> None:
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
def test_days_that_contradict_the_dates_are_a_problem(days: dict[str, Any], wrong: str) -> None:
    row = {"id": "cal-2027-a", "title": "A", "dates": "2027-02"}
    assert apec.from_table(
        [row | {"dates_start": "2027-02-01", "dates_end": "2027-02-28"}], apec.CalendarEntry
    )
    found = problems_in(apec.from_table, [row, row | {"status": "x"} | days], apec.CalendarEntry)
    assert [path for path, _ in found] == [f"$[1].{wrong}", "$[1].status"]


@pytest.mark.parametrize("year", [2026, "2026", "soon", numpy.array([2027])])
def test_a_year_that_contradicts_the_id_is_a_problem(year: Any) -> None:
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
def test_an_argument_that_is_not_a_table_is_a_problem(given: Any) -> None:
    assert [path for path, _ in problems_in(apec.from_table, given)] == ["$"]


@pytest.mark.parametrize(
    "given",
    [[1, ROW, "x"], pandas.Series([1, ROW, 2]), pyarrow.chunked_array([[1], [2, 3]]), "abc".__iter__()],
)
def test_rows_that_are_not_mappings_are_a_problem(given: Any) -> None:
    paths = [path for path, _ in problems_in(apec.from_table, given)]
    assert paths[0] == "$[0]"
    assert paths[-1] == "$[2]"


@pytest.mark.parametrize(
    "cls", [int, dict, Record, apec.Status, apec.DateSpan, tuple[apec.Meeting, ...], None, 5]
)
def test_a_class_that_is_not_of_records_is_an_error(cls: Any) -> None:
    with pytest.raises(apec.ArgumentError, match="expected a class of records"):
        apec.from_table([ROW], cls)


def test_the_name_of_a_class_in_place_of_the_class_is_an_error() -> None:
    name: Any = "Meeting"
    with pytest.raises(apec.ArgumentError, match="expected the class apec_outcomes.Meeting, not its name"):
        apec.from_table([ROW], name)


def test_a_table_of_another_class_is_one_problem(data: apec.Dataset, tmp_path: Path) -> None:
    path = tmp_path / "outcomes.csv"
    data.outcomes[:3].to_pandas().to_csv(path)
    with pytest.raises(apec.InvalidRecordError) as caught:
        apec.from_table(path)
    assert [problem[1:3] for problem in caught.value.problems] == [
        ("the columns are those of outcomes", "apec_outcomes.Outcome as the second argument")
    ]
    assert len(apec.from_table(path, apec.Outcome)) == 3


def test_an_unknown_column_suggests_a_known_one() -> None:
    with pytest.raises(apec.InvalidRecordError, match=r"tittle: unknown column; .*did you mean 'title'\?"):
        apec.from_table([ROW | {"tittle": "x"}])


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
def test_a_message_has_the_given_and_the_expected_value(rows: Any, message: str) -> None:
    with pytest.raises(apec.InvalidRecordError) as caught:
        apec.from_table(rows, apec.Theme)
    assert [str(problem) for problem in caught.value.problems] == [message]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"dates_start": "2025-01-01"},
            "dates_start: got '2025-01-01'; expected 2027-02-01, as in dates, or an empty cell",
        ),
        ({"dates_end": 2026}, "dates_end: got '2026'; expected 2027-02-28, as in dates, or an empty cell"),
        ({"announced_end": "2027-01-01"}, "announced_start: missing; expected a day, beside announced_end"),
        ({"year": 2026}, "year: got 2026; expected 2027, as in the id, or an empty cell"),
    ],
    ids=["start", "end", "no start", "year"],
)
def test_a_message_says_which_columns_contradict_each_other(cells: dict[str, Any], message: str) -> None:
    row = {"id": "cal-2027-a", "title": "A", "dates": "2027-02"}
    with pytest.raises(apec.InvalidRecordError) as caught:
        apec.from_table([row | cells], apec.CalendarEntry)
    assert [str(problem) for problem in caught.value.problems] == [f"$[0].{message}"]


@pytest.mark.parametrize(
    "name",
    [10**5000, -(10**5000), ("a", 10**5000), "a\x1b[31m", "a.b", "", "a" * 1000, None],
    ids=["huge", "below zero", "huge within", "escape code", "dot", "empty", "long", "none"],
)
def test_a_message_can_name_any_column(name: Any) -> None:
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
def test_problems_are_listed_up_to_a_limit_and_then_counted(rows: list[Any], count: int) -> None:
    tracemalloc.start()
    with pytest.raises(apec.InvalidRecordError) as caught:
        apec.from_table(rows)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(caught.value.problems) == 1000
    assert caught.value.count == count
    assert peak < 5_000_000
