"""The command `show`: one record as a page and as JSON."""

import json
import re
from pathlib import Path

import pytest

import apec_outcomes as apec
from commands import answer, as_id, error_of, run

# The brief of SOM3 2024.


@pytest.fixture
def brief() -> str:
    return answer(run("show", "2024-som3"))


def section(brief: str, heading: str) -> str:
    """Return the text below a heading of a brief."""
    found = re.search(
        rf"^{re.escape(heading)}[^\n]*\n(.*?)(?=^[A-Z][A-Z ,]+(?: \[\d+\])?$|\Z)", brief, re.M | re.S
    )
    assert found, f"no {heading!r} in:\n{brief}"
    return found[1]


def test_a_brief_begins_with_title_dates_place_and_chair(brief: str) -> None:
    assert brief.splitlines()[0] == apec.load().meetings["2024-som3"].title
    for line in ("August – 25 August 2024", "Lima, Peru", "Empower. Include. Grow.", "Carlos Vásquez"):
        assert line in brief


def test_a_brief_groups_sessions_by_forum(brief: str) -> None:
    sessions = section(brief, "SESSIONS BY FORUM")
    forum, session = (
        sessions.index("\nDigital Economy Steering Group (DESG)\n"),
        sessions.index("DESG) Plenary"),
    )
    assert forum < session < sessions.index("Data privacy frameworks")


def test_a_brief_shows_every_outcome_with_its_themes_and_sources(brief: str) -> None:
    flat = " ".join(brief.split())
    data = apec.load()
    for outcome in data.outcomes_of("2024-som3"):
        themes = "; ".join(data.themes[theme].label for theme in outcome.themes)
        kind = "" if outcome.kind == "takeaway" else f" ({outcome.kind.value})"
        text = re.escape(f"{outcome.title}{kind}: {outcome.summary}")
        pattern = rf"- {text} (\[\d+\])+ Themes: {re.escape(themes)}"
        assert re.search(pattern, flat), outcome


def test_a_brief_has_the_headings_of_its_source_in_their_order(brief: str) -> None:
    numbered = re.findall(r"^ +(\d)\. (.+)$", brief, re.M)
    assert numbered[0] == ("1", "Empowering MSMEs in the Global Economy")
    assert [number for number, _ in numbered] == ["1", "2", "3", "4", "5", "6"]


def test_a_brief_compares_announced_dates_with_actual_ones(brief: str) -> None:
    announced = section(brief, "ANNOUNCED NEXT BY ACCESS PARTNERSHIP")
    dates = [line[:20].strip() for line in announced.splitlines() if line and line[0] != " "]
    assert dates == ["11 September 2024", "13 September 2024", "18–21 October 2024", "15–16 November 2024"]
    mining, _, rest = announced.partition("13 September")
    finance = rest.partition("18–21 October")[2].partition("15–16 November")[0]
    assert "Took place 10–11 September 2024" in mining
    assert "Took place 20–21 October 2024" in finance
    assert "Held as announced" in rest.partition("15–16 November")[2]


def test_a_brief_names_the_ministerial_meetings_of_the_cluster(brief: str) -> None:
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


def test_a_brief_fits_the_given_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = answer(run("show", "2024-som3")).splitlines()
    assert [line for line in lines if len(line) > 80 and "://" not in line] == []
    assert "…" not in "".join(lines)


@pytest.mark.parametrize("columns", ["0", "00", "-1"])
def test_a_width_of_0_or_less_is_ignored(monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    unset = answer(run("show", "2024-aelm"))
    monkeypatch.setenv("COLUMNS", columns)
    assert answer(run("show", "2024-aelm")) == unset
    monkeypatch.setenv("FORCE_COLOR", "1")  # as on a terminal
    assert "AELM" in answer(run("show", "2024-aelm"))


def test_a_brief_as_json_has_the_records_of_the_page() -> None:
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
        ("1994-AELM.BOGOR-GOALS", ["Bogor Goals", "1994-aelm.bogor-goals · outcome"]),
        ("cal-2024-finance", ["18–21 October 2024", "took place 20–21 October 2024"]),
        ("desg", ["Digital Economy Steering Group", "Committee on Trade and Investment (cti)"]),
        ("AI", ["Artificial intelligence", "Digital economy (digital-economy)"]),
        ("Viet Nam", ["VNM · economy", "member"]),
        ("vietnam", ["VNM · economy"]),
        ("2024", ["APEC 2024", "Peru (PER)", "Empower. Include. Grow.", "2024-som3"]),
    ],
    ids=as_id,
)
def test_any_record_is_shown_by_its_id_or_name(id: str, lines: list[str]) -> None:
    shown = answer(run("show", id))
    for line in lines:
        assert line in shown


