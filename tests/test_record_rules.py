"""The rules of the bundled dataset: it keeps them, and each finds records that break it."""

from typing import Any

import attrs
import pytest

import apec_outcomes as apec
from apec_outcomes import DateSpan, MeetingKind, OutcomeKind
from apec_outcomes.checks.rules import breaches, weakened
from conftest import meeting, outcome

LEADERS = MeetingKind.LEADERS


def broken(**records: Any) -> list[tuple[str, str, str]]:
    """Return the ids of records that break the rules, and how, except for missing sources."""
    found = breaches(apec.Dataset(**records))
    return [(str(b.id), b.field, b.message) for b in found if b.message != "no source"]


def paper(date: str) -> tuple[apec.Document]:
    return (apec.Document(title="D", kind=apec.DocumentKind.DECLARATION, date=DateSpan.of(date)),)


def test_the_bundled_record_keeps_every_rule(data: apec.Dataset) -> None:
    assert list(breaches(data)) == []


@pytest.mark.parametrize(
    "dates",
    [
        *("1 January 2024", "5 December 2023", "31 December 2024", "2024"),
        *("1 October 2023", "30 September - 1 October 2023", "31 December 2024 - 1 January 2025"),
    ],
)
def test_dates_are_in_the_year_of_the_id_or_the_december_before(dates: str) -> None:
    assert broken(meetings=[meeting("2024-a", dates)]) == []


@pytest.mark.parametrize("dates", ["2023-09-30", "2025-01-01"])
def test_dates_in_another_year_break_a_rule(dates: str) -> None:
    message = f"{dates} is not in 2024"
    assert broken(meetings=[meeting("2024-a", dates)]) == [("2024-a", "dates", message)]
    entry = apec.CalendarEntry(id="cal-2024-a", title="A", dates=DateSpan.parse(dates))
    assert broken(calendar=[entry]) == [("cal-2024-a", "dates", message)]


def test_records_without_dates_are_valid_and_hide_no_breach() -> None:
    sessions = [
        apec.Session(id=f"2024-a-{n}", title="S", kind=apec.MeetingKind.WORKSHOP, dates=dates)
        for n, dates in enumerate((None, "2026-01-01"))
    ]
    found = broken(meetings=[meeting("2024-a", "May 2024", sessions=sessions)])
    assert ("2024-a-1", "dates", "2026-01-01 is not in 2024") in found
    assert {each[0] for each in found} == {"2024-a-1"}


def test_ordinals_rise_in_a_series() -> None:
    forum = apec.Forum(id="emm", name="Energy Ministers", kind=apec.ForumKind.MINISTERIAL)
    first, second, again = (
        meeting("2021-a", "May 2021", forum="emm", ordinal=2),
        meeting("2022-a", "May 2022", forum="emm", ordinal=3),
        meeting("2023-a", "May 2023", forum="emm", ordinal=3),
    )
    assert broken(fora=[forum], meetings=[first, second]) == []
    assert broken(fora=[forum], meetings=[first, second, again]) == [
        ("2023-a", "ordinal", "3, after 3 in '2022-a'")
    ]
    other_series = meeting("2023-b", "June 2023", forum="emm", ordinal=1, kind=MeetingKind.DIALOGUE)
    assert broken(fora=[forum], meetings=[first, other_series]) == []


def test_leaders_meet_at_the_host_of_the_year() -> None:
    hosts: dict[str, Any] = {
        "economies": [apec.Economy(code="PER", name="Peru"), apec.Economy(code="CHL", name="Chile")],
        "host_years": [apec.HostYear(year=2024, host="PER")],
    }

    def led(**fields: Any) -> list[tuple[str, str, str]]:
        met = meeting("2024-aelm", "15 November 2024", kind=LEADERS, documents=paper("2024-11-15"), **fields)
        return broken(**hosts, meetings=[met])

    away = apec.Venue(city="Santiago", economy="CHL")
    assert led(venue=apec.Venue(city="Lima", economy="PER")) == []
    assert led(venue=away) == [("2024-aelm", "venue", "'CHL', in the year that 'PER' hosts")]
    assert led(venue=away, note="The sky was blue.") != []
    assert led(venue=away, note="The host moved it to Chile.") == []
    assert led(format=apec.MeetingFormat.VIRTUAL) == []


