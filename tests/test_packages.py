"""Data packages, Croissant and RO-Crate folders, read by the libraries of their standards."""

import csv
import hashlib
import json
from pathlib import Path

import frictionless
import mlcroissant
import pytest
from frictionless.resources import TableResource

import apec_outcomes as apec
import conftest

# mlcroissant uses deprecated names of rdflib.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole dataset as a data package."""
    folder = tmp_path_factory.mktemp("package") / "record"
    apec.load().export(folder, to="datapackage")
    return folder / "datapackage.json"


def test_frictionless_finds_the_package_valid(package: Path, data: apec.Dataset) -> None:
    report = frictionless.validate(str(package))
    assert report.valid, report.flatten(["name", "type", "message"])[:5]
    assert report.stats["tasks"] == len(data.tables())
    described = frictionless.Package(str(package))
    assert described.version == data.version
    assert [licence["name"] for licence in described.licenses] == ["CC-BY-4.0"]
    assert len(described.sources) == len(data.sources)


def test_the_package_has_every_row_with_its_types(package: Path, data: apec.Dataset) -> None:
    described = frictionless.Package(str(package))
    for name, table in data.tables().items():
        resource = described.get_resource(name.replace("_", "-"))
        assert isinstance(resource, TableResource)
        rows = resource.read_rows()
        assert [tuple(row.to_dict().values()) for row in rows] == [
            tuple(value if value != "" else None for value in row) for row in table.rows
        ]


@pytest.mark.parametrize(
    ("file", "column", "value", "error"),
    [
        ("outcomes.csv", "meeting", "2024-nowhere", "foreign-key"),
        ("meetings.csv", "kind", "picnic", "constraint-error"),
        ("meetings.csv", "dates_start", "soon", "type-error"),
        ("themes.csv", "id", "trade-and-investment", "primary-key"),
    ],
)
def test_frictionless_rejects_a_corrupted_package(
    data: apec.Dataset, tmp_path: Path, file: str, column: str, value: str, error: str
) -> None:
    data.export(tmp_path / "p", to="datapackage")
    path = tmp_path / "p" / file
    with path.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    rows[-1][column] = value
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0].keys(), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    report = frictionless.validate(str(tmp_path / "p" / "datapackage.json"), skip_errors=["hash-count"])
    assert error in {found for (found,) in report.flatten(["type"])}


def test_a_dataset_beside_the_bundled_one_is_valid(tmp_path: Path) -> None:
    own = apec.load(Path(__file__).parent.parent / "examples" / "own-meetings.yaml")
    own.export(tmp_path / "frictionless", to="datapackage")
    report = frictionless.validate(str(tmp_path / "frictionless" / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "message"])[:5]
    own.export(tmp_path / "croissant", to="croissant")
    described = mlcroissant.Dataset(str(tmp_path / "croissant" / "croissant.json"))
    assert len(list(described.records("meetings"))) == len(own.meetings)


def test_documents_of_one_title_are_a_valid_package(data: apec.Dataset, tmp_path: Path) -> None:
    data.documents.export(tmp_path / "p", to="datapackage")
    assert frictionless.validate(str(tmp_path / "p" / "datapackage.json")).valid


def test_a_query_is_a_package_of_one_table(data: apec.Dataset, tmp_path: Path) -> None:
    data.outcomes.about("AI").export(tmp_path / "ai", to="datapackage")
    assert frictionless.validate(str(tmp_path / "ai" / "datapackage.json")).valid
    (resource,) = json.loads((tmp_path / "ai" / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    assert resource["path"] == "outcomes.csv"


def test_mlcroissant_loads_every_row(data: apec.Dataset, tmp_path: Path) -> None:
    data.export(tmp_path / "record", to="croissant")
    loaded = mlcroissant.Dataset(tmp_path / "record" / "croissant.json")
    assert not loaded.metadata.issues.errors
    assert not loaded.metadata.issues.warnings
    for name, table in data.tables().items():
        rows = list(loaded.records(name))
        assert len(rows) == len(table.rows), name
        assert all(set(row) == {f"{name}/{column.name}" for column in table.columns} for row in rows)
        first, given = table.columns[0].name, [row[0] for row in table.rows]
        found = [row[f"{name}/{first}"] for row in rows]
        assert [each.decode() if isinstance(each, bytes) else each for each in found] == given


def test_croissant_refers_from_a_table_to_another(data: apec.Dataset, tmp_path: Path) -> None:
    data.export(tmp_path / "record", to="croissant")
    described = json.loads((tmp_path / "record" / "croissant.json").read_text(encoding="utf-8"))
    fields = {field["@id"]: field for each in described["recordSet"] for field in each["field"]}
    assert fields["outcome_themes/theme"]["references"] == {"field": {"@id": "themes/id"}}
    assert fields["meetings/dates_start"]["dataType"] == "sc:Date"


def test_croissant_has_digests_of_its_files(data: apec.Dataset, tmp_path: Path) -> None:
    data.themes.export(tmp_path / "themes", to="croissant")
    with (tmp_path / "themes" / "themes.csv").open("a", encoding="utf-8") as file:
        file.write("more,More,,,\r\n")
    described = json.loads((tmp_path / "themes" / "croissant.json").read_text(encoding="utf-8"))
    (held,) = described["distribution"]
    assert held["sha256"] != hashlib.sha256((tmp_path / "themes" / "themes.csv").read_bytes()).hexdigest()


def test_a_selection_lists_the_sources_that_it_cites(data: apec.Dataset, tmp_path: Path) -> None:
    chosen = data.outcomes.about("AI")
    chosen.export(tmp_path / "ai", to="datapackage")
    described = json.loads((tmp_path / "ai" / "datapackage.json").read_text(encoding="utf-8"))
    cited = {data.sources[key].url for outcome in chosen for key in outcome.sources}
    assert {source["path"] for source in described["sources"]} == cited
    assert len(described["sources"]) == len(cited) < len(data.sources)


def test_a_selection_of_meetings_lists_the_sources_of_all_their_parts(tmp_path: Path) -> None:
    sources = [
        apec.Source(id=key, url=f"https://example.org/{key}", kind="official", publisher="P")
        for key in ("meeting", "session", "topic", "body", "other")
    ]
    held = conftest.meeting(
        "2024-a",
        sources=("meeting",),
        sessions=(apec.Session(id="2024-b", title="B", kind="workshop", sources=("session",)),),
        topics=(apec.Topic(id="2024-a.skills", title="Skills", sources=("topic",)),),
        organisations=(apec.Organisation(id="oecd", name="OECD", role="Observer", sources=("body",)),),
    )
    apec.Dataset(meetings=[held], sources=sources).meetings.export(tmp_path / "p", to="datapackage")
    described = json.loads((tmp_path / "p" / "datapackage.json").read_text(encoding="utf-8"))
    assert {source["path"] for source in described["sources"]} == {each.url for each in sources[:-1]}
