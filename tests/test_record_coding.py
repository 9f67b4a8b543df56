"""The rules of coding: each finds records that break it."""

from typing import Any

import pytest

import apec_outcomes as apec
from apec_outcomes.checks.rules.coding import CODING_RULES
from conftest import meeting, outcome

HELD = meeting("2024-a", "1-2 May 2024")


def broken(**records: Any) -> list[tuple[str, str, str]]:
    """Return the ids of records that break the rules of coding, and how."""
    data = apec.Dataset(**records)
    return [(str(b.id), b.field, b.message) for rule in CODING_RULES for b in rule(data)]


def breaches(**fields: Any) -> list[tuple[str, str, str]]:
    """Return how an outcome of a two-day meeting in May 2024 breaks the rules."""
    return broken(meetings=[HELD], outcomes=[outcome("2024-a.x", **{"date": "2024-05-02", **fields})])


@pytest.mark.parametrize(
    "summary",
    [
        "They cut tariffs by 2030.",
        "They cut tariffs by the end of 2024.",
        "They cut tariffs until 31 December 2025.",
        "They cut tariffs no later than January 2026.",
        "They report within two years.",
    ],
)
def test_a_time_limit_in_a_summary_is_a_deadline_or_has_a_note(summary: str) -> None:
    assert breaches(summary=summary) == [("2024-a.x", "target_date", "missing")]
    assert breaches(summary=summary, target_date="2030") == []
    assert breaches(summary=summary, note="The year is that of an older goal.") == []


@pytest.mark.parametrize(
    "summary", ["They cut tariffs.", "Tariffs fell by 2 per cent before 2020.", "In 2030."]
)
def test_a_past_year_or_other_number_is_not_a_deadline(summary: str) -> None:
    assert breaches(summary=summary) == []


@pytest.mark.parametrize("date", [None, "2024", "2024-05"])
def test_an_outcome_is_as_precise_as_its_meeting(date: str | None) -> None:
    assert breaches(date=date) == [("2024-a.x", "date", f"{date}, but '2024-a' was held 1–2 May 2024")]
    assert breaches(date=date, note="The day is not known.") == []
    held = meeting("2024-a", "1-2 May 2024")
    outcomes = [outcome("2024-a.noted", note="The day is not known."), outcome("2024-a.x", date=date)]
    assert [each[0] for each in broken(meetings=[held], outcomes=outcomes)] == ["2024-a.x"]


@pytest.mark.parametrize("date", ["2024-05-01", "2024-05-01/2024-05-02", "2024-06-01"])
def test_a_day_is_exact_whichever_it_is(date: str) -> None:
    assert breaches(date=date) == []


def test_no_outcome_is_more_precise_than_its_meeting() -> None:
    vague = meeting("2024-b", "May 2024")
    assert broken(meetings=[vague], outcomes=[outcome("2024-b.x", date="2024")]) == []


def test_members_are_actors_and_a_single_economy_is_named() -> None:
    economies = [apec.Economy(code="PER", name="Peru"), apec.Economy(code="IND", name="India", kind="guest")]
    peru = apec.Actor(id="per", label="Peru", kind="economy", economy="PER")
    all_of_them = apec.Actor(id="economies", label="Member economies", kind="economies")
    assert broken(economies=economies, actors=[peru, all_of_them]) == []
    assert broken(
        economies=economies,
        actors=[
            apec.Actor(id="per", label="Peru", kind="business", economy="PER"),
            apec.Actor(id="nobody", label="Nobody", kind="economy"),
        ],
    ) == [
        ("per", "economy", "'PER', of the kind 'business'"),
        ("nobody", "economy", "None, of the kind 'economy'"),
    ]
    chile = apec.Economy(code="CHL", name="Chile")
    assert broken(economies=[*economies, chile], actors=[peru]) == [
        ("CHL", "code", "no actor is this economy")
    ]


def test_an_assessment_is_later_than_its_outcome() -> None:
    def assessed(**fields: Any) -> list[tuple[str, str, str]]:
        given = {"id": "2024-a.x.1", "outcome": "2024-a.x", "verdict": "missed", "summary": "It was missed."}
        return broken(
            meetings=[HELD],
            outcomes=[outcome("2024-a.x", date="2024-05-02"), outcome("2024-a.y", date="2024-05-02")],
            actors=[apec.Actor(id="psu", label="Policy Support Unit", kind="apec-body")],
            assessments=[apec.Assessment(**{**given, **fields})],
        )

    assert assessed(date="2024", by="psu") == assessed(by="The Economist") == []
    assert assessed(outcome="2024-a.y") == [("2024-a.x.1", "id", "'2024-a.x.1' is not an id of '2024-a.y'")]
    assert assessed(date="2023") == [
        ("2024-a.x.1", "date", "2023, but the date of the outcome is 2 May 2024")
    ]
    assert assessed(by="the-unit") == [("2024-a.x.1", "by", "no 'the-unit' in actors")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Trade rose by 3 percent.", "'percent'"),
        ("The liberalization of trade.", "'liberalization'"),
        ("To re-energize the talks.", "'re-energize'"),
        ("As the Leaders said, they met.", "'Leaders'"),
        ("They told Ministers to act.", "'Ministers'"),
    ],
)
def test_own_texts_have_consistent_spelling(text: str, found: str) -> None:
    assert breaches(summary=text) == [("2024-a.x", "summary", found)]
    assert breaches(note=text) == [("2024-a.x", "note", found)]
    session = apec.Session(id="2024-a-s", title="The Liberalization Workshop", kind="workshop", summary=text)
    held = meeting("2024-a", "1-2 May 2024", sessions=(session,))
    assert broken(meetings=[held]) == [("2024-a", "sessions[0].summary", found)]


@pytest.mark.parametrize(
    "text",
    [
        "Leaders met. Ministers followed.",
        "The World Customs Organization helped medium-sized firms to seize the prize.",
        "The Women Leaders' Network and the Ministers Responsible for Trade met; so did leaders.",
        "Trade rose by 3 per cent, and liberalisation went on.",
    ],
)
def test_names_and_starts_of_sentences_keep_their_spelling(text: str) -> None:
    assert breaches(summary=text) == []
