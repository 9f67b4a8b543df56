"""The commands that list records: options, tables and JSON."""

import datetime
import json
import re

import pytest

import apec_outcomes as apec
from commands import answer, as_id, error_of, ids, run


def test_meetings_are_filtered() -> None:
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


def test_outcomes_are_filtered() -> None:
    found = ids(run("outcomes", "--about", "AI", "--adopted-at", "2024-som3", "--kind", "takeaway", "--json"))
    assert "2024-som3-desg-plenary.ai-governance" in found
    broad = ids(run("outcomes", "--about", "digital-economy", "--adopted-at", "2024-som3", "--json"))
    narrow = ids(
        run("outcomes", "--about", "digital-economy", "--no-narrower", "--adopted-at", "2024-som3", "--json")
    )
    assert set(narrow) < set(broad)
    assert set(found) <= set(broad)
    assert ids(run("outcomes", "--asked-of", "customs administrations", "--json"))
    assert ids(run("outcomes", "--adopted-at", "2024-som3", "--due-by", 2030, "--json")) == []


@pytest.mark.parametrize(
    ("options", "headings"),
    [
        (("--due-during", "2025"), "DUE"),
        (("--due-by", "2025"), "DUE"),
        (("--unassessed",), "DUE"),
        (("--verdict", "missed"), "VERDICT"),
        (("--asked-of", "finance ministers"), "ACTORS"),
        (("--verdict", "missed", "--due-by", "2025"), "DUE VERDICT"),
        ((), ""),
    ],
    ids=as_id,
)
def test_tables_of_outcomes_have_columns_for_the_options(options: tuple[str, ...], headings: str) -> None:
    heading = answer(run("outcomes", *options)).splitlines()[0]
    assert heading.split() == ["ID", "OUTCOME", "DATES", "KIND", *headings.split(), "THEMES"]


def test_all_verdicts_of_an_outcome_are_shown(data: apec.Dataset) -> None:
    lines = answer(run("outcomes", "--verdict", "missed")).splitlines()
    several = [each.id for each in data.outcomes.assessed("missed") if len(data.assessments_of(each)) > 1]
    assert several
    for line in lines:
        if line.split()[0] in several:
            assert "; missed" in line or "missed; " in line


def test_outcomes_are_filtered_by_the_kind_of_their_meeting(data: apec.Dataset) -> None:
    found = ids(run("outcomes", "--meeting-kind", "leaders", "--adopted-at", "2024-aelm", "--json"))
    assert found == list(data.outcomes.adopted_at("2024-aelm").ids())
    assert ids(run("outcomes", "--meeting-kind", "workshop", "--adopted-at", "2024-aelm", "--json")) == []


@pytest.mark.parametrize("name", ["meetings", "outcomes"])
def test_sources_are_added_as_addresses(data: apec.Dataset, name: str) -> None:
    query = getattr(data, name).of_year(2024)[:3]
    lines = answer(run(name, "--of-year", 2024, "--limit", 3, "--sources")).splitlines()
    assert lines[0].split()[-1] == "SOURCES"
    for record, line in zip(query, lines[1:], strict=False):
        assert all(data.sources[key].url in line for key in record.sources)
    found = json.loads(answer(run(name, "--of-year", 2024, "--limit", 3, "--sources", "--json")))
    assert found[name] == apec.unstructure(query)
    cited = list(dict.fromkeys(key for record in query for key in record.sources))
    assert [source["id"] for source in found["sources"]] == cited


@pytest.mark.parametrize(
    ("option", "as_printed", "as_id"),
    [
        ("--verdict", "Partly achieved", "partly-achieved"),
        ("--kind", "action plan", "action-plan"),
        ("--kind", "ACTION-PLAN", "action-plan"),
    ],
)
def test_values_can_be_written_as_tables_print_them(option: str, as_printed: str, as_id: str) -> None:
    assert ids(run("outcomes", option, as_printed, "--json")) == ids(run("outcomes", option, as_id, "--json"))


def test_outcomes_are_filtered_by_actor_evidence_and_verdict(data: apec.Dataset) -> None:
    outcomes = data.outcomes

    def found(*options: object) -> list[str]:
        return ids(run("outcomes", *options, "--json"))

    assert found("--asked-of", "Peru") == list(outcomes.asked_of("Peru").ids())
    assert found("--asked-of", "Peru", "--only") == list(outcomes.asked_of("Peru", only=True).ids())
    assert found("--asked-of", "CTI", "--asked-of", "SMEWG") == list(outcomes.asked_of("cti", "smewg").ids())
    assert found("--evidence", "commentary") == list(outcomes.with_evidence("commentary").ids())
    assert found("--verdict", "missed") == list(outcomes.assessed("missed").ids())
    assert found("--unassessed", "--due-by", 2000) == list(outcomes.due(by=2000).unassessed().ids())
    assert "--only needs --asked-of" in run("outcomes", "--only").stderr


