"""CSV files of other programs, read as records."""

import csv
import tracemalloc
from pathlib import Path
from typing import Any

import pandas
import pytest

import apec_outcomes as apec
from conftest import problems_in
from table_records import flat


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
    # Some seconds for outcomes: every record of the bundled data is read twice, strictly.
    query = getattr(data, collection)
    query.to_pandas().to_csv(tmp_path / "a.csv", index=index)
    read = apec.from_table(tmp_path / "a.csv", cls)
    assert [apec.unstructure(record) for record in read] == [flat(record) for record in query]
    again = apec.from_table(pandas.read_csv(tmp_path / "a.csv", index_col=0 if index else False), cls)
    assert again == read


@pytest.mark.parametrize("numbers", ["0,1", "1,2"], ids=["pandas", "R"])
def test_an_index_column_is_ignored(tmp_path: Path, numbers: str) -> None:
    first, second = numbers.split(",")
    path = csv_of(tmp_path, f",id,label\n{first},a,A\n{second},b,B\n")
    assert [theme.id for theme in apec.from_table(path, apec.Theme)] == ["a", "b"]


@pytest.mark.parametrize("cells", ["0,2", "2,3", "a,b", ","])
def test_a_column_without_a_name_that_is_not_an_index_is_a_problem(tmp_path: Path, cells: str) -> None:
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
def test_a_message_describes_the_problem_of_a_file(tmp_path: Path, text: str | bytes, message: str) -> None:
    path = csv_of(tmp_path, text)
    with pytest.raises(apec.InvalidRecordError) as caught:
        apec.from_table(path, apec.Theme)
    assert [str(problem) for problem in caught.value.problems] == [f"{path}: {message}"]


def test_the_rows_of_a_file_are_not_kept_in_memory(tmp_path: Path) -> None:
    path = csv_of(tmp_path, "id,label\n" + ",\n" * 20_000)
    tracemalloc.start()
    with pytest.raises(apec.InvalidRecordError, match="^40,000 problems"):
        apec.from_table(path, apec.Theme)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10 * path.stat().st_size + 1_500_000
