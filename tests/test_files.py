"""Saving and loading datasets."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import attrs
import pytest

import apec_outcomes as apec
from apec_outcomes import Dataset, InvalidRecordError, SchemaVersionError
from apec_outcomes.model._collections import COLLECTIONS
from conftest import meeting, outcome

ENDINGS = [".json", ".yaml", ".yml", ".toml", ".msgpack", ".cbor", ""]


class TestSaving:
    @pytest.mark.parametrize("ending", ENDINGS)
    def test_a_saved_dataset_is_read_again(self, small: Dataset, tmp_path: Path, ending: str) -> None:
        path = tmp_path / f"record{ending}"
        small.save(path)
        assert apec.load(path) == apec.load(path, check=False) == small
        small.save(path, replace=True)
        assert apec.load(str(path)) == small
        assert os.listdir(tmp_path) == [path.name]

    def test_all_problems_of_a_file_are_counted(self, tmp_path: Path) -> None:
        themes = [{"id": f"t{number}", "label": 5} for number in range(3_000)]
        path = tmp_path / "themes.json"
        path.write_text(json.dumps({"schema": 1, "themes": themes}))
        with pytest.raises(InvalidRecordError) as caught:
            apec.load(path)
        assert caught.value.count == 3_000
        assert {problem.file for problem in caught.value.problems} == {str(path)}

    def test_equal_datasets_give_equal_bytes(self, small: Dataset, tmp_path: Path) -> None:
        small.save(tmp_path / "a")
        apec.load(tmp_path / "a").save(tmp_path / "b")
        files = {file.name: file.read_bytes() for file in (tmp_path / "a").iterdir()}
        assert files == {file.name: file.read_bytes() for file in (tmp_path / "b").iterdir()}
        assert set(files) == {
            *("dataset.json", "economies.json", "fora.json", "themes.json", "host-years.json"),
            *("actors.json", "assessments.json", "sources.json", "2024.json", "2025.json"),
        }

    def test_a_source_is_in_the_first_file_that_cites_it(self, tmp_path: Path) -> None:
        sources = [
            apec.Source(id=i, url=f"https://example.org/{i}", kind=apec.SourceKind.NEWS, publisher="E")
            for i in ("a", "b")
        ]
        cited = Dataset(
            meetings=[meeting("2024-m", sources=("b",)), meeting("2023-m", "2023", sources=("a", "b"))],
            sources=sources,
        )
        cited.save(tmp_path / "record")
        held = {p.name: json.loads(p.read_text()).get("sources") for p in (tmp_path / "record").iterdir()}
        assert [source["id"] for source in held["2023.json"]] == ["a", "b"]
        assert held["2024.json"] is None
        assert apec.load(tmp_path / "record") == cited

    @pytest.mark.parametrize("ending", [".json", ""])
    def test_a_failed_save_keeps_the_old_dataset(
        self, small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
    ) -> None:
        path = tmp_path / f"record{ending}"
        small.save(path)

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            attrs.evolve(small, version="2").save(path, replace=True)
        monkeypatch.undo()
        assert apec.load(path) == small
        assert os.listdir(tmp_path) == [path.name]

    @pytest.mark.parametrize(
        "error", [OSError(5, "Input/output error"), KeyboardInterrupt()], ids=["full", "ctrl-c"]
    )
    def test_a_failed_rename_keeps_the_old_folder(
        self, small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
    ) -> None:
        path = tmp_path / "record"
        small.save(path)

        def broken(old: str, new: str) -> None:
            raise error

        monkeypatch.setattr(os, "replace", broken)
        with pytest.raises(type(error)):
            attrs.evolve(small, version="2").save(path, replace=True)
        monkeypatch.undo()
        assert apec.load(path) == small
        assert not [name for name in os.listdir(path) if "files-" in name]

    def test_files_of_the_old_folder_that_cannot_be_removed_are_left(
        self, small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "record"
        small.save(path)
        small.save(path, replace=True)

        def broken(*_: object, **__: object) -> None:
            raise PermissionError(13, "a file is open elsewhere")

        newer = attrs.evolve(small, version="2")
        monkeypatch.setattr(os, "rmdir", broken)
        newer.save(path, replace=True)
        monkeypatch.undo()
        assert apec.load(path) == newer

    @pytest.mark.parametrize("ending", [".json", ""])
    def test_a_failed_first_save_leaves_nothing(
        self, small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
    ) -> None:
        def full(old: str, new: str) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", full)
        with pytest.raises(OSError, match="No space"):
            small.save(tmp_path / f"record{ending}")
        monkeypatch.undo()
        assert os.listdir(tmp_path) == []

    def test_a_folder_with_other_things_in_it_is_not_replaced(self, small: Dataset, tmp_path: Path) -> None:
        (tmp_path / "thesis.docx").write_text("years of work")
        with pytest.raises(apec.FormatError, match=r"thesis\.docx"):
            small.save(tmp_path)
        assert (tmp_path / "thesis.docx").exists()

    def test_an_extension_without_a_format_is_an_error(self, small: Dataset, tmp_path: Path) -> None:
        with pytest.raises(apec.FormatError, match=r"record\.xml.*\.json, \.yaml"):
            small.save(tmp_path / "record.xml")
        assert os.listdir(tmp_path) == []

    def test_a_file_keeps_its_permissions(self, small: Dataset, tmp_path: Path) -> None:
        path = tmp_path / "record.json"
        small.save(path)
        path.chmod(0o640)
        small.save(path, replace=True)
        assert path.stat().st_mode & 0o777 == 0o640

    def test_a_folder_keeps_its_permissions(self, small: Dataset, tmp_path: Path) -> None:
        path = tmp_path / "record"
        small.save(path)
        path.chmod(0o700)
        (path / "themes.json").chmod(0o600)
        for _ in range(2):
            small.save(path, replace=True)
            [themes] = path.rglob("themes.json")
            assert path.stat().st_mode & 0o777 == 0o700
            assert themes.stat().st_mode & 0o777 == 0o600

    def test_an_existing_dataset_is_replaced_only_with_replace(self, small: Dataset, tmp_path: Path) -> None:
        for path in (tmp_path / "record.json", tmp_path / "record"):
            small.save(path)
            with pytest.raises(
                FileExistsError, match=r"already exists; pass replace=True to overwrite.*record"
            ):
                attrs.evolve(small, version="2").save(path)
            assert apec.load(path) == small
        (tmp_path / "empty").mkdir()
        small.save(tmp_path / "empty")
        assert apec.load(tmp_path / "empty") == small

    def test_a_replaced_folder_keeps_other_files(self, small: Dataset, tmp_path: Path) -> None:
        path = tmp_path / "record"
        small.save(path)
        (tmp_path / "readme").write_text("of the user")
        (path / "README.md").symlink_to(tmp_path / "readme")
        for version in ("2", "3"):
            attrs.evolve(small, version=version).save(path, replace=True)
            assert apec.load(path).version == apec.load(path, check=False).version == version
            files = [name for name in os.listdir(path) if name.startswith("files-")]
            assert sorted(os.listdir(path)) == sorted(["CURRENT", "README.md", *files])
            assert (path / "CURRENT").read_text().split() == files
        assert (path / "README.md").is_symlink()

    def test_a_folder_whose_files_are_missing_says_so(self, small: Dataset, tmp_path: Path) -> None:
        path = tmp_path / "record"
        for name in ("files-1234", "../record", ""):
            (path).mkdir(exist_ok=True)
            (path / "CURRENT").write_text(name)
            for check in (True, False):
                with pytest.raises(FileNotFoundError, match="CURRENT names"):
                    apec.load(path, check=check)
        small.save(path, replace=True)
        assert apec.load(path) == small

    def test_temporary_files_of_a_killed_write_are_removed_after_a_day(
        self, small: Dataset, tmp_path: Path
    ) -> None:
        path = tmp_path / "record"
        small.save(path)
        leftovers = [tmp_path / ".new-killed", path / "files-killed", path / ".files-killed"]
        for age, left in ((0, True), (23 * 3600, True), (25 * 3600, False)):
            for each in leftovers:
                each.mkdir(exist_ok=True)
                then = time.time() - age
                os.utime(each, (then, then))
            small.save(path, replace=True)
            small.save(tmp_path / f"{age}.json")
            assert [each.exists() for each in leftovers] == [left] * 3

    def test_the_old_folder_that_a_killed_write_left_is_kept(self, small: Dataset, tmp_path: Path) -> None:
        left = tmp_path / ".new-killed"
        (left / "old").mkdir(parents=True)
        small.save(left / "old" / "record")
        long_ago = time.time() - 400 * 24 * 3600
        os.utime(left, (long_ago, long_ago))
        small.save(tmp_path / "other")
        assert apec.load(left / "old" / "record") == small

    def test_the_cost_of_a_save_does_not_depend_on_leftover_files(
        self, small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "record"
        small.save(path)
        opened: list[object] = []
        scandir = os.scandir

        def watched(folder: str) -> Any:
            opened.append(folder)
            return scandir(folder)

        monkeypatch.setattr(os, "scandir", watched)
        counts = set()
        for number in range(3):
            for each in range(10 * number):
                (path / f"files-{number}-{each}").mkdir()
            opened.clear()
            small.save(path, replace=True)
            counts.add(len([each for each in opened if each == str(path)]))
        assert counts == {1}

    def test_a_version_is_in_the_head_of_a_folder_only(self, small: Dataset, tmp_path: Path) -> None:
        path = tmp_path / "record"
        small.save(path)
        data = json.loads((path / "2024.json").read_text())
        (path / "2024.json").write_text(json.dumps(data | {"version": "9"}))
        with pytest.raises(
            InvalidRecordError, match=r"2024\.json: \$\.version: in the wrong file; expected only in"
        ):
            apec.load(path)

    def test_other_files_are_not_deleted(self, small: Dataset, tmp_path: Path) -> None:
        (tmp_path / "notes.json").write_text("{}")
        with pytest.raises(ValueError, match=r"notes\.json"):
            small.save(tmp_path)
        assert (tmp_path / "notes.json").exists()
        (tmp_path / "notes.json").rename(tmp_path / "README.md")
        small.save(tmp_path)
        assert (tmp_path / "README.md").read_text() == "{}"
        assert apec.load(tmp_path) == small

    @pytest.mark.parametrize(
        "given",
        [5, True, ["a"], None, "a\0b", "\ud800", object()],
        ids=["number", "bool", "list", "none", "null-character", "half-surrogate", "object"],
    )
    def test_an_argument_that_is_not_a_path_is_an_error(self, small: Dataset, given: Any) -> None:
        asks: list[Any] = [small.save, small.export, small.meetings.export]
        for ask in [*asks, apec.load] if given is not None else asks:
            with pytest.raises(apec.ArgumentError, match="got .*; expected the path of a file or a folder"):
                ask(given)

    @pytest.mark.parametrize("check", ["no", 0, None], ids=["text", "number", "none"])
    def test_check_is_true_or_false(self, small: Dataset, tmp_path: Path, check: Any) -> None:
        small.save(tmp_path / "own.json")
        with pytest.raises(apec.ArgumentError, match="for check; expected True or False"):
            apec.load(tmp_path / "own.json", check=check)

    def test_a_folder_is_not_read_as_a_file(self, small: Dataset, tmp_path: Path) -> None:
        (tmp_path / "2024.json").mkdir()
        with pytest.raises(ValueError, match=r"2024\.json"):
            small.save(tmp_path, replace=True)
        (tmp_path / "v1.0").mkdir()
        small.save(tmp_path / "v1.0")
        assert apec.load(tmp_path / "v1.0") == small

    def test_errors_name_the_given_path(self, small: Dataset, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError, match="nowhere"):
            small.save(tmp_path / "nowhere" / "record.json")
        (tmp_path / "file").write_text("")
        with pytest.raises(apec.FormatError, match="file"):
            small.save(tmp_path / "file")
        with pytest.raises(apec.FormatError, match="empty path"):
            small.save("")

    @pytest.mark.parametrize("ending", [".json", ""])
    def test_a_link_is_followed(self, small: Dataset, tmp_path: Path, ending: str) -> None:
        target, link = tmp_path / f"target{ending}", tmp_path / f"link{ending}"
        small.save(target)
        link.symlink_to(target)
        attrs.evolve(small, version="2").save(link, replace=True)
        assert link.is_symlink()
        assert apec.load(target).version == apec.load(link).version == "2"

    def test_the_order_of_records_makes_no_difference(self, small: Dataset, tmp_path: Path) -> None:
        turned = attrs.evolve(
            small,
            meetings=small.meetings[::-1],
            outcomes=small.outcomes[::-1],
            calendar=small.calendar[::-1],
            sources=small.sources[::-1],
        )
        assert turned == small
        assert apec.dumps(turned) == apec.dumps(small)

    def test_a_dataset_is_saved_over_what_it_is_read_from(self, small: Dataset, tmp_path: Path) -> None:
        small.save(tmp_path / "record")
        data = apec.load(tmp_path / "record", check=False)
        data.save(tmp_path / "record", replace=True)
        assert apec.load(tmp_path / "record") == small == data


class TestReading:
    def test_own_records_may_refer_to_bundled_ones(self, tmp_path: Path) -> None:
        path = tmp_path / "mine.yaml"
        path.write_text(
            """
