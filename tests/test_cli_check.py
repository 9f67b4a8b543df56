"""The command `check`, with the bundled dataset and with datasets of users."""

import json
import os
import shutil
from pathlib import Path

import pytest
import yaml

import apec_outcomes as apec
from apec_outcomes import bundled
from commands import answer, error_of, ids, run

OWN = Path(__file__).parent.parent / "examples" / "own-meetings.yaml"


# Own datasets.


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.json"
    theme = {"id": "example", "label": 5}
    meeting = {"id": "2027-example", "title": "Example", "kind": "party", "dates": "soon", "status": "held"}
    path.write_text(json.dumps({"schema": 2, "themes": [theme], "meetings": [meeting]}))
    return path


def test_the_example_has_no_problems() -> None:
    shown = answer(run("check", OWN))
    assert shown.startswith(f"{OWN}: no problems in 1 meeting, 2 sessions, 1 document, 2 outcomes")


def test_own_records_are_added_to_the_bundled_ones() -> None:
    shown = answer(run("--data", OWN, "show", "2027-example-customs-workshop"))
    assert "Lima, Peru" in shown
    assert "Sub-Committee on Customs Procedures" in shown
    assert "2024-som3" in ids(run("--data", OWN, "meetings", "--json"))


def test_check_lists_every_problem_with_file_path_and_the_expected_value(broken: Path) -> None:
    result = run("check", broken)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert [line.split(": ")[:2] for line in lines] == [
        [str(broken), "$.themes[0].label"],
        [str(broken), "$.meetings[0].kind"],
        [str(broken), "$.meetings[0].dates"],
    ]
    assert all("; expected " in line for line in lines)
    assert result.stderr == f"Error: 3 problems in {broken}\n"


def test_check_gives_problems_as_json(broken: Path) -> None:
    result = run("check", broken, "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert found["valid"] is False
    assert found["problems"][0]["path"] == "$.themes[0].label"
    assert found["problems"][0]["file"] == str(broken)


def test_broken_own_data_is_one_line(broken: Path) -> None:
    said = error_of(run("--data", broken, "meetings"))
    assert said.startswith(f"{broken}: $.themes[0].label: got 5; expected text")
    assert "2 more" in said


def test_the_command_that_lists_all_problems_names_the_file(broken: Path) -> None:
    for words in (("--data", broken, "meetings"), ("diff", broken)):
        assert f"(and 2 more; `apec-outcomes check {broken}` lists them)" in error_of(run(*words))


@pytest.fixture
def clashing(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    meeting = "{id: 2024-aelm, title: Mine, kind: workshop, dates: 2024-11-01, status: held}"
    path.write_text(f"schema: 2\nmeetings:\n  - {meeting}\n")
    return path


def test_a_different_record_with_the_id_of_a_bundled_one_is_a_problem(clashing: Path) -> None:
    assert run("check", clashing).stdout == (
        f"{clashing}: $.meetings[0].id: '2024-aelm' is the id of a different bundled meeting; "
        "expected another id\n"
    )
    assert error_of(run("--data", clashing, "meetings")) == (
        f"{clashing}: '2024-aelm' is the id of a different bundled meeting; give it another id"
    )


def test_a_file_with_the_id_of_a_different_bundled_record_is_not_rewritten(clashing: Path) -> None:
    before = clashing.read_bytes()
    assert run("check", clashing, "--write").exit_code == 1
    assert clashing.read_bytes() == before


def test_another_version_of_the_dataset_may_differ_from_the_bundled_one(clashing: Path) -> None:
    clashing.write_text(f"version: '1'\n{clashing.read_text()}")
    assert "no problems" in answer(run("check", clashing))


def test_a_bundled_record_may_be_repeated_unchanged(tmp_path: Path) -> None:
    apec.Dataset(sources=apec.load().sources[:1]).save(tmp_path / "own.json")
    assert "no problems" in answer(run("check", tmp_path / "own.json"))


def test_check_writes_the_canonical_form(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    shutil.copy(OWN, path)
    answer(run("check", path, "--write"))
    assert apec.load(path) == apec.load(OWN)
    once = path.read_text()
    assert "#" not in once
    answer(run("check", path, "--write"))
    assert path.read_text() == once


# The bundled data.


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the bundled files, which `check` treats as the bundled ones."""
    folder = tmp_path / "data"
    shutil.copytree(bundled.FOLDER, folder)
    monkeypatch.setattr("apec_outcomes.cli.check.FOLDER", str(folder))
    return folder


def test_the_bundled_data_keeps_the_rules() -> None:
    assert answer(run("check")).startswith("the bundled dataset: no problems in ")


def test_a_bundled_record_without_a_source_is_a_problem(checkout: Path) -> None:
    path = checkout / "2024.json"
    contents = json.loads(path.read_text(encoding="utf-8"))
    index = [meeting["id"] for meeting in contents["meetings"]].index("2024-som3")
    del contents["meetings"][index]["sessions"][0]["sources"]
    path.write_text(json.dumps(contents), encoding="utf-8")
    result = run("check")
    assert result.exit_code == 1
    place = f"$.meetings[{index}].sessions[0].sources"
    assert f"{path}: {place}: 2024-som3: no source; expected the id of at least one source\n" in result.stdout


def test_a_bundled_file_in_another_formatting_is_a_problem_until_written(checkout: Path) -> None:
    path = checkout / "themes.json"
    before = path.read_bytes()
    path.write_text(json.dumps(json.loads(before)), encoding="utf-8")
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{path}: $: not in the canonical format, first at line 1; expected ")
    answer(run("check", "--write"))
    assert path.read_bytes() == before
    assert (checkout / "README.md").exists() == os.path.exists(os.path.join(bundled.FOLDER, "README.md"))


def test_an_outcome_with_weaker_evidence_than_before_is_a_problem(checkout: Path, tmp_path: Path) -> None:
    before = tmp_path / "before"
    shutil.copytree(checkout, before)
    assert answer(run("check", "--previous", before)).startswith("the bundled dataset: no problems in ")
    path = checkout / "1994.json"
    contents = json.loads(path.read_text(encoding="utf-8"))
    weak = {source["id"] for source in contents["sources"] if source["kind"] == "news"}
    bogor = next(each for each in contents["outcomes"] if each["id"] == "1994-aelm.bogor-goals")
    bogor["sources"] = [key for key in bogor["sources"] if key in weak]
    path.write_text(json.dumps(contents, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    result = run("check", "--previous", before)
    assert result.exit_code == 1
    said = [line for line in result.stdout.splitlines() if "1994-aelm.bogor-goals: evidence" in line]
    assert len(said) == 1
    assert said[0].startswith(f"{path}: $.outcomes[")
    assert said[0].endswith("evidence 'news', which was 'document'; expected a source of the kind 'document'")
    # Stronger evidence and new outcomes are no problem.
    assert "evidence" not in run("check", before, "--previous", checkout).stdout


def test_own_outcomes_are_compared_with_earlier_ones(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        OWN.read_text(encoding="utf-8").replace("kind: organisation", "kind: news"), encoding="utf-8"
    )
    result = run("check", path, "--previous", OWN)
    assert result.exit_code == 1
    assert "evidence 'news', which was 'organisation'" in result.stdout


def test_bundled_sources_are_evidence_of_own_outcomes(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    contents = yaml.safe_load(OWN.read_text(encoding="utf-8"))
    document = apec.load().sources.where(kind="document")[0].id
    for outcome in contents["outcomes"]:
        outcome["sources"] = [document]
    path.write_text(yaml.safe_dump(contents), encoding="utf-8")
    assert "no problems" in answer(run("check", path, "--previous", OWN))
