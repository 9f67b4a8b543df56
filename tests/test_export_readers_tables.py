"""Tables and databases, read by other programs."""

import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars
import pyarrow.parquet
import pytest
import python_calamine

import apec_outcomes as apec
from outside import output_of, pandoc, reads

SEPARATOR = " | "


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole dataset in all table formats."""
    folder = tmp_path_factory.mktemp("tables")
    data = apec.load()
    data.export(folder / "csv", to="csv")
    data.export(folder / "parquet", to="parquet")
    data.export(folder / "markdown", to="markdown")
    data.export(folder / "jsonl", to="jsonl")
    data.export(folder / "datasette", to="datasette")
    for ending in ("sqlite", "duckdb", "xlsx", "json"):
        data.export(folder / f"apec.{ending}")
    return folder


def as_text(value: Any) -> str | None:
    """Return a value as it is written to CSV."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    return SEPARATOR.join(map(str, value)) if isinstance(value, tuple) else str(value)


# Files of tables.


@reads("csv", "DuckDB", "every cell")
def test_duckdb_reads_every_cell_of_csv(files: Path, data: apec.Dataset) -> None:
    for name, table in data.tables().items():
        found: Any = duckdb.sql(
            f"FROM read_csv('{files}/csv/{name}.csv', all_varchar = true, header = true, quote = '\"')"
        )
        assert found.columns == [column.name for column in table.columns]
        rows = [tuple(value or None for value in row) for row in found.fetchall()]
        assert rows == [tuple(map(as_text, row)) for row in table.rows]


@reads("csv", "polars", "every cell")
def test_polars_reads_every_cell_of_csv(files: Path, data: apec.Dataset) -> None:
    for name, table in data.tables().items():
        frame = polars.read_csv(files / "csv" / f"{name}.csv", infer_schema=False)
        assert frame.rows() == [tuple(map(as_text, row)) for row in table.rows]


@reads("parquet", "DuckDB", "every cell, with its type")
def test_duckdb_reads_every_cell_of_parquet(files: Path, data: apec.Dataset) -> None:
    for name, table in data.tables().items():
        found: Any = duckdb.sql(f"FROM '{files}/parquet/{name}.parquet'")
        assert found.fetchall() == list(table.rows)


@reads("parquet", "polars", "every cell, with its type")
def test_polars_reads_every_cell_of_parquet(files: Path, data: apec.Dataset) -> None:
    for name, table in data.tables().items():
        frame = polars.read_parquet(files / "parquet" / f"{name}.parquet", use_pyarrow=False)
        assert frame.rows() == list(table.rows)


def test_parquet_names_licence_and_version(files: Path, data: apec.Dataset) -> None:
    for path in (files / "parquet").glob("*.parquet"):
        metadata = pyarrow.parquet.read_schema(path).metadata
        assert metadata[b"licence_url"] == b"https://creativecommons.org/licenses/by/4.0/"
        assert metadata[b"version"].decode() == data.version


HUGGING_FACE = """
import datasets, json, sys
found = {}
names = datasets.get_dataset_config_names(sys.argv[1])
for name in names[:4]:
    (split,) = datasets.load_dataset(sys.argv[1], name).values()
    found[name] = [split.num_rows, split.column_names]
print(json.dumps([names, found]))
"""


@reads("parquet", "Hugging Face datasets", "every table by name; rows and columns of four")
def test_hugging_face_loads_each_table_as_a_configuration(
    files: Path, tmp_path: Path, data: apec.Dataset
) -> None:
    pytest.importorskip("datasets")
    folder = shutil.copytree(files / "parquet", tmp_path / "tables")
    env = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", HUGGING_FACE, folder], capture_output=True, text=True, env=env, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    names, loaded = json.loads(done.stdout.splitlines()[-1])
    tables = data.tables()
    assert set(names) == set(tables)
    assert loaded == {
        name: [len(tables[name].rows), [column.name for column in tables[name].columns]] for name in names[:4]
    }


@reads("xlsx", "calamine", "every cell")
def test_calamine_reads_every_cell_of_the_workbook(files: Path, data: apec.Dataset) -> None:
    book = python_calamine.CalamineWorkbook.from_path(files / "apec.xlsx")
    assert book.sheet_names == ["about", *data.tables()]
    for name, table in data.tables().items():
        head, *rows = book.get_sheet_by_name(name[:31]).to_python()
        assert head == [column.name for column in table.columns]
        for row, given in zip(rows, table.rows, strict=True):
            assert [_plain(cell) for cell in row] == [
                value if isinstance(value, date | bool | int) else as_text(value) or "" for value in given
            ]