def test_a_meeting_is_within_its_cluster_and_a_session_within_its_meeting() -> None:
    def placed(dates: str, session: str) -> list[tuple[str, str, str]]:
        held = apec.Session(id="2024-s", title="S", kind=MeetingKind.WORKSHOP, dates=DateSpan.parse(session))
        return broken(
            meetings=[
                meeting("2024-som3", "10-25 August 2024", kind=MeetingKind.CLUSTER, sessions=(held,)),
                meeting("2024-a", dates, part_of="2024-som3"),
            ]
        )

    assert placed("12 August 2024", "August 2024") == []
    assert placed("2024-08-10/2024-08", "2024-08/2024-08-25") == []
    assert [key for key, _, _ in placed("2024-07", "2024-09")] == ["2024-a", "2024-s"]
    assert placed("9-12 August 2024", "24-26 August 2024") == [
        (
            "2024-a",
            "dates",
            "2024-08-09/2024-08-12 is not within 2024-08-10/2024-08-25, the dates of '2024-som3'",
        ),
        (
            "2024-s",
            "dates",
            "2024-08-24/2024-08-26 is not within 2024-08-10/2024-08-25, the dates of '2024-som3'",
        ),
    ]


def test_no_outcome_builds_on_a_later_one() -> None:
    meetings = [meeting("2023-a", "May 2023"), meeting("2024-a", "May 2024")]
    earlier, later = outcome("2023-a.x"), outcome("2024-a.y", builds_on=("2023-a.x",), summary="They go on.")
    assert broken(meetings=meetings, outcomes=[earlier, later]) == []
    turned = [outcome("2023-a.x", builds_on=("2024-a.y",)), outcome("2024-a.y", summary="They go on.")]
    assert broken(meetings=meetings, outcomes=turned) == [
        ("2023-a.x", "builds_on[0]", "'2024-a.y' is from May 2024, this outcome from May 2023")
    ]
    sometime = [attrs.evolve(earlier, date=DateSpan.of("2023/2024")), later]
    assert "builds_on[0]" not in [field for _, field, _ in broken(meetings=meetings, outcomes=sometime)]
    before = apec.Dataset(meetings=[meeting("2020-a", "2020")], outcomes=[outcome("2020-a.x")])
    turned = [attrs.evolve(turned[0], builds_on=("2020-a.x", "2024-a.y")), turned[1]]
    assert [field for _, field, _ in broken(meetings=meetings, outcomes=turned, beside=before)] == [
        "builds_on[1]"
    ]


def test_a_deadline_is_not_before_the_day_of_its_outcome() -> None:
    def due(day: str) -> list[tuple[str, str, str]]:
        promised = outcome("2024-a.x", date=DateSpan.of("2024-05-20"), target_date=DateSpan.of(day))
        return broken(meetings=[meeting("2024-a", "1-2 May 2024")], outcomes=[promised])

    assert due("2024-05-20") == due("2024-05") == []
    assert due("2024-05-19") == [("2024-a.x", "target_date", "2024-05-19 is before 20 May 2024")]


def test_evidence_is_weaker_if_the_strongest_source_is_weaker_or_gone() -> None:
    def record(*kinds: apec.SourceKind, new: bool = False) -> apec.Dataset:
        sources = [
            apec.Source(id=f"p{place}", url=f"https://example.org/{place}", kind=kind, publisher="E")
            for place, kind in enumerate(kinds)
        ]
        names = tuple(source.id for source in sources)
        outcomes = [outcome("2024-a.x", sources=names), *([outcome("2024-a.new", sources=names)] * new)]
        return apec.Dataset(meetings=[meeting("2024-a")], sources=sources, outcomes=outcomes)

    strong, *_, weak = apec.SourceKind
    assert list(weakened(record(strong, weak), record(weak, strong))) == []
    assert list(weakened(record(weak), record(strong, new=True))) == []
    for before, after in ((record(strong), record(weak, new=True)), (record(weak), record())):
        [found] = weakened(before, after)
        assert (found.id, found.field) == ("2024-a.x", "sources")


