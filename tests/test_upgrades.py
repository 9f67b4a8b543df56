"""Dataset files of an earlier schema version."""

import json
import warnings
from pathlib import Path
from typing import Any

import pytest

import apec_outcomes as apec

OLD: dict[str, Any] = {
    "schema": 1,
    "themes": [{"id": "a", "label": "A"}, {"id": "b", "label": "B", "broader": "a"}],
    "meetings": [{"id": "2024-m", "title": "M", "kind": "workshop", "dates": "2024", "status": "held"}],
    "outcomes": [
        {
            "id": "2024-m.rules",
            "meeting": "2024-m",
            "title": "Rules",
            "kind": "principles",
            "summary": "They agreed on rules.",
            "actors": ["customs services", "Peru"],
            "note": "By a report.",
        },
        {"id": "2024-m.view", "meeting": "2024-m", "title": "V", "kind": "takeaway", "summary": "A view."},
    ],
    "sources": [{"id": "s", "url": "https://example.org/", "publisher": "S"}],
}


@pytest.mark.parametrize("name", ["old.json", "old.yaml"])
def test_a_file_of_version_1_is_read_with_one_warning(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(json.dumps(OLD))
    with pytest.warns(apec.SchemaUpgradeWarning) as caught:
        data = apec.load(tmp_path / name)
    [warning] = caught
    message = str(warning.message)
    assert str(tmp_path / name) in message
    for part in (
        "version 1",
        "1 outcomes of the kind 'principles'",
        "1 outcomes with actors in free text",
        "1 themes",
        "1 sources now have the kind 'commentary'",
    ):
        assert part in message
    rules = data.outcomes["2024-m.rules"]
    assert (rules.kind, rules.actors) == (apec.OutcomeKind.PRINCIPLE, ())
    assert rules.note == "By a report. Actors: customs services, Peru."
    assert data.themes["b"].broader == ("a",)
    assert data.sources["s"].kind is apec.SourceKind.COMMENTARY


def test_a_saved_dataset_is_of_the_new_version(tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text(json.dumps(OLD))
    with pytest.warns(apec.SchemaUpgradeWarning):
        data = apec.load(tmp_path / "old.json")
    data.save(tmp_path / "new.json")
    assert json.loads((tmp_path / "new.json").read_text())["schema"] == 2
    assert apec.load(tmp_path / "new.json") == data


def test_each_file_of_a_folder_is_upgraded(tmp_path: Path) -> None:
    (tmp_path / "themes.json").write_text(json.dumps({"schema": 1, "themes": OLD["themes"]}))
    (tmp_path / "2024.json").write_text(
        json.dumps({key: OLD[key] for key in ("schema", "meetings", "outcomes")})
    )
    with pytest.warns(apec.SchemaUpgradeWarning) as caught:
        data = apec.load(tmp_path)
    assert len(caught) == 2
    assert data.themes["b"].broader == ("a",)


def test_data_that_need_no_upgrade_are_read_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data = apec.structure({"schema": 1, "themes": [{"id": "a", "label": "A"}]}, apec.Dataset)
    assert data.themes.ids() == ("a",)


def test_problems_of_old_data_have_paths() -> None:
    wrong = {
        "schema": 1,
        "themes": [{"id": "b", "label": "B", "broader": "nowhere"}, 5],
        "outcomes": {"a": 1},
    }
    with pytest.warns(apec.SchemaUpgradeWarning), pytest.raises(apec.InvalidRecordError) as caught:
        apec.structure(wrong, apec.Dataset)
    assert [problem.path for problem in caught.value.problems] == [
        "$.themes[1]",
        "$.outcomes",
        "$.themes[0].broader[0]",
    ]