def test_a_year_is_one_of_dates_or_one_of_apec(data: apec.Dataset) -> None:
    def found(command: str, option: str, year: int) -> list[str]:
        return ids(run(command, option, year, "--json"))

    assert found("outcomes", "--in-year", 2004) == list(data.outcomes.in_year(2004).ids())
    assert found("outcomes", "--of-year", 2004) == list(data.outcomes.where(year=2004).ids())
    assert found("meetings", "--in-year", 2023) != found("meetings", "--of-year", 2023)
    assert "2024-symposium" in found("meetings", "--in-year", 2023)
    assert "2024-symposium" not in found("meetings", "--of-year", 2023)


@pytest.mark.parametrize(
    "command", ["meetings", "calendar", "outcomes", "export outcomes", "export sessions"]
)
def test_each_command_selects_places_with_at(command: str) -> None:
    for place in ("Lima", "Peru"):
        words = (*command.split(), "--at", place)
        found = run(*words, "--to", "csv") if "export" in command else run(*words, "--json")
        assert len(answer(found).splitlines()) > 2
    miss = error_of(run(*command.split(), "--at", "Atlantis", *(("--to", "csv") * ("export" in command))))
    assert "'Atlantis'" in miss


def test_outcomes_are_filtered_by_place_and_host(data: apec.Dataset) -> None:
    lima = ids(run("outcomes", "--at", "Lima", "--json"))
    assert lima
    assert {data.meetings[data.outcomes[key].meeting].venue.city for key in lima} == {"Lima"}  # type: ignore[union-attr]
    hosted = ids(run("outcomes", "--hosted-by", "Peru", "--json"))
    assert {data.outcomes[key].year for key in hosted} == {2008, 2016, 2024}


def test_outcomes_are_filtered_by_deadline(data: apec.Dataset) -> None:
    due = [outcome for outcome in data.outcomes if outcome.target_date]
    by = ids(run("outcomes", "--due-by", 2020, "--json"))
    during = ids(run("outcomes", "--due-during", 2020, "--json"))
    assert set(by) == {o.id for o in due if o.target_date and o.target_date.end.year <= 2020}
    assert set(during) == {
        o.id for o in due if o.target_date and o.target_date.overlaps(apec.DateSpan.of(2020))
    }
    assert "1994-aelm.bogor-goals" in during
    assert 0 < len(during) < len(by)


def test_options_for_actor_evidence_and_verdict_combine(data: apec.Dataset) -> None:
    outcomes = data.outcomes
    asked = ids(run("outcomes", "--asked-of", "customs administrations", "--json"))
    assert asked == list(outcomes.asked_of("customs administrations").ids())
    alone = ids(run("outcomes", "--asked-of", "Peru", "--only", "--json"))
    assert alone == list(outcomes.asked_of("Peru", only=True).ids())
    known = ids(run("outcomes", "--evidence", "document", "--evidence", "official", "--json"))
    assert known == list(outcomes.with_evidence("document", "official").ids())
    missed = ids(run("outcomes", "--verdict", "missed", "--json"))
    assert missed == list(outcomes.assessed("missed").ids())
    assert asked
    assert known
    assert missed


def test_outcomes_of_several_meetings_are_listed_together() -> None:
    words = ("outcomes", "--adopted-at", "2024-aelm", "--adopted-at", "2024-som3", "--json")
    assert {key[:9] for key in ids(run(*words))} == {"2024-aelm", "2024-som3"}


def test_the_calendar_shows_entries_from_today_on(data: apec.Dataset) -> None:
    today = datetime.date.today()
    for words in (("--upcoming",), ("--within", "30 years")):
        assert ids(run("calendar", *words, "--json")) == list(data.calendar.upcoming(on=today).ids())


def test_the_calendar_shows_entries_from_a_given_day_on() -> None:
    ahead = ("calendar", "--on", "2024-10-20", "--within", "4 weeks", "--json")
    found = ids(run(*ahead, "--forum", "fmm", "--forum", "aelm"))
    assert (found[0], found[-1]) == ("cal-2024-finance", "cal-2024-aelm")
    assert "cal-2024-mining" not in ids(run(*ahead))