@pytest.mark.parametrize(
    ("date", "fits"), [("2024-05-01", True), ("2024-06-02", True), ("2024-06-03", False)]
)
def test_documents_and_outcomes_are_dated_in_their_meeting_or_shortly_after(date: str, fits: bool) -> None:
    met = meeting("2024-a", "1-2 May 2024", documents=paper(date))
    came = outcome("2024-a.x", date=DateSpan.of(date))
    found = [(key, field) for key, field, _ in broken(meetings=[met], outcomes=[came])]
    assert found == ([] if fits else [("2024-a", "documents[0].date"), ("2024-a.x", "date")])


def test_nothing_is_dated_before_its_meeting() -> None:
    met = meeting("2024-a", "1-2 May 2024", documents=paper("2024-04-30"))
    assert [field for _, field, _ in broken(meetings=[met])] == ["documents[0].date"]


def test_each_event_has_one_record() -> None:
    forum = apec.Forum(id="emm", name="Energy Ministers", kind=apec.ForumKind.MINISTERIAL)
    city = apec.Venue(city="Lima")
    twice = [meeting(f"2024-{key}", "1-2 May 2024", forum="emm", venue=city) for key in "ab"]
    assert [field for _, field, _ in broken(fora=[forum], meetings=twice)] == ["dates"]
    titled = [meeting(f"2024-{key}", f"{day} May 2024", title="The Meeting") for key, day in ("a1", "b2")]
    assert [field for _, field, _ in broken(meetings=titled)] == ["title"]
    same = [outcome(f"2024-a.{key}", title="Goal", summary=key) for key in "xy"]
    assert broken(meetings=[meeting("2024-a")], outcomes=same) == [
        ("2024-a.y", "title", "the same meeting and title as '2024-a.x'")
    ]
    pages = [
        apec.Source(id="a", url="https://www.example.org/page/", kind=apec.SourceKind.NEWS, publisher="E"),
        apec.Source(id="b", url="http://example.org/page", kind=apec.SourceKind.NEWS, publisher="E"),
    ]
    assert broken(sources=pages) == [("b", "url", "the same address as 'a'")]


def test_summaries_share_no_ten_consecutive_words_and_have_a_limited_length() -> None:
    met = [meeting("2024-a")]
    run = "one two three four five six seven eight nine ten"
    apart = [outcome("2024-a.x", summary=run), outcome("2024-a.y", summary=run.removesuffix(" ten"))]
    assert broken(meetings=met, outcomes=apart) == []
    alike = [outcome("2024-a.x", summary=run), outcome("2024-a.y", summary=f"So: {run.upper()}, again")]
    assert broken(meetings=met, outcomes=alike) == [
        ("2024-a.y", "summary", f"shares the words {run!r} with '2024-a.x'")
    ]
    long = outcome("2024-a.z", summary=" ".join(map(str, range(61))))
    assert broken(meetings=met, outcomes=[long]) == [("2024-a.z", "summary", "61 words")]


def test_a_target_has_a_deadline_after_its_meeting_or_a_note() -> None:
    def aimed(**fields: Any) -> list[tuple[str, str, str]]:
        goal = outcome("2024-a.x", **fields)
        return broken(meetings=[meeting("2024-a", "May 2024")], outcomes=[goal])

    assert aimed(kind=OutcomeKind.TARGET) == [("2024-a.x", "target_date", "no deadline")]
    assert aimed(kind=OutcomeKind.TARGET, note="No year is named.") == []
    assert aimed(kind=OutcomeKind.TARGET, target_date=DateSpan.of(2030)) == []
    assert aimed(target_date=DateSpan.of(2023)) == [("2024-a.x", "target_date", "2023 is before May 2024")]


def test_leaders_and_ministers_issue_something_or_the_note_says_why_not() -> None:
    def silent(**fields: Any) -> list[tuple[str, str, str]]:
        return broken(meetings=[meeting("2019-aelm", "November 2019", kind=LEADERS, **fields)])

    assert silent() == [("2019-aelm", "documents", "no document")]
    assert silent(note="It rained.") != []
    assert silent(note="No declaration was agreed.") == []
    assert silent(status=apec.Status.CANCELLED) == []
    assert silent(documents=paper("2019-11")) == []