def _plain(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return cell.date()
    return int(cell) if isinstance(cell, float) else cell


@reads("json", "DuckDB", "the ids of every collection")
def test_duckdb_reads_the_json_of_the_dataset(files: Path, data: apec.Dataset) -> None:
    found: Any = duckdb.sql(
        f"SELECT unnest(outcomes).id FROM read_json('{files}/apec.json', maximum_object_size = 99999999)"
    )
    assert [key for (key,) in found.fetchall()] == list(data.outcomes.ids())


@reads("jsonl", "polars", "every id and title")
def test_polars_reads_json_lines(files: Path, data: apec.Dataset) -> None:
    frame = polars.read_ndjson(files / "jsonl" / "meetings.jsonl", infer_schema_length=None)
    assert frame.select("id", "title").rows() == [(m.id, m.title) for m in data.meetings]


def test_json_lines_are_what_the_library_reads(data: apec.Dataset, tmp_path: Path) -> None:
    data.outcomes.about("AI").export(tmp_path / "ai.jsonl")
    lines = (tmp_path / "ai.jsonl").read_text(encoding="utf-8").splitlines()
    assert [apec.loads(line, apec.Outcome) for line in lines] == list(data.outcomes.about("AI"))


def test_json_is_what_the_library_reads(files: Path, data: apec.Dataset, tmp_path: Path) -> None:
    assert apec.load(files / "apec.json") == data
    data.themes.export(tmp_path / "themes.json")
    records = json.loads((tmp_path / "themes.json").read_text(encoding="utf-8"))
    assert [apec.structure(record, apec.Theme) for record in records] == list(data.themes)


@reads("markdown", "pandoc", "every cell")
def test_pandoc_reads_every_cell_of_markdown(files: Path, data: apec.Dataset) -> None:
    for name in ("themes", "fora", "host_years"):
        table = data.tables()[name]
        made = json.loads(pandoc("-f", "gfm", "-t", "json", files / "markdown" / f"{name}.md"))
        (block,) = made["blocks"]
        rows = block["c"][4][0][3]
        assert [[_said(cell[4]) for cell in row[1]] for row in rows] == [
            [" ".join((as_text(value) or "").split()) for value in row] for row in table.rows
        ]


def _said(node: Any) -> str:
    """Return the text within a node of the JSON of pandoc."""
    if isinstance(node, list):
        return "".join(map(_said, node))
    if not isinstance(node, dict):
        return ""
    return {"Str": node.get("c"), "Space": " ", "SoftBreak": " "}.get(node["t"]) or _said(node.get("c"))


# Databases.


@reads("duckdb", "the DuckDB command line, an older version", "every row")
def test_an_older_duckdb_reads_the_database(files: Path, data: apec.Dataset) -> None:
    counts = " UNION ALL ".join(
        f"SELECT '{name}' AS t, count(*) AS n FROM \"{name}\"" for name in data.tables()
    )
    output = output_of("duckdb", "-readonly", "-csv", files / "apec.duckdb", counts, package="duckdb-cli")
    rows = csv.reader(io.StringIO(output))
    assert next(rows) == ["t", "n"]
    assert {name: int(count) for name, count in rows} == {
        name: len(table.rows) for name, table in data.tables().items()
    }
    version = output_of("duckdb", "-version", package="duckdb-cli")
    assert duckdb.__version__ not in version, "expected another version than the one that writes"


def test_databases_have_metadata(files: Path, data: apec.Dataset) -> None:
    with closing(sqlite3.connect(files / "apec.sqlite")) as database:
        by_sqlite = dict(database.execute("SELECT name, value FROM metadata"))
    with duckdb.connect(str(files / "apec.duckdb"), read_only=True) as other:
        assert dict(other.execute("SELECT name, value FROM metadata").fetchall()) == by_sqlite
    assert by_sqlite["version"] == data.version
    assert by_sqlite["as_of"] == data.as_of.edtf  # type: ignore[union-attr]
    assert "Attribution 4.0" in by_sqlite["licence"]
    assert by_sqlite["version"] in by_sqlite["citation"]


def test_foreign_keys_are_indexed(files: Path) -> None:
    with closing(sqlite3.connect(files / "apec.sqlite")) as database:
        question = "EXPLAIN QUERY PLAN SELECT * FROM outcome_themes WHERE theme = 'customs'"
        ((*_, plan),) = database.execute(question).fetchall()
    assert "USING INDEX outcome_themes_theme" in plan


def test_titles_and_summaries_are_searched(files: Path, data: apec.Dataset) -> None:
    with closing(sqlite3.connect(files / "apec.sqlite")) as database:
        question = """
            SELECT id FROM outcomes WHERE rowid IN (SELECT rowid FROM outcomes_fts WHERE outcomes_fts MATCH ?)
        """
        found = {key for (key,) in database.execute(question, ("customs",))}
        assert {"2024-som3-a2c2.voices"} == {
            key for (key,) in database.execute(question, ('"informal sector" voices',))
        }
        tables = {
            name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE name LIKE '%_fts'")
        }
        question = "SELECT id FROM meetings_fts JOIN meetings ON meetings.rowid = meetings_fts.rowid"
        at_bogor = database.execute(f"{question} WHERE meetings_fts.venue_city MATCH 'bogor'")
        assert at_bogor.fetchall() == [("1994-aelm",)]
    assert {"meetings_fts", "themes_fts", "fora_fts", "assessments_fts", "sources_fts"} <= tables
    plain = {o.id for o in data.outcomes if "customs" in f"{o.title} {o.summary}".lower()}
    assert plain <= found


# An outcome refers to its meeting, and with it to a document of that meeting.
@pytest.mark.filterwarnings("ignore:relationship .* will copy column")
@reads("sqlite", "SQLAlchemy automap", "every table, with its relations")
def test_sqlalchemy_maps_every_table(files: Path, data: apec.Dataset) -> None:
    sqlalchemy = pytest.importorskip("sqlalchemy")
    from sqlalchemy.ext.automap import automap_base
    from sqlalchemy.orm import Session

    engine = sqlalchemy.create_engine(f"sqlite:///{files}/apec.sqlite")
    base = automap_base()
    base.prepare(autoload_with=engine)
    assert set(data.tables()) <= set(base.metadata.tables)
    with Session(engine) as session:
        meeting: Any = session.get(base.classes.meetings, "2024-som3")
        assert {each.id for each in meeting.sessions_collection} == {
            each.id for each in data.meetings["2024-som3"].sessions
        }
    engine.dispose()


DJANGO = """
import django, io, sys
from django.conf import settings
settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[1]}},
    INSTALLED_APPS=[], DEFAULT_AUTO_FIELD="django.db.models.AutoField",
)
django.setup()
from django.core.management import call_command
written = io.StringIO()
call_command("inspectdb", stdout=written)
models = written.getvalue()
assert "Unable to inspect" not in models, models
namespace = {"__name__": "made.models"}
import types
sys.modules["made"] = types.ModuleType("made")
models = models.replace("class Meta:", "class Meta:\\n        app_label = 'made'")
exec(compile(models, "models", "exec"), namespace)
print(namespace["Meetings"].objects.get(id="2024-som3").title)
print(namespace["Outcomes"].objects.filter(meeting__id="2024-som3").count())
"""


@reads("sqlite", "Django inspectdb", "models of every table, asked for records and relations")
def test_django_makes_models(files: Path, data: apec.Dataset) -> None:
    pytest.importorskip("django")
    done = subprocess.run(
        [sys.executable, "-c", DJANGO, files / "apec.sqlite"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    title, count = done.stdout.splitlines()
    assert title == data.meetings["2024-som3"].title
    assert int(count) == len(data.outcomes_of("2024-som3"))


DATASETTE = """
import asyncio, json, sys
from pathlib import Path
from datasette.app import Datasette

async def ask():
    app = Datasette(config_dir=Path(sys.argv[1]))
    async def get(path):
        answer = await app.client.get(path)
        assert answer.status_code == 200, (path, answer.text[:500])
        return answer
    print((await get("/apec/outcomes.json?_search=customs&_shape=array&_size=max")).text)
    print((await get("/apec/meeting_themes.json?meeting=2024-energy&_labels=on&_shape=array")).text)
    print((await get("/apec/outcome_sources.json?_labels=on&_shape=array&_size=500")).text)
    print(json.dumps((await get("/apec/themes")).text))

asyncio.run(ask())
"""


@reads("datasette", "Datasette", "search, labels and descriptions")
def test_datasette_searches_and_shows_labels(files: Path, data: apec.Dataset) -> None:
    pytest.importorskip("datasette")
    done = subprocess.run(
        [sys.executable, "-c", DATASETTE, files / "datasette"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found, themes, sources, page = map(json.loads, done.stdout.splitlines())
    assert found
    assert all("custom" in json.dumps(row).lower() for row in found)
    assert [row["theme"]["label"] for row in themes] == [
        data.themes[theme].label for theme in data.meetings["2024-energy"].themes
    ]
    named = {row["source"]["value"]: row["source"]["label"] for row in sources}
    assert named == {key: data.sources[key].title or data.sources[key].url for key in named}
    assert any(data.sources[key].title is None for key in named)
    assert "The preferred label" in page
    assert "CC BY" in page or "Attribution 4.0" in page
