"""Differences between two datasets."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner

import apec_outcomes as apec
from apec_outcomes import DateSpan, MeetingKind
from apec_outcomes.changes import Change, Changes
from apec_outcomes.cli import app
from conftest import meeting, outcome


def session(id: str, **fields: object) -> apec.Session:
    return apec.Session(id=id, **{"title": f"Session {id}", "kind": MeetingKind.WORKSHOP, **fields})  # type: ignore[arg-type]


@pytest.fixture
def old() -> apec.Dataset:
    paper = apec.Document(title="Statement", kind=apec.DocumentKind.JOINT_STATEMENT)
    return apec.Dataset(
        meetings=[
            meeting("2024-a", sessions=(session("2024-a-x"), session("2024-a-y")), documents=(paper,)),
            meeting("2024-b", venue=apec.Venue(city="Lima")),
        ],
        outcomes=[outcome("2024-a.one"), outcome("2024-a.two")],
        version="1",
    )


@pytest.fixture
def new(old: apec.Dataset) -> apec.Dataset:
    first, second = old.meetings
    there = attrs.evolve(first.documents[0], url="https://example.org/s")
    sessions = (attrs.evolve(first.sessions[0], title="Renamed"), session("2024-a-z"))
    return apec.Dataset(
        meetings=[
            attrs.evolve(first, sessions=sessions, documents=(there,)),
            attrs.evolve(second, dates=DateSpan.of("2024-08-09"), venue=apec.Venue(city="Cusco")),
        ],
        outcomes=[outcome("2024-a.one"), outcome("2024-a.three", target_date=DateSpan.of(2030))],
        version="2",
    )


def test_diff_lists_added_changed_and_removed_records(old: apec.Dataset, new: apec.Dataset) -> None:
    changes = apec.diff(old, new)
    assert [(c.collection, c.id, c.old, c.new) for c in changes.added] == [
        ("outcomes", "2024-a.three", None, new.outcomes["2024-a.three"])
    ]
    assert [(c.collection, c.id) for c in changes.changed] == [("meetings", "2024-a"), ("meetings", "2024-b")]
    assert [(c.collection, c.id, c.old, c.new) for c in changes.removed] == [
        ("outcomes", "2024-a.two", old.outcomes["2024-a.two"], None)
    ]
    assert len(changes) == 4 == len(list(changes))
    assert repr(changes) == "<Changes: 1 added, 2 changed, 1 removed>"


def test_a_changed_record_lists_changed_fields_and_fields_of_parts(
    old: apec.Dataset, new: apec.Dataset
) -> None:
    parts, whole = apec.diff(old, new).changed
    assert parts.fields == (
        ("sessions['2024-a-x'].title", "Session 2024-a-x", "Renamed"),
        ("sessions['2024-a-y']", session("2024-a-y"), None),
        ("sessions['2024-a-z']", None, session("2024-a-z")),
        ("documents['Statement'].url", None, "https://example.org/s"),
    )
    assert whole.fields == (
        ("dates", DateSpan.of("2024-08"), DateSpan.of("2024-08-09")),
        ("venue.city", "Lima", "Cusco"),
    )
    assert repr(whole) == "<Change meetings 2024-b: dates, venue.city>"


def test_an_added_or_removed_record_has_no_changed_fields(old: apec.Dataset, new: apec.Dataset) -> None:
    changes = apec.diff(old, new)
    assert [change.fields for change in (*changes.added, *changes.removed)] == [(), ()]
    assert [repr(change) for change in (*changes.added, *changes.removed)] == [
        "<Change outcomes 2024-a.three: added>",
        "<Change outcomes 2024-a.two: removed>",
    ]


def test_the_fields_of_a_change_are_given_by_name_only() -> None:
    makers: tuple[Any, ...] = (Change, Changes)
    for make in makers:
        with pytest.raises(TypeError, match="takes 1 positional argument"):
            make("themes", "space")


def test_parts_in_another_order_are_a_change(old: apec.Dataset) -> None:
    first, second = old.meetings
    turned = attrs.evolve(first, sessions=first.sessions[::-1])
    after = apec.Dataset(meetings=[turned, second], outcomes=old.outcomes)
    assert [c.fields for c in apec.diff(old, after).changed] == [
        (("sessions", first.sessions, turned.sessions),)
    ]


def test_equal_datasets_do_not_differ(data: apec.Dataset) -> None:
    assert len(apec.diff(data, apec.loads(apec.dumps(data), apec.Dataset))) == 0


def test_diff_compares_datasets_only(data: apec.Dataset) -> None:
    with pytest.raises(TypeError, match="got 'x' for old; expected a Dataset, such as"):
        apec.diff("x", data)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


class TestCommandLine:
    @pytest.fixture
    def files(self, tmp_path: Path, old: apec.Dataset, new: apec.Dataset) -> list[str]:
        paths = [str(tmp_path / f"{name}.json") for name in ("old", "new")]
        for dataset, path in zip((old, new), paths, strict=True):
            dataset.save(path)
        return paths

    def run(self, *words: str) -> str:
        result = CliRunner().invoke(app, ["diff", *words])
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    def test_a_table_has_a_line_for_each_record_or_field(self, files: list[str]) -> None:
        lines = [" ".join(line.split()) for line in self.run(*files).splitlines()]
        assert lines == [
            "CHANGE COLLECTION ID FIELD RECORD OR VALUES",
            "added outcomes 2024-a.three Outcome 2024-a.three",
            "changed meetings 2024-a sessions['2024-a-x'].title Session 2024-a-x → Renamed",
            "changed meetings 2024-a sessions['2024-a-y'] Session 2024-a-y → nothing",
            "changed meetings 2024-a sessions['2024-a-z'] nothing → Session 2024-a-z",
            "changed meetings 2024-a documents['Statement'].url nothing → https://example.org/s",
            "changed meetings 2024-b dates August 2024 → 9 August 2024",
            "changed meetings 2024-b venue.city Lima → Cusco",
            "removed outcomes 2024-a.two Outcome 2024-a.two",
            "1 added, 2 changed, 1 removed",
        ]

    def test_json_has_every_value(self, files: list[str], new: apec.Dataset) -> None:
        printed = json.loads(self.run(*files, "--json"))
        assert printed["added"] == [
            {
                "collection": "outcomes",
                "id": "2024-a.three",
                "record": apec.unstructure(new.outcomes["2024-a.three"]),
            }
        ]
        assert printed["changed"][1]["fields"] == [
            {"field": "dates", "old": "2024-08", "new": "2024-08-09"},
            {"field": "venue.city", "old": "Lima", "new": "Cusco"},
        ]
        assert [change["id"] for change in printed["removed"]] == ["2024-a.two"]

    def test_a_changelog_counts_changes_and_names_changed_and_removed_records(self, files: list[str]) -> None:
        assert self.run(*files, "--markdown").splitlines() == [
            "### Data 1 → 2",
            "",
            "| collection | added | changed | removed | now |",
            "|---|--:|--:|--:|--:|",
            "| meetings | 0 | 2 | 0 | 2 |",
            "| outcomes | 1 | 0 | 1 | 2 |",
            "",
            "Changed:",
            "",
            "- meetings, `sessions`, `documents`: `2024-a`",
            "- meetings, `dates`, `venue.city`: `2024-b`",
            "",
            "Removed:",
            "",
            "- outcomes: `2024-a.two`",
        ]

    def test_the_second_dataset_is_the_bundled_one_by_default(
        self, files: list[str], data: apec.Dataset
    ) -> None:
        printed = json.loads(self.run(files[0], "--json"))
        assert len([c for c in printed["added"] if c["collection"] == "economies"]) == len(data.economies)