def test_every_record_of_the_bundled_data_has_a_card() -> None:
    data = apec.load()
    for query in (data.meetings, data.sessions, data.outcomes, data.calendar, data.fora, data.themes):
        for record in query.limit(3):
            assert record.id in answer(run("show", record.id))


def test_a_miss_suggests_near_ids() -> None:
    assert re.fullmatch(
        r"no '2024-som9' in the dataset; did you mean .*'2024-som3'.*\?", error_of(run("show", "2024-som9"))
    )


def test_where_nothing_is_near_the_search_is_suggested() -> None:
    assert error_of(run("show", "Zanzibar's clock")) == (
        """no "Zanzibar's clock" in the dataset; expected an id or name; """
        """use `apec-outcomes search 'Zanzibar'"'"'s clock'` to search the texts"""
    )


def test_an_ambiguous_name_is_an_error_that_asks_for_the_id() -> None:
    assert (
        "'GRP' is ambiguous; expected the id 'grp' (forum) or 'good-regulatory-practices' (theme)"
        in error_of(run("show", "GRP"))
    )


def test_a_whole_title_comes_before_some_words_of_another() -> None:
    assert answer(run("show", "APEC Digital Week")).splitlines()[1] == "2024-som3-digital-week · session"


def test_an_ambiguous_title_is_an_error_that_asks_for_the_id(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    meetings = [
        {"id": key, "title": "Twice", "kind": "workshop", "dates": "2027", "status": "scheduled"}
        for key in ("2027-a", "2027-b")
    ]
    path.write_text(json.dumps({"schema": 2, "meetings": meetings}))
    assert (
        error_of(run("--data", path, "show", "twice"))
        == "'twice' is ambiguous; expected the id '2027-a' (meeting) or '2027-b' (meeting)"
    )


def test_words_of_many_titles_list_a_few_ids() -> None:
    assert re.search(r"'1994-aelm' .*, or one of \d+ more", error_of(run("show", "economic leaders")))


def test_an_outcome_is_shown_with_its_assessments_and_their_sources() -> None:
    data = apec.load()
    shown = answer(run("show", "1994-aelm.bogor-goals"))
    found = section(shown, "ASSESSMENTS")
    for assessment in data.assessments_of("1994-aelm.bogor-goals"):
        assert re.search(rf"^- {assessment.verdict.value.replace('-', ' ')}, by ", found, re.M)
        for key in assessment.sources:
            assert data.sources[key].url in shown
    assert "by APEC Economic Leaders" in found


def test_an_actor_is_shown_with_the_outcomes_that_ask_it_to_act() -> None:
    found = json.loads(answer(run("show", "finance-ministers", "--json")))
    asked = apec.load().outcomes.asked_of("finance-ministers")
    assert [outcome["id"] for outcome in found["outcomes"]] == list(asked.ids())
    assert found["outcomes"]


def test_a_name_of_a_forum_or_economy_and_an_actor_does_not_mean_the_actor() -> None:
    assert "desg · forum" in answer(run("show", "desg"))
    assert "PER · economy" in answer(run("show", "Peru"))


def test_a_source_is_shown_with_the_records_that_cite_it() -> None:
    shown = answer(run("show", "accesspartnership-som3-2024"))
    assert "(2024-som3)" in section(shown, "MEETINGS")
    assert "(2024-som3-a2c2)" in section(shown, "SESSIONS")
    found = json.loads(answer(run("show", "accesspartnership-som3-2024", "--json")))
    assert all("accesspartnership-som3-2024" in each["sources"] for each in found["outcomes"])


def test_an_economy_is_shown_with_the_years_that_it_hosted() -> None:
    shown = answer(run("show", "Peru"))
    assert re.search(
        r"^- 2008 A New Commitment .*\n- 2016 .*\n- 2024 Empower", section(shown, "HOST OF"), re.M
    )
    found = json.loads(answer(run("show", "Peru", "--json")))
    assert [year["year"] for year in found["host_years"]][:3] == [2008, 2016, 2024]
