"""The command `export`."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import apec_outcomes as apec
from apec_outcomes.cli import app
from commands import as_id
from terminal import on_a_terminal

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    return lambda *words: CliRunner().invoke(app, ["export", *map(str, words)])


def error_of(result: Result) -> str:
    assert result.exit_code != 0
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1 or result.stderr == ""
    return result.stderr or str(result.exception)


def test_a_query_is_printed_as_text(run: Run, data: apec.Dataset) -> None:
    result = run("outcomes", "--about", "AI", "--since", 2025, "--to", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["id"] for row in rows] == list(data.outcomes.about("AI").since(2025).ids())


def test_the_ending_of_a_file_names_the_format(run: Run, data: apec.Dataset, tmp_path: Path) -> None:
    path = tmp_path / "leaders.ics"
    assert run("meetings", "--kind", "leaders", "-o", path).exit_code == 0
    assert path.read_text().count("BEGIN:VEVENT") == len(data.meetings.of_kind("leaders"))


def test_the_whole_dataset_is_written_to_a_database(run: Run, data: apec.Dataset, tmp_path: Path) -> None:
    path = tmp_path / "apec.sqlite"
    assert run("all", "-o", path).exit_code == 0
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM meetings").fetchone() == (len(data.meetings),)


def test_the_lineage_of_an_outcome_is_written_as_a_graph(run: Run, data: apec.Dataset) -> None:
    name = "2014-aelm.beijing-roadmap-ftaap"
    result = run("outcomes", "--line-of", name, "--to", "mermaid")
    line = data.lineage(name)
    assert result.stdout.count('["') == len(line.ancestors) + 1 + len(line.descendants)
    assert result.stdout.count("-->") == len(line.edges)


def test_linked_data_uses_the_given_address(run: Run) -> None:
    result = run("themes", "--to", "jsonld", "--base", "https://example.org/apec/")
    names = [node["@id"] for node in json.loads(result.stdout)["@graph"]]
    assert "https://example.org/apec/themes/customs" in names
    assert "for csv; only jsonld, turtle and ntriples take base" in error_of(
        run("themes", "--to", "csv", "--base", "urn:x:")
    )


def test_an_existing_file_is_kept_without_replace(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "themes.csv"
    path.write_text("mine")
    assert f"{path}: already exists; pass --replace to overwrite" in error_of(run("themes", "-o", path))
    assert path.read_text() == "mine"
    assert run("themes", "-o", path, "--replace").exit_code == 0
    assert path.read_text().startswith("id,label")
    assert [file.name for file in tmp_path.iterdir()] == ["themes.csv"]


def test_a_dash_is_standard_output(run: Run) -> None:
    assert run("themes", "--to", "csv", "-o", "-").stdout == run("themes", "--to", "csv").stdout != ""


def test_standard_output_takes_a_binary_format_in_a_pipe(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "themes.sqlite"
    path.write_bytes(run("themes", "--to", "sqlite", "-o", "-").stdout_bytes)
    with closing(sqlite3.connect(path)) as database:
        [(count,)] = database.execute("SELECT count(*) FROM themes")
    assert count == len(apec.load().themes)


def test_a_binary_format_is_not_written_to_a_terminal() -> None:
    code, shown = on_a_terminal("export", "themes", "--to", "sqlite")
    assert code == 2
    assert "sqlite is a binary format; expected -o FILE, or a pipe" in shown


@pytest.mark.parametrize("ending", ["csv", "sqlite", "ics", "bib", "xlsx", "parquet", "duckdb", "jsonld"])
def test_a_name_that_is_too_long_is_one_line(run: Run, tmp_path: Path, ending: str) -> None:
    result = run("meetings", "-n", 1, "-o", tmp_path / f"{'x' * 300}.{ending}")
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert re.search("too long|unable to open", error_of(result))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("themes",), "expected a format: --to FORMAT"),
        (("all", "--to", "csv"), "is a folder of files here"),
        (("themes", "-o", "themes.docx"), "unknown extension of 'themes.docx'; expected one of .json, "),
        (("outcomes", "--to", "icalendar"), "expected a query of meetings, sessions or calendar"),
        (("outcomes", "--no-narrower", "--to", "csv"), "--no-narrower needs --about"),
    ],
    ids=as_id,
)
def test_a_wrong_export_is_an_error_in_one_line(run: Run, words: tuple[str, ...], message: str) -> None:
    result = run(*words)
    assert result.exit_code != 0
    assert message in (result.stderr or str(result.exception))
    assert result.stdout == ""


def test_a_schema_is_printed() -> None:
    result = CliRunner().invoke(app, ["schema", "Meeting"])
    assert json.loads(result.stdout) == apec.json_schema(apec.Meeting)
    assert "expected one of the classes" in CliRunner().invoke(app, ["schema", "load"]).stderr


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (
            ("documents", "--kind", "declaration", "--since", "2020"),
            lambda data: data.documents.of_kind("declaration").since(2020),
        ),
        (
            ("assessments", "--verdict", "missed", "--verdict", "partly achieved", "--in-year", "2020"),
            lambda data: data.assessments.in_year(2020).where(
                lambda each: each.verdict in ("missed", "partly-achieved")
            ),
        ),
        (("themes", "--matching", "digital"), lambda data: data.themes.matching("digital")),
    ],
    ids=["documents", "assessments", "themes"],
)
def test_other_collections_are_filtered(
    run: Run, data: apec.Dataset, words: tuple[str, ...], keys: Any
) -> None:
    expected = keys(data)
    assert 0 < len(expected) < len(getattr(data, words[0]))
    assert json.loads(run(*words, "--to", "json").stdout) == apec.unstructure(expected)


@pytest.mark.parametrize("to_file", [True, False], ids=["file", "standard output"])
def test_a_calendar_reports_how_many_records_it_leaves_out(run: Run, tmp_path: Path, to_file: bool) -> None:
    words = ("export", "meetings", "--in-year", "2024", "--to", "icalendar")
    output = ("-o", tmp_path / "2024.ics") if to_file else ()
    message = run(*words[1:], *output).stderr
    written, of = map(int, re.findall(r"\d+", message)[:2])
    assert message == (
        f"{written} of {of} meetings written; "
        f"{of - written} have no exact days (--inexact include adds them)\n"
    )
    assert 0 < written < of == len(apec.load().meetings.in_year(2024))
    assert run(*words[1:], "--inexact", "include").stderr == ""


def test_a_calendar_reports_records_without_dates(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    sessions = [apec.Session(id="2027-a-first", title="First", kind="dialogue")]
    workshop = apec.Meeting(
        id="2027-a", title="Own", kind="workshop", dates=2027, status="scheduled", sessions=sessions
    )
    apec.Dataset(meetings=[workshop]).save(path)
    words = ["--data", str(path), "export", "sessions", "--of-year", "2027", "--to", "icalendar"]
    message = CliRunner().invoke(app, [*words, "--inexact", "include"]).stderr
    assert message == "0 of 1 session written; 1 has no dates\n"


def test_the_options_of_formats_are_passed_on(run: Run) -> None:
    some, every = (
        run("calendar", "--to", "icalendar", *more).stdout for more in ((), ("--inexact", "include"))
    )
    assert 0 < some.count("BEGIN:VEVENT") < every.count("BEGIN:VEVENT")
    assert run("themes", "--to", "csv", "--formulas", "defuse").exit_code == 0
    assert "only icalendar takes inexact" in error_of(run("themes", "--to", "csv", "--inexact", "include"))