def test_the_calendar_shows_differences_from_announcements() -> None:
    shown = answer(run("calendar", "--differences", "--of-year", 2024))
    assert re.search(r"cal-2024-finance .* 18–21 October 2024 .*took place 20–21 October 2024", shown)
    assert "cal-2024-aelm" not in shown


def test_themes_are_a_tree() -> None:
    lines = answer(run("themes", "trade-facilitation")).splitlines()
    assert lines[1].startswith("Trade facilitation ")
    assert any(line.startswith("  Customs procedures ") for line in lines)
    tree = json.loads(answer(run("themes", "--json")))
    assert len(tree) == len(apec.load().themes)
    assert "artificial-intelligence" in [theme["id"] for theme in tree]


def test_a_search_finds_words_in_every_collection() -> None:
    found = json.loads(answer(run("search", '"informal sector"', "voices", "--json")))
    assert [outcome["id"] for outcome in found["outcomes"]] == ["2024-som3-a2c2.voices"]
    assert "2024-som3-a2c2.voices" in answer(run("search", "informal", "--in", "outcomes"))
    assert answer(run("search", "zyzzyva")) == "nothing found\n"


@pytest.mark.parametrize(
    "words",
    [
        "privacy framework",
        '"informal sector"',
        "priva*",
        "privacy -framework",
        "privacy OR tourism",
        "tariff",
    ],
)
def test_a_search_uses_the_search_language(data: apec.Dataset, words: str) -> None:
    found = json.loads(answer(run("search", *words.split(), "--in", "outcomes", "--json")))
    assert [outcome["id"] for outcome in found["outcomes"]] == list(data.outcomes.matching(words).ids())
    assert found["outcomes"]


def test_meetings_are_filtered_by_theme(data: apec.Dataset) -> None:
    words = ("meetings", "--about", "AI", "--about", "data privacy", "--json")
    assert ids(run(*words)) == list(data.meetings.about("AI", "data privacy").ids())
    narrow = ids(run("meetings", "--about", "digital-economy", "--no-narrower", "--json"))
    assert narrow == list(data.meetings.about("digital-economy", narrower=False).ids())


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("privacy", "-tax"), "privacy -tax"),
        (("-tax", "privacy"), "privacy -tax"),
        (("privacy", "-nature", "-n", "3"), "privacy -nature"),
        (("-health", "privacy", "-n3"), "privacy -health"),
        (("--", "-tax", "privacy"), "-tax privacy"),
    ],
    ids=as_id,
)
def test_a_search_accepts_words_that_begin_with_a_minus(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], text: str
) -> None:
    asked: list[str] = []

    def matching(query: apec.OutcomeQuery, text: str) -> apec.OutcomeQuery:
        asked.append(text)
        return query.limit(0)

    monkeypatch.setattr(apec.OutcomeQuery, "matching", matching)
    run("search", "--in", "outcomes", *words)
    assert [sorted(each.split()) for each in asked] == [sorted(text.split())]


def test_a_table_in_a_pipe_has_a_line_for_each_record() -> None:
    meetings = apec.load().meetings
    lines = answer(run("meetings")).splitlines()
    assert len(lines) == len(meetings) + 2
    assert lines[0].split() == ["ID", "MEETING", "DATES", "PLACE", "KIND", "STATUS"]
    assert [line.split()[0] for line in lines[1:-1]] == list(meetings.ids())
    assert not any(line.endswith(" ") or "\x1b" in line or "…" in line for line in lines)


def test_a_narrow_table_keeps_every_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = answer(run("outcomes", "--adopted-at", "2024-som3-desg-plenary"))
    assert max(map(len, shown.splitlines())) <= 80
    for outcome in apec.load().outcomes.adopted_at("2024-som3-desg-plenary"):
        assert outcome.id in shown
        assert outcome.title in shown


def test_with_a_limit_the_total_number_is_shown() -> None:
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
    ids=as_id,
)
def test_with_json_every_command_prints_only_json(words: tuple[str, ...]) -> None:
    assert json.loads(answer(run(*words, "--json")))


@pytest.mark.parametrize(
    ("words", "way_out"),
    [
        (("outcomes", "--about", "Lima"), "expected a theme, or use --at 'Lima'"),
        (("meetings", "--at", "AI"), "expected a place, or use --about 'AI'"),
        (
            ("outcomes", "--about", "finance ministers"),
            "expected a theme, or use outcomes --asked-of 'finance ministers'",
        ),
    ],
    ids=["a place", "a theme", "an actor"],
)
def test_a_name_of_another_kind_is_answered_with_the_option(words: tuple[str, ...], way_out: str) -> None:
    assert error_of(run(*words)).endswith(way_out)
