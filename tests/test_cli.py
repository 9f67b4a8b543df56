"""The command line, as a person and as a pipe see it."""

import datetime
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import apec_outcomes as apec
from apec_outcomes import bundled
from apec_outcomes.cli import app

OWN = Path(__file__).parent.parent / "examples" / "own-meetings.yaml"
Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run the command line in this process, as in a pipe."""
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def answer(result: Result) -> str:
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result.stdout


def error_of(result: Result) -> str:
    """Return the one line that an error is, without what it begins with."""
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("Error: ")
    return result.stderr.removeprefix("Error: ").rstrip("\n")


def process(*words: str, **options: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "apec_outcomes", *words]
    return subprocess.run(command, capture_output=True, env={**os.environ, **options}, check=False)


# The brief of SOM3 2024.


@pytest.fixture
def brief(run: Run) -> str:
    return answer(run("show", "2024-som3"))


def section(brief: str, heading: str) -> str:
    """Return the text below a heading of a brief, up to the next one."""
    found = re.search(
        rf"^{re.escape(heading)}[^\n]*\n(.*?)(?=^[A-Z][A-Z ,]+(?: \[\d+\])?$|\Z)", brief, re.M | re.S
    )
    assert found, f"no {heading!r} in:\n{brief}"
    return found[1]


def test_a_brief_says_what_when_and_where(brief: str) -> None:
    assert brief.splitlines()[0] == apec.load().meetings["2024-som3"].title
    for line in ("August – 25 August 2024", "Lima, Peru", "Empower. Include. Grow.", "Carlos Vasquez"):
        assert line in brief


def test_a_brief_groups_sessions_by_forum(brief: str) -> None:
    sessions = section(brief, "SESSIONS BY FORUM")
    forum, session = (
        sessions.index("\nDigital Economy Steering Group (DESG)\n"),
        sessions.index("DESG) Plenary"),
    )
    assert forum < session < sessions.index("Data privacy frameworks")


def test_a_brief_tells_every_outcome_with_its_themes_and_sources(brief: str) -> None:
    flat = " ".join(brief.split())
    data = apec.load()
    for outcome in data.outcomes_of("2024-som3"):
        themes = "; ".join(data.themes[theme].label for theme in outcome.themes)
        pattern = (
            rf"- {re.escape(f'{outcome.title}: {outcome.summary}')} (\[\d+\])+ Themes: {re.escape(themes)}"
        )
        assert re.search(pattern, flat), outcome


def test_a_brief_has_the_headings_of_its_source_in_their_order(brief: str) -> None:
    numbered = re.findall(r"^ +(\d)\. (.+)$", brief, re.M)
    assert numbered[0] == ("1", "Empowering MSMEs in the Global Economy")
    assert [number for number, _ in numbered] == ["1", "2", "3", "4", "5", "6"]


def test_a_brief_tells_the_four_dates_announced_next_and_where_the_fact_differs(brief: str) -> None:
    announced = section(brief, "ANNOUNCED NEXT BY ACCESS PARTNERSHIP")
    dates = [line[:20].strip() for line in announced.splitlines() if line and line[0] != " "]
    assert dates == ["11 September 2024", "13 September 2024", "18–21 October 2024", "15–16 November 2024"]
    mining, _, rest = announced.partition("13 September")
    finance = rest.partition("18–21 October")[2].partition("15–16 November")[0]
    assert "Took place 10–11 September 2024" in mining
    assert "Took place 20–21 October 2024" in finance
    assert "Held as announced" in rest.partition("15–16 November")[2]


def test_a_brief_names_the_ministerials_held_within(brief: str) -> None:
    within = section(brief, "MEETINGS HELD WITHIN IT")
    for meeting in ("2024-health", "2024-energy", "2024-food-security"):
        assert meeting in within


def test_every_number_in_a_brief_has_its_source(brief: str) -> None:
    text, sources = brief.split("\nSOURCES\n")
    cited = {int(number) for number in re.findall(r"\[(\d+)\]", text)}
    listed = [int(number) for number in re.findall(r"^\[(\d+)\]", sources, re.M)]
    assert listed == list(range(1, len(listed) + 1))
    assert cited == set(listed)
    assert sources.count("://") == len(listed)


def test_a_brief_fits_the_width_it_is_given(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = answer(CliRunner().invoke(app, ["show", "2024-som3"])).splitlines()
    assert [line for line in lines if len(line) > 80 and "://" not in line] == []
    assert "…" not in "".join(lines)


@pytest.mark.parametrize("columns", ["0", "00", "-1"])
def test_a_width_that_is_not_above_0_is_not_known(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    unset = answer(run("show", "2024-aelm"))
    monkeypatch.setenv("COLUMNS", columns)
    assert answer(CliRunner().invoke(app, ["show", "2024-aelm"])) == unset
    monkeypatch.setenv("FORCE_COLOR", "1")  # as on a terminal
    assert "AELM" in answer(CliRunner().invoke(app, ["show", "2024-aelm"]))


def test_a_brief_as_json_holds_what_the_page_tells(run: Run) -> None:
    found = json.loads(answer(run("show", "2024-som3", "--json")))
    assert found["meeting"] == apec.unstructure(apec.load().meetings["2024-som3"])
    assert [entry["dates"] for entry in found["announced_next"]] == [
        "2024-09-11",
        "2024-09-13",
        "2024-10-18/2024-10-21",
        "2024-11-15/2024-11-16",
    ]
    assert {outcome["meeting"] for outcome in found["outcomes"]} == {"2024-som3"}
    assert {"2024-health", "2024-energy"} <= {meeting["id"] for meeting in found["held_within"]}
    assert [point["took_place"] for point in found["differences"]] == [
        "2024-09-10/2024-09-11",
        "2024-10-20/2024-10-21",
    ]
    assert all(source["url"] for source in found["sources"])


# Cards of other records.


@pytest.mark.parametrize(
    ("id", "lines"),
    [
        ("2024-som3-desg-plenary", ["Lima, Peru", "Data privacy frameworks", "accesspartnership.com"]),
        ("2024-som3-a2c2.voices", ["Make the informal sector heard", "informal-economy"]),
        ("cal-2024-finance", ["18–21 October 2024", "took place 20–21 October 2024"]),
        ("desg", ["Digital Economy Steering Group", "Committee on Trade and Investment (cti)"]),
        ("AI", ["Artificial intelligence", "Digital economy (digital-economy)"]),
        ("Viet Nam", ["VNM · economy", "member"]),
        ("vietnam", ["VNM · economy"]),
        ("2024", ["APEC 2024", "Peru (PER)", "Empower. Include. Grow.", "2024-som3"]),
    ],
)
def test_any_record_is_shown_by_its_id_or_name(run: Run, id: str, lines: list[str]) -> None:
    shown = answer(run("show", id))
    for line in lines:
        assert line in shown


def test_every_record_of_the_bundled_data_has_a_card(run: Run) -> None:
    data = apec.load()
    for query in (data.meetings, data.sessions, data.outcomes, data.calendar, data.fora, data.themes):
        for record in query.limit(3):
            assert record.id in answer(run("show", record.id))


def test_a_miss_suggests_near_ids(run: Run) -> None:
    assert re.fullmatch(
        r"no '2024-som9' in the dataset; did you mean .*'2024-som3'.*\?", error_of(run("show", "2024-som9"))
    )


def test_a_name_of_two_things_asks_for_the_id(run: Run) -> None:
    assert (
        "'GRP' is ambiguous; expected the id 'grp' (forum) or 'good-regulatory-practices' (theme)"
        in error_of(run("show", "GRP"))
    )


def test_an_economy_is_shown_with_the_years_that_it_hosted(run: Run) -> None:
    shown = answer(run("show", "Peru"))
    assert re.search(
        r"^- 2008 A New Commitment .*\n- 2016 .*\n- 2024 Empower", section(shown, "HOST OF"), re.M
    )
    found = json.loads(answer(run("show", "Peru", "--json")))
    assert [year["year"] for year in found["host_years"]][:3] == [2008, 2016, 2024]


# Lists.


def ids(result: Result) -> list[str]:
    return [record["id"] for record in json.loads(answer(result))]


def test_meetings_are_filtered(run: Run) -> None:
    assert "2024-som3" in ids(
        run("meetings", "--kind", "cluster", "--forum", "SOM", "--of-year", 2024, "--json")
    )
    assert "2024-food-security" in ids(run("meetings", "--at", "Trujillo", "--of-year", 2024, "--json"))
    lima = ids(
        run(
            "meetings",
            "--hosted-by",
            "Peru",
            "--at",
            "Lima",
            "--since",
            "2024-11",
            "--until",
            "2024",
            "--json",
        )
    )
    assert "2024-aelm" in lima
    assert "2024-som3" not in lima
    assert ids(run("meetings", "--matching", '"food security"', "--limit", 1, "--json"))


def test_outcomes_are_filtered(run: Run) -> None:
    found = ids(run("outcomes", "--about", "AI", "--adopted-at", "2024-som3", "--kind", "takeaway", "--json"))
    assert "2024-som3-desg-plenary.ai-governance" in found
    broad = ids(run("outcomes", "--about", "digital-economy", "--adopted-at", "2024-som3", "--json"))
    narrow = ids(
        run("outcomes", "--about", "digital-economy", "--no-narrower", "--adopted-at", "2024-som3", "--json")
    )
    assert set(narrow) < set(broad)
    assert set(found) <= set(broad)
    assert ids(run("outcomes", "--concerning", "customs administrations", "--json"))
    assert ids(run("outcomes", "--adopted-at", "2024-som3", "--due-by", 2030, "--json")) == []


def test_a_year_is_one_of_dates_or_one_of_apec(run: Run, data: apec.Dataset) -> None:
    def found(command: str, option: str, year: int) -> list[str]:
        return ids(run(command, option, year, "--json"))

    assert found("outcomes", "--in-year", 2004) == list(data.outcomes.in_year(2004).ids())
    assert found("outcomes", "--of-year", 2004) == list(data.outcomes.where(year=2004).ids())
    assert found("outcomes", "--in-year", 2004) != found("outcomes", "--of-year", 2004)
    assert "2024-symposium" in found("meetings", "--in-year", 2023)
    assert "2024-symposium" not in found("meetings", "--of-year", 2023)


@pytest.mark.parametrize(
    "command", ["meetings", "calendar", "outcomes", "export outcomes", "export sessions"]
)
def test_a_place_is_asked_for_by_at_in_each_command(run: Run, command: str) -> None:
    for place in ("Lima", "Peru"):
        words = (*command.split(), "--at", place)
        found = run(*words, "--to", "csv") if "export" in command else run(*words, "--json")
        assert len(answer(found).splitlines()) > 2
    miss = error_of(run(*command.split(), "--at", "Atlantis", *(("--to", "csv") * ("export" in command))))
    assert "'Atlantis'" in miss


def test_outcomes_are_asked_by_place_and_host(run: Run, data: apec.Dataset) -> None:
    lima = ids(run("outcomes", "--at", "Lima", "--json"))
    assert lima
    assert {data.meetings[data.outcomes[key].meeting].venue.city for key in lima} == {"Lima"}  # type: ignore[union-attr]
    hosted = ids(run("outcomes", "--hosted-by", "Peru", "--json"))
    assert {data.outcomes[key].year for key in hosted} == {2008, 2016, 2024}


def test_outcomes_are_asked_by_their_deadline(run: Run, data: apec.Dataset) -> None:
    due = [outcome for outcome in data.outcomes if outcome.target_date]
    by = ids(run("outcomes", "--due-by", 2020, "--json"))
    during = ids(run("outcomes", "--due-during", 2020, "--json"))
    assert set(by) == {o.id for o in due if o.target_date and o.target_date.end.year <= 2020}
    assert set(during) == {
        o.id for o in due if o.target_date and o.target_date.overlaps(apec.DateSpan.of(2020))
    }
    assert "1994-aelm.bogor-goals" in during
    assert 0 < len(during) < len(by)


def test_outcomes_of_several_meetings_are_taken_together(run: Run) -> None:
    words = ("outcomes", "--adopted-at", "2024-aelm", "--adopted-at", "2024-som3", "--json")
    assert {key[:9] for key in ids(run(*words))} == {"2024-aelm", "2024-som3"}


def test_the_calendar_looks_forward_from_today(run: Run, data: apec.Dataset) -> None:
    today = datetime.date.today()
    for words in (("--upcoming",), ("--within", "30 years")):
        assert ids(run("calendar", *words, "--json")) == list(data.calendar.upcoming(on=today).ids())


def test_the_calendar_looks_forward_from_a_day(run: Run) -> None:
    ahead = ("calendar", "--on", "2024-10-20", "--within", "4 weeks", "--json")
    found = ids(run(*ahead, "--forum", "fmm", "--forum", "aelm"))
    assert (found[0], found[-1]) == ("cal-2024-finance", "cal-2024-aelm")
    assert "cal-2024-mining" not in ids(run(*ahead))


def test_the_calendar_tells_where_the_fact_differs(run: Run) -> None:
    shown = answer(run("calendar", "--differences", "--of-year", 2024))
    assert re.search(r"cal-2024-finance .* 18–21 October 2024 .*took place 20–21 October 2024", shown)
    assert "cal-2024-aelm" not in shown


def test_themes_are_a_tree(run: Run) -> None:
    lines = answer(run("themes", "trade-facilitation")).splitlines()
    assert lines[1].startswith("Trade facilitation ")
    assert any(line.startswith("  Customs procedures ") for line in lines)
    tree = json.loads(answer(run("themes", "--json")))
    assert len(tree) == len(apec.load().themes)
    assert "artificial-intelligence" in [theme["id"] for theme in tree]


def test_a_search_finds_words_in_every_collection(run: Run) -> None:
    found = json.loads(answer(run("search", '"informal sector"', "voices", "--json")))
    assert [outcome["id"] for outcome in found["outcomes"]] == ["2024-som3-a2c2.voices"]
    assert "2024-som3-a2c2.voices" in answer(run("search", "informal", "--in", "outcomes"))
    assert answer(run("search", "zyzzyva")) == "nothing found\n"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("privacy", "-tax"), "privacy -tax"),
        (("-tax", "privacy"), "privacy -tax"),
        (("privacy", "-nature", "-n", "3"), "privacy -nature"),
        (("-health", "privacy", "-n3"), "privacy -health"),
        (("--", "-tax", "privacy"), "-tax privacy"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_a_search_passes_on_the_words_that_begin_with_a_minus(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], text: str
) -> None:
    asked: list[str] = []

    def matching(query: apec.OutcomeQuery, text: str) -> apec.OutcomeQuery:
        asked.append(text)
        return query.limit(0)

    monkeypatch.setattr(apec.OutcomeQuery, "matching", matching)
    run("search", "--in", "outcomes", *words)
    assert [sorted(each.split()) for each in asked] == [sorted(text.split())]


def test_a_table_in_a_pipe_has_a_line_for_each_record(run: Run) -> None:
    meetings = apec.load().meetings
    lines = answer(run("meetings")).splitlines()
    assert len(lines) == len(meetings) + 2
    assert lines[0].split() == ["ID", "MEETING", "DATES", "PLACE", "KIND", "STATUS"]
    assert [line.split()[0] for line in lines[1:-1]] == list(meetings.ids())
    assert not any(line.endswith(" ") or "\x1b" in line or "…" in line for line in lines)


def test_a_narrow_table_keeps_every_word(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = answer(CliRunner().invoke(app, ["outcomes", "--adopted-at", "2024-som3-desg-plenary"]))
    assert max(map(len, shown.splitlines())) <= 80
    for outcome in apec.load().outcomes.adopted_at("2024-som3-desg-plenary"):
        assert outcome.id in shown
        assert outcome.title in shown


def test_a_limit_says_how_many_there_are(run: Run) -> None:
    total = len(apec.load().meetings)
    assert answer(run("meetings", "--limit", 2)).splitlines()[-1] == f"2 of {total} meetings"


@pytest.mark.parametrize(
    "words",
    [
        ("meetings",),
        ("outcomes",),
        ("calendar",),
        ("themes",),
        ("search", "digital"),
        ("show", "desg"),
        ("check",),
    ],
)
def test_every_command_gives_json_alone(run: Run, words: tuple[str, ...]) -> None:
    assert json.loads(answer(run(*words, "--json")))


# Errors.


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("outcomes", "--about", "no such theme"), "no 'no such theme' in themes"),
        (("meetings", "--since", "soonish"), "cannot read 'soonish' as a date"),
        (("meetings", "--since", "04/05/2024"), "'04/05/2024'"),
        (("outcomes", "--matching", " "), "an empty search"),
        (("search", '"half'), "a quotation mark stands alone"),
        (("calendar", "--on", "2024", "--within", "ages"), "got 'ages'"),
        (("--data", "no-such-file.json", "meetings"), "no-such-file.json: No such file"),
        (("check", "no-such-file.json"), "no-such-file.json: No such file"),
    ],
)
def test_an_error_is_one_line(run: Run, words: tuple[str, ...], said: str) -> None:
    assert said in error_of(run(*words))


@pytest.mark.parametrize(
    "words",
    [
        ("meetings", "--kind", "party"),
        ("meetings", "--limit", "-1"),
        ("meetings", "--subfora"),
        ("outcomes", "--no-narrower"),
        ("--data", "x.json", "check"),
        ("nonsense",),
        ("show",),
    ],
)
def test_a_wrong_use_exits_with_2(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_missing_format_library_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    assert error_of(run("check", OWN)) == (
        "PyYAML is not installed; install apec-outcomes with its extra 'yaml': "
        "pip install 'apec-outcomes[yaml]', or in a copy of the repository pip install '.[yaml]'"
    )


def test_the_version_is_told(run: Run) -> None:
    assert apec.__version__ in answer(run("--version"))


# Datasets of one's own.


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.json"
    theme = {"id": "example", "label": 5}
    meeting = {"id": "2027-example", "title": "Example", "kind": "party", "dates": "soon", "status": "held"}
    path.write_text(json.dumps({"schema": 1, "themes": [theme], "meetings": [meeting]}))
    return path


def test_the_example_is_right(run: Run) -> None:
    told = answer(run("check", OWN))
    assert told.startswith(f"{OWN}: no problems in 1 meeting, 2 sessions, 1 document, 2 outcomes")


def test_own_records_stand_beside_the_bundled_ones(run: Run) -> None:
    shown = answer(run("--data", OWN, "show", "2027-example-customs-workshop"))
    assert "Lima, Peru" in shown
    assert "Sub-Committee on Customs Procedures" in shown
    assert "2024-som3" in ids(run("--data", OWN, "meetings", "--json"))


def test_check_lists_every_problem_with_file_path_and_what_was_expected(run: Run, broken: Path) -> None:
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


def test_check_gives_problems_as_json(run: Run, broken: Path) -> None:
    result = run("check", broken, "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert found["valid"] is False
    assert found["problems"][0]["path"] == "$.themes[0].label"
    assert found["problems"][0]["file"] == str(broken)


def test_broken_data_beside_the_record_is_one_line(run: Run, broken: Path) -> None:
    said = error_of(run("--data", broken, "meetings"))
    assert said.startswith(f"{broken}: $.themes[0].label: got 5; expected text")
    assert "2 more" in said


def test_check_writes_the_canonical_form(run: Run, tmp_path: Path) -> None:
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
    """A copy of the bundled files, which the check takes for them."""
    folder = tmp_path / "data"
    shutil.copytree(bundled.FOLDER, folder)
    monkeypatch.setattr("apec_outcomes.cli.check.FOLDER", str(folder))
    return folder


def test_the_bundled_data_keeps_the_rules_of_the_house(run: Run) -> None:
    assert answer(run("check")).startswith("the bundled dataset: no problems in ")


def test_a_bundled_record_without_a_source_is_a_problem(run: Run, checkout: Path) -> None:
    path = checkout / "2024.json"
    contents = json.loads(path.read_text(encoding="utf-8"))
    index = [meeting["id"] for meeting in contents["meetings"]].index("2024-som3")
    del contents["meetings"][index]["sessions"][0]["sources"]
    path.write_text(json.dumps(contents), encoding="utf-8")
    result = run("check")
    assert result.exit_code == 1
    place = f"$.meetings[{index}].sessions[0].sources"
    assert f"{path}: {place}: 2024-som3: no source; expected the id of at least one source\n" in result.stdout


def test_a_bundled_file_in_another_formatting_is_a_problem_until_written(run: Run, checkout: Path) -> None:
    path = checkout / "themes.json"
    before = path.read_bytes()
    path.write_text(json.dumps(json.loads(before)), encoding="utf-8")
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{path}: $: not in the canonical formatting from line 1 on; expected ")
    answer(run("check", "--write"))
    assert path.read_bytes() == before
    assert (checkout / "README.md").exists() == os.path.exists(os.path.join(bundled.FOLDER, "README.md"))


# Real processes: pipes, signals, encodings.


def test_a_pipe_that_closes_is_no_traceback() -> None:
    command = [sys.executable, "-m", "apec_outcomes", "show", "2024-som3", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()
        code = running.wait(timeout=60)
    assert said is not None
    assert said.strip() == b""
    assert code == 141


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_is_one_line() -> None:
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "apec_outcomes", "meetings"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr == b"Error: No space left on device\n"


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
def test_an_interrupt_is_no_traceback(tmp_path: Path) -> None:
    pipe = tmp_path / "waiting.json"
    os.mkfifo(pipe)  # reading it waits for a writer that never comes
    command = [sys.executable, "-m", "apec_outcomes", "check", str(pipe)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        writer = None
        while writer is None and running.poll() is None:
            try:
                writer = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
            except OSError:  # nobody reads yet
                time.sleep(0.02)
        said = None
        for _ in range(20):  # one that comes just before it begins to wait is heard only after
            running.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                said = running.communicate(timeout=2)[1]
                break
        else:
            running.kill()
        if writer is not None:
            os.close(writer)
    assert running.returncode == 130
    assert said is not None
    assert said.strip() == b""


@pytest.mark.parametrize("words", [(), ("export",)])
def test_without_a_command_the_help_is_printed_as_help_prints_it(words: tuple[str, ...]) -> None:
    bare, asked = process(*words), process(*words, "--help")
    assert (bare.returncode, bare.stdout, bare.stderr) == (2, b"", asked.stdout)
    assert bare.stderr.count(b"\n") > 10


@pytest.mark.parametrize("missing", ["click", "rich"])
def test_without_the_extra_one_line_says_so(missing: str) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; from apec_outcomes.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "show", "2024-som3"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        f"Error: {missing} is not installed; install apec-outcomes with its extra 'cli': "
        "pip install 'apec-outcomes[cli]', or in a copy of the repository pip install '.[cli]'\n"
    )


def test_importing_the_package_imports_neither_click_nor_rich() -> None:
    used = "import sys, apec_outcomes as apec; apec.load().meetings['2024-som3']"
    code = f"{used}; print(sys.modules.keys() & {{'click', 'rich'}})"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "set()\n"


def test_the_version_needs_click_alone() -> None:
    code = (
        "import sys; from apec_outcomes.cli import app; app.main(['--version'], standalone_mode=False); "
        "print([name for name in ('attrs', 'cattrs', 'rich', 'apec_outcomes.model') if name in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).splitlines()[1] == "[]"


def test_a_brief_needs_neither_cattrs_nor_an_export_format() -> None:
    code = (
        "import sys; from apec_outcomes.cli import app\n"
        "app.main(['show', '2024-som3'], standalone_mode=False)\n"
        "found = ('cattrs', 'rich.table', 'apec_outcomes.export', 'apec_outcomes.changes', 'dateutil')\n"
        "print([name for name in found if name in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).splitlines()[-1] == "[]"