schema: 1
meetings:
  - id: 2024-own-workshop
    title: Our own workshop
    kind: workshop
    forum: desg
    dates: 2024-08-14
    status: held
    themes: [artificial-intelligence]
    part_of: 2024-som3
outcomes:
  - id: 2024-own-workshop.finding
    meeting: 2024-own-workshop
    title: A finding
    kind: takeaway
    summary: Something was found.
    themes: [artificial-intelligence]
    builds_on: [2024-som3-digital-week.ethical-ai]
"""
        )
        mine = apec.load(path)
        assert mine.meetings.ids() == ("2024-own-workshop",)
        merged = apec.load().merge(mine)
        assert "2024-own-workshop.finding" in merged.outcomes.about("AI").in_year(2024) | merged.outcomes
        assert [o.id for o in merged.lineage("2024-own-workshop.finding").ancestors] == [
            "2024-som3-digital-week.ethical-ai"
        ]

    def test_a_folder_that_is_replaced_during_every_read_is_an_error(
        self, small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "record"
        small.save(path)
        listdir = os.listdir

        def beside_a_writer(folder: str) -> list[str]:
            found = listdir(folder)
            with monkeypatch.context() as alone:
                alone.setattr(os, "listdir", listdir)
                small.save(path, replace=True)
            return found

        monkeypatch.setattr(os, "listdir", beside_a_writer)
        for check in (True, False):
            with pytest.raises(OSError, match="replaced 20 times while it was read; load it again"):
                apec.load(path, check=check)
        monkeypatch.undo()
        assert apec.load(path) == small

    def test_a_byte_order_mark_is_ignored(self, tmp_path: Path) -> None:
        path = tmp_path / "mine.json"
        path.write_text('{"schema": 2, "version": "3"}', encoding="utf-8-sig")
        assert apec.load(path).version == apec.load(path, check=False).version == "3"

    def test_every_problem_has_its_file_and_path(self, small: Dataset, tmp_path: Path) -> None:
        small.save(tmp_path / "record")
        for name, change in (("2024.json", {"kind": "x"}), ("2025.json", {"forum": "no-forum"})):
            file = tmp_path / "record" / name
            data = json.loads(file.read_text())
            data["meetings"][0] |= change
            file.write_text(json.dumps(data))
        (tmp_path / "record" / "themes.json").write_text('{"schema": 2, "themes": [')
        with pytest.raises(InvalidRecordError) as caught:
            apec.load(tmp_path / "record")
        found = {(Path(p.file or "").name, p.path) for p in caught.value.problems}
        assert {
            ("2024.json", "$.meetings[0].kind"),
            ("2025.json", "$.meetings[0].forum"),
            ("themes.json", "$"),
        } <= found

    def test_a_record_in_the_file_of_another_year_is_a_problem(self, small: Dataset, tmp_path: Path) -> None:
        small.save(tmp_path / "record")
        older, newer = (tmp_path / "record" / f"{year}.json" for year in (2024, 2025))
        data = {path: json.loads(path.read_text()) for path in (older, newer)}
        for name in ("meetings", "calendar"):
            data[newer][name] += data[older].pop(name)
        for path, content in data.items():
            path.write_text(json.dumps(content))
        with pytest.raises(InvalidRecordError) as caught:
            apec.load(tmp_path / "record")
        assert [problem[:3] for problem in caught.value.problems] == [
            (f"$.{name}.id", f"{key!r} belongs to another year", "records of 2025 in this file")
            for name, key in (
                ("meetings[1]", "2024-b"),
                ("meetings[2]", "2024-a"),
                ("calendar[1]", "cal-2024-a"),
            )
        ]

    def test_an_id_in_two_files_is_a_problem_that_names_both(self, tmp_path: Path) -> None:
        for name in ("a.json", "b.json"):
            Dataset(meetings=[meeting("2024-m")]).save(tmp_path / name)
        with pytest.raises(
            InvalidRecordError,
            match=r"b\.json: .*\[0\]\.id: duplicate '2024-m', first used at .*a\.json",
        ):
            apec.load(tmp_path)

    @pytest.mark.parametrize(
        ("name", "text", "message"),
        [
            ("half.json", '{"schema": 2, "meetings": [{"id": "2024', "not well-formed json"),
            ("foreign.json", '{"name": "something else"}', r"\$\.schema: missing; expected schema: 2"),
            ("foreign.json", "[1, 2]", r"\$: got a list; expected a dataset: schema: 2, and lists such as"),
            ("empty.json", "", "not well-formed json: it is empty; expected json text"),
            ("empty.yaml", "", "got null; expected a dataset: schema: 2, and lists such as meetings"),
            ("text.yaml", "hello", "got 'hello'; expected a dataset: schema: 2, and lists such as meetings"),
            ("foreign.txt", "hello", r"unknown extension; expected .* extensions \.json, \.yaml, \.yml, "),
            ("binary.json", "\x00\x01", "not well-formed json"),
        ],
    )
    def test_a_truncated_or_foreign_file_is_a_problem(
        self, tmp_path: Path, name: str, text: str, message: str
    ) -> None:
        path = tmp_path / name
        path.write_text(text)
        with pytest.raises(InvalidRecordError, match=message) as caught:
            apec.load(path)
        assert all(problem.file == str(path) for problem in caught.value.problems)

    @pytest.mark.parametrize("given", [5, True, ["a.json"]])
    def test_only_paths_are_read(self, given: Any) -> None:
        with pytest.raises(apec.ArgumentError, match="expected the path of a file or a folder"):
            apec.load(given)

    def test_a_newer_schema_is_an_error_that_names_both_versions(self, tmp_path: Path) -> None:
        path = tmp_path / "newer.json"
        path.write_text('{"schema": 3, "gatherings": []}')
        with pytest.raises(SchemaVersionError, match=r"newer\.json.*schema version 3.*version 2 or older"):
            apec.load(path)

    def test_an_empty_folder_and_a_missing_file_are_errors(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidRecordError, match="no dataset file in this folder"):
            apec.load(tmp_path)
        for check in (True, False):
            for name in ("none.json", "none"):
                with pytest.raises(FileNotFoundError, match="expected a dataset file or a folder") as caught:
                    apec.load(tmp_path / name, check=check)
                assert caught.value.filename == str(tmp_path / name)
                assert "without a path, load()" in str(caught.value)


class TestUncheckedReading:
    @pytest.fixture
    def folder(self, tmp_path: Path, small: Dataset) -> Path:
        small.save(tmp_path / "record")
        return tmp_path / "record"

    def test_a_query_of_the_calendar_reads_no_outcomes(self, folder: Path) -> None:
        file = folder / "2024.json"
        file.write_text(json.dumps(json.loads(file.read_text()) | {"outcomes": [{"id": 5}]}))
        data = apec.load(folder, check=False)
        assert len(data.calendar) == 2
        with pytest.raises(InvalidRecordError):
            len(data.outcomes)

    def test_a_query_reports_problems_of_the_records_that_it_reads(self, folder: Path) -> None:
        file = folder / "2024.json"
        wrong = {"outcomes": [{"id": 5}], "calendar": [{"id": 6}]}
        file.write_text(json.dumps(json.loads(file.read_text()) | wrong))
        data = apec.load(folder, check=False)
        for name in wrong:
            with pytest.raises(InvalidRecordError) as caught:
                len(getattr(data, name))
            assert {problem.path.partition("[")[0] for problem in caught.value.problems} == {f"$.{name}"}

    def test_valid_files_are_read_without_cattrs(self, folder: Path) -> None:
        program = (
            "import sys, apec_outcomes as apec; data = apec.load(sys.argv[1], check=False);"
            "found = [list(getattr(data, name)) for name in sys.argv[2:]];"
            "sys.exit(not all(found) or 'cattrs' in sys.modules)"
        )
        subprocess.run([sys.executable, "-c", program, str(folder), *COLLECTIONS], check=True)

    def test_a_query_that_failed_fails_again(self, folder: Path) -> None:
        file = folder / "2024.json"
        file.write_text(json.dumps(json.loads(file.read_text()) | {"outcomes": [{"id": 5}]}))
        data = apec.load(folder, check=False)
        for _ in range(2):
            with pytest.raises(InvalidRecordError, match=r"2024\.json.*outcomes\[0\]\.id"):
                len(data.outcomes)

    @pytest.mark.parametrize(
        ("name", "text", "message"),
        [
            ("2024.json", '{"schema": 9}', "schema version 9"),
            ("2024.json", "[1]", "got a list"),
            ("2024.json", '{"schema": 2, "outcomes": {"a": 1}}', "got an object"),
            ("dataset.json", '{"schema": 2, "as_of": "soon"}', "got 'soon'"),
            ("dataset.json", '{"schema": 9, "as_of": 7}', "schema version 9"),
        ],
    )
    def test_a_problem_names_its_file(self, folder: Path, name: str, text: str, message: str) -> None:
        (folder / name).write_text(text)
        with pytest.raises(InvalidRecordError, match=message) as caught:
            len(apec.load(folder, check=False).outcomes)
        assert caught.value.problems[0].file == str(folder / name)

    @pytest.mark.parametrize(
        "fields", [{"venue": None, "announced": None}, {"dates": None}, {"status": "lost"}]
    )
    def test_files_that_the_library_did_not_write_are_read_strictly(
        self, folder: Path, fields: dict[str, Any]
    ) -> None:
        file = folder / "2024.json"
        written = json.loads(file.read_text())
        written["calendar"] = [entry | fields for entry in written["calendar"]]
        file.write_text(json.dumps(written))
        if "venue" in fields:
            assert apec.load(folder, check=False).calendar == apec.load(folder).calendar
        else:
            with pytest.raises(InvalidRecordError) as caught:
                len(apec.load(folder, check=False).calendar)
            with pytest.raises(InvalidRecordError) as expected:
                apec.load(folder)
            assert caught.value.problems == expected.value.problems

    def test_unchecked_and_checked_reading_have_the_same_answers(self, folder: Path) -> None:
        def ask(data: Dataset) -> list[Any]:
            return [
                data.meetings.in_year(2023).ids(),
                data.outcomes.since("2024-08-12").ids(),
                data.outcomes.ids(),
                data.outcomes.matching("something").ids(),
                data.sessions.ids(),
                data.documents.ids(),
                data.version,
            ]

        assert ask(apec.load(folder, check=False)) == ask(apec.load(folder))


def test_unknown_outcomes_of_own_meetings_are_reported_immediately(tmp_path: Path) -> None:
    with pytest.raises(InvalidRecordError):
        Dataset(outcomes=[outcome("2024-m.a")]).save(tmp_path / "x.json")


def test_a_device_is_not_replaced_by_a_dataset(small: Dataset) -> None:
    with pytest.raises(
        apec.FormatError, match="'/dev/null' is a file without an extension; expected a folder"
    ):
        small.save("/dev/null", replace=True)
