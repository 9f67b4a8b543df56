"""Tables: data frames, files and databases."""

import csv
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas
import polars
import pyarrow
import pyarrow.parquet
import pytest

import apec_outcomes as apec
import conftest
from apec_outcomes.export import FORMATS, Table

BOTH = ("small", "data")


@pytest.fixture(params=BOTH)
def dataset(request: pytest.FixtureRequest) -> apec.Dataset:
    found: apec.Dataset = request.getfixturevalue(request.param)
    return found


# Tables.


def test_a_class_has_a_table_and_multiple_values_have_link_tables(data: apec.Dataset) -> None:
    tables = data.tables()
    assert {"meetings", "sessions", "documents", "outcomes", "calendar", "themes", "sources"} <= set(tables)
    for name, query in (
        ("meetings", data.meetings),
        ("documents", data.documents),
        ("outcomes", data.outcomes),
    ):
        assert len(tables[name].rows) == len(query)
    links = tables["outcome_builds_on"]
    assert {(row[0], row[2]) for row in links.rows} == {
        (outcome.id, earlier) for outcome in data.outcomes for earlier in outcome.builds_on
    }


def test_keys_are_unique_and_foreign_keys_resolve(dataset: apec.Dataset) -> None:
    tables = dataset.tables()

    def values(table: Table, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
        places = [[column.name for column in table.columns].index(name) for name in columns]
        return [tuple(row[place] for place in places) for row in table.rows]

    for table in tables.values():
        assert all(len(row) == len(table.columns) for row in table.rows)
        keys = values(table, table.key)
        assert len(set(keys)) == len(keys)
        for key in table.foreign_keys:
            there = set(values(tables[key.table], key.references))
            named = {each for each in values(table, key.columns) if None not in each}
            # Bundled records that an own dataset refers to are not in its tables.
            assert named <= there


def test_columns_have_their_declared_types(data: apec.Dataset) -> None:
    types: dict[str, type] = {"text": str, "integer": int, "boolean": bool, "date": date}
    for table in data.tables().values():
        for place, column in enumerate(table.columns):
            assert column.description
            for row in table.rows:
                value = row[place]
                assert (value is None and not column.required) or type(value) is types[column.type]
                assert not column.categories or value is None or value in column.categories


def test_the_columns_of_a_class_are_stable(data: apec.Dataset) -> None:
    assert [column.name for column in data.tables()["outcomes"].columns] == [
        "id", "year", "meeting", "session", "title", "kind", "summary",
        "date", "date_start", "date_end", "target_date", "target_date_start", "target_date_end",
        "document", "takeaway", "heading", "note",
    ]  # fmt: skip


# Data frames.


def test_pandas_has_real_dates_and_categories(data: apec.Dataset) -> None:
    frame = data.meetings.to_pandas()
    assert len(frame) == len(data.meetings)
    assert pandas.api.types.is_datetime64_any_dtype(frame["dates_start"])
    assert isinstance(frame["kind"].dtype, pandas.CategoricalDtype)
    assert str(frame["ordinal"].dtype) == "Int64"
    for meeting, row in zip(data.meetings, frame.to_dict("records"), strict=True):
        assert (row["id"], row["kind"], row["themes"]) == (meeting.id, meeting.kind, list(meeting.themes))
        assert row["dates_start"].date() == meeting.dates.start


def test_polars_has_real_dates_and_enums(data: apec.Dataset) -> None:
    frame = data.outcomes.to_polars()
    assert frame.schema["date_start"] == polars.Date
    assert isinstance(frame.schema["kind"], polars.Enum)
    assert frame.schema["themes"] == polars.List(polars.String)
    for outcome, row in zip(data.outcomes, frame.iter_rows(named=True), strict=True):
        assert (row["id"], row["kind"]) == (outcome.id, outcome.kind.value)
        assert tuple(row["themes"]) == outcome.themes
        assert row["target_date_end"] == (outcome.target_date.end if outcome.target_date else None)


def test_arrow_has_real_dates_and_dictionaries(data: apec.Dataset) -> None:
    table = data.calendar.to_arrow()
    assert table.schema.field("dates_start").type == pyarrow.date32()
    assert pyarrow.types.is_dictionary(table.schema.field("status").type)
    assert not table.schema.field("id").nullable
    assert table.column("id").to_pylist() == list(data.calendar.ids())


@pytest.mark.parametrize("make", ["to_pandas", "to_polars", "to_arrow"])
def test_an_empty_query_has_all_columns(data: apec.Dataset, make: str) -> None:
    none, some = data.meetings[:0], data.meetings[:5]
    names = [
        list(getattr(frame, "columns", ()) if make != "to_arrow" else frame.column_names)
        for frame in (getattr(none, make)(), getattr(some, make)())
    ]
    assert names[0] == names[1] != []


# Files.


def test_csv_is_read_back(data: apec.Dataset, tmp_path: Path) -> None:
    data.outcomes.export(tmp_path / "outcomes.csv")
    with (tmp_path / "outcomes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for outcome, row in zip(data.outcomes, rows, strict=True):
        assert (row["id"], row["summary"], row["note"]) == (outcome.id, outcome.summary, outcome.note or "")
        assert row["themes"] == " | ".join(outcome.themes)


def test_parquet_is_read_back_with_its_types(dataset: apec.Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "tables", to="parquet")
    for name, table in dataset.tables().items():
        read = pyarrow.parquet.read_table(tmp_path / "tables" / f"{name}.parquet")
        assert read.column_names == [column.name for column in table.columns]
        assert [tuple(row.values()) for row in read.to_pylist()] == list(table.rows)


def test_excel_is_read_back(data: apec.Dataset, tmp_path: Path) -> None:
    data.export(tmp_path / "apec.xlsx")
    book = openpyxl.load_workbook(tmp_path / "apec.xlsx", read_only=True)
    assert book.sheetnames == ["about", *data.tables()]
    rows = list(book["meetings"].iter_rows(values_only=True))
    head, first = rows[0], dict(zip(rows[0], rows[1], strict=True))
    assert head[:3] == ("id", "year", "title")
    meeting = data.meetings.first()
    assert meeting is not None
    assert first["id"] == meeting.id
    assert first["dates_start"] == datetime.combine(meeting.dates.start, datetime.min.time())
    book.close()


def test_a_text_that_looks_like_a_formula_stays_a_text(small: apec.Dataset, tmp_path: Path) -> None:
    apec.Dataset(themes=[apec.Theme(id="sum", label="=1+1")]).export(tmp_path / "themes.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "themes.xlsx")["themes"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")


def test_sqlite_keeps_the_keys(dataset: apec.Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "apec.sqlite")
    with closing(sqlite3.connect(tmp_path / "apec.sqlite")) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for name, table in dataset.tables().items():
            counted = database.execute(f'SELECT count(*) FROM "{name}"').fetchone()
            assert counted == (len(table.rows),)
        joined = database.execute(
            "SELECT outcome FROM outcome_themes WHERE theme = ? ORDER BY 1",
            ("customs",),
        ).fetchall()
    assert [key for (key,) in joined] == sorted(dataset.outcomes.about("customs", narrower=False).ids())


def test_duckdb_keeps_the_keys(dataset: apec.Dataset, tmp_path: Path) -> None:
    dataset.export(tmp_path / "apec.duckdb")
    with duckdb.connect(str(tmp_path / "apec.duckdb"), read_only=True) as database:
        for name, table in dataset.tables().items():
            assert database.sql(f'SELECT count(*) FROM "{name}"').fetchall() == [(len(table.rows),)]
        keys = database.sql("SELECT constraint_type FROM duckdb_constraints()").fetchall()
        assert ("FOREIGN KEY",) in keys
        starts = database.sql("SELECT dates_start FROM meetings").fetchall()
    assert {day for (day,) in starts} == {meeting.dates.start for meeting in dataset.meetings}


@pytest.mark.parametrize("ending", ["sqlite", "duckdb"])
def test_documents_with_equal_titles_are_written_to_a_database(
    data: apec.Dataset, tmp_path: Path, ending: str
) -> None:
    titles = [document.title for document in data.documents]
    assert len(set(titles)) < len(titles)
    path = tmp_path / f"documents.{ending}"
    data.documents.export(path)
    connect: Any = sqlite3.connect if ending == "sqlite" else duckdb.connect
    with closing(connect(str(path))) as database:
        assert database.execute("SELECT count(*) FROM documents").fetchone() == (len(titles),)


@pytest.mark.parametrize("ending", ["sqlite", "duckdb"])
def test_equal_parts_of_two_meetings_are_written_to_a_database(tmp_path: Path, ending: str) -> None:
    part = apec.Organisation(id="oecd", name="OECD", role="Observer")
    document = apec.Document(title="Statement", kind=apec.DocumentKind.JOINT_STATEMENT)
    names = ("2024-a", "2024-b")
    own = apec.Dataset(
        meetings=[
            conftest.meeting(
                name,
                organisations=(part,),
                documents=(document,),
                topics=(apec.Topic(id=f"{name}.skills", title="Skills"),),
            )
            for name in names
        ]
    )
    own.export(tmp_path / f"own.{ending}")
    connect: Any = sqlite3.connect if ending == "sqlite" else duckdb.connect
    with closing(connect(str(tmp_path / f"own.{ending}"))) as database:
        for table in ("organisations", "documents", "topics"):
            found = database.execute(f"SELECT meeting FROM {table} ORDER BY 1").fetchall()
            assert found == [(name,) for name in names]


@pytest.mark.parametrize("ending", ["sqlite", "duckdb"])
def test_fora_with_circular_references_are_written_to_a_database(tmp_path: Path, ending: str) -> None:
    kind = apec.ForumKind.COMMITTEE
    fora = [
        apec.Forum(id="a", name="A", kind=kind, successor="b"),
        apec.Forum(id="b", name="B", kind=kind, parent="a", successor="b"),
    ]
    apec.Dataset(fora=fora).export(tmp_path / f"fora.{ending}")
    connect: Any = sqlite3.connect if ending == "sqlite" else duckdb.connect
    with closing(connect(str(tmp_path / f"fora.{ending}"))) as database:
        assert database.execute("SELECT id, successor FROM fora ORDER BY 1").fetchall() == [
            ("a", "b"),
            ("b", "b"),
        ]


@pytest.mark.parametrize("ending", ["sqlite", "duckdb"])
def test_a_dataset_beside_the_bundled_one_is_written_to_a_database(tmp_path: Path, ending: str) -> None:
    own = apec.load(Path(__file__).parent.parent / "examples" / "own-meetings.yaml")
    own.export(tmp_path / f"own.{ending}")
    tables = own.tables()
    assert {key.table for key in tables["meeting_themes"].foreign_keys} == {"meetings"}
    assert {key.table for key in tables["meeting_sources"].foreign_keys} == {"meetings", "sources"}


def test_duckdb_and_the_library_have_the_same_answers(data: apec.Dataset, tmp_path: Path) -> None:
    data.export(tmp_path / "tables", to="parquet")
    found: Any = duckdb.sql(
        f"""
        WITH RECURSIVE family(id) AS (
            SELECT 'digital-economy'
            UNION SELECT b.theme FROM '{tmp_path}/tables/theme_broader.parquet' b
            JOIN family f ON b.broader = f.id
        )
        SELECT DISTINCT o.id FROM '{tmp_path}/tables/outcomes.parquet' o
        JOIN '{tmp_path}/tables/outcome_themes.parquet' l ON l.outcome = o.id
        WHERE l.theme IN (SELECT id FROM family) AND o.date_end >= DATE '2020-01-01'
        """
    )
    assert {key for (key,) in found.fetchall()} == set(
        data.outcomes.about("digital-economy").since(2020).ids()
    )


# Errors.


@pytest.mark.parametrize(
    ("act", "library", "extra"),
    [
        (lambda data, _: data.meetings.to_pandas(), "pandas", "pandas"),
        (lambda data, _: data.meetings.to_polars(), "polars", "polars"),
        (lambda data, _: data.meetings.to_arrow(), "pyarrow", "arrow"),
        (lambda data, path: data.meetings.export(path / "a.parquet"), "pyarrow", "arrow"),
        (lambda data, path: data.meetings.export(path / "a.xlsx"), "xlsxwriter", "xlsx"),
        (lambda data, path: data.meetings.export(path / "a.duckdb"), "duckdb", "duckdb"),
        (lambda data, path: data.meetings.export(path / "a.ics"), "icalendar", "icalendar"),
        (lambda data, _: data.outcomes.graph().to_networkx(), "networkx", "graph"),
        (lambda data, _: data.outcomes.graph().to_dot(), "pydot", "graph"),
    ],
)
def test_a_missing_extra_is_an_error_that_names_it(
    data: apec.Dataset,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    act: Callable[[apec.Dataset, Path], Any],
    library: str,
    extra: str,
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == library]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(apec.MissingExtraError, match=rf"apec-outcomes\[{extra}\]"):
        act(data, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_export_leaves_no_file(
    data: apec.Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("apec_outcomes.export.csv.write_table", fail)
    with pytest.raises(OSError, match="full"):
        data.export(tmp_path / "tables", to="csv")
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_kept_without_replace(data: apec.Dataset, tmp_path: Path) -> None:
    path = tmp_path / "themes.csv"
    data.themes.export(path)
    with pytest.raises(FileExistsError):
        data.economies.export(path)
    data.economies.export(path, replace=True)
    assert path.read_text(encoding="utf-8").startswith("code,")


@pytest.mark.parametrize(
    ("there", "to", "message"),
    [
        ("keep/mine.txt", "csv", "contains 'mine.txt', which would be lost"),
        ("keep/mine.txt", "xlsx", "is a folder; expected a file, or a new path"),
        ("keep", "csv", "is a file; expected a folder, or a new path"),
    ],
)
def test_a_folder_with_other_files_is_not_replaced(
    data: apec.Dataset, tmp_path: Path, there: str, to: str, message: str
) -> None:
    path = tmp_path / there
    path.parent.mkdir(exist_ok=True)
    path.write_text("precious")
    with pytest.raises(OSError, match=message):
        data.export(tmp_path / "keep", to=to, replace=True)
    assert path.read_text() == "precious"
    assert [each.name for each in tmp_path.iterdir()] == ["keep"]


def test_a_folder_of_tables_replaces_another(data: apec.Dataset, tmp_path: Path) -> None:
    data.export(tmp_path / "tables", to="csv")
    written = sorted((tmp_path / "tables").iterdir())
    data.export(tmp_path / "tables", to="csv", replace=True)
    assert sorted((tmp_path / "tables").iterdir()) == written


def test_excel_files_have_early_days_as_texts_and_reject_long_texts(tmp_path: Path) -> None:
    old = apec.Source(
        id="a",
        url="https://example.org/",
        kind=apec.SourceKind.NEWS,
        publisher="P",
        published=apec.DateSpan.parse("1 May 1899"),
    )
    apec.Dataset(sources=[old]).sources.export(tmp_path / "old.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "old.xlsx")["sources"]
    assert "1899-05-01" in [cell.value for cell in sheet[2]]
    long = apec.Theme(id="long", label="Long", definition="x" * 40_000)
    with pytest.raises(
        apec.FormatError, match="a definition of 40,000 characters; Excel allows up to 32,767"
    ):
        apec.Dataset(themes=[long]).export(tmp_path / "long.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["old.xlsx"]


@pytest.mark.parametrize("path", ["themes", "themes.docx", "themes.tar.gz"])
def test_an_unknown_extension_is_an_error(data: apec.Dataset, tmp_path: Path, path: str) -> None:
    with pytest.raises(apec.FormatError, match="unknown extension of"):
        data.themes.export(tmp_path / path)
    with pytest.raises(apec.FormatError, match="expected one of the formats"):
        data.themes.export(tmp_path / path, to="word")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_writes_a_file(small: apec.Dataset, tmp_path: Path, form: str) -> None:
    small.export(tmp_path / "made", to=form)
    files = [path for path in (tmp_path / "made", *tmp_path.glob("made/*")) if path.is_file()]
    assert files
    assert all(path.stat().st_size for path in files)


# Parts of meetings, formulas, and the workbook.


@pytest.mark.parametrize("name", ["sessions", "documents"])
def test_parts_of_meetings_have_the_id_of_their_meeting(
    data: apec.Dataset, tmp_path: Path, name: str
) -> None:
    query = getattr(data, name)
    query.export(tmp_path / f"{name}.csv")
    with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for record, row in zip(query, rows, strict=True):
        assert record in getattr(data.meetings[row["meeting"]], name)
        assert row["title"] == record.title
    assert len({row["id"] for row in rows}) == len(rows)
    table = data.tables()[name]
    names = [column.name for column in table.columns]
    assert {(row[names.index("id")], row[names.index("meeting")]) for row in table.rows} == {
        (row["id"], row["meeting"]) for row in rows
    }


def test_a_document_of_two_meetings_is_in_the_tables_of_both(tmp_path: Path) -> None:
    paper = apec.Document(title="Paper", kind=apec.DocumentKind.REPORT)
    meetings = [conftest.meeting(key, documents=(paper,)) for key in ("2024-a", "2024-b")]
    own = apec.Dataset(meetings=meetings)
    assert own.documents.to_pandas()["meeting"].to_list() == ["2024-a", "2024-b"]


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "plain", "1 - 2")


@pytest.mark.parametrize(
    ("formulas", "written"),
    [("keep", FORMULAS), ("defuse", ("'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx", "plain", "1 - 2"))],
    ids=["keep", "defuse"],
)
def test_formulas_are_defused_on_request(tmp_path: Path, formulas: Any, written: tuple[str, ...]) -> None:
    themes = [apec.Theme(id=f"t{i}", label=label) for i, label in enumerate(FORMULAS)]
    apec.Dataset(themes=themes).themes.export(tmp_path / "themes.csv", formulas=formulas)
    with (tmp_path / "themes.csv").open(encoding="utf-8", newline="") as file:
        assert tuple(row["label"] for row in csv.DictReader(file)) == written


def test_the_workbook_explains_itself(data: apec.Dataset, tmp_path: Path) -> None:
    data.export(tmp_path / "apec.xlsx")
    book = openpyxl.load_workbook(tmp_path / "apec.xlsx")
    assert (book.properties.title, book.properties.creator) == (
        "apec-outcomes: APEC's record as data",
        "The apec-outcomes authors",
    )
    assert data.as_of is not None
    assert book.properties.created is not None
    assert book.properties.created.date() == data.as_of.end  # not the time of the export
    about = book.worksheets[0]
    texts = [cell.value for row in about.iter_rows() for cell in row if cell.value]
    assert {"citation", "licence", "meetings", "The official title."} <= set(texts)
    meetings, sources = book["meetings"], book["sources"]
    assert meetings.print_title_rows == "$1:$1"
    setup = meetings.sheet_properties.pageSetUpPr
    assert setup is not None
    assert setup.fitToPage
    assert meetings.page_setup.fitToHeight == 0  # as many pages as there are, one across
    assert sources["B2"].hyperlink.target == sources["B2"].value
