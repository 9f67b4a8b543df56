"""The revisions of the events of calendars."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import apec_outcomes as apec
from calendar_texts import DAY, days_of, ics
from conftest import problems_in


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("", "SEQUENCE:1"),
        ("SEQUENCE:9", "SEQUENCE:10"),
        ("SEQUENCE:1\nDTSTAMP:20250101T000000Z", "SEQUENCE:2\nDTSTAMP:20240101T000000Z"),
        ("DTSTAMP:20240101T000000Z", "DTSTAMP:20240101T000001Z"),
        ("SEQUENCE:2\nDTSTAMP:20240101T000000Z", "SEQUENCE:2\nDTSTAMP:20240201T000000Z"),
        ("", "DTSTAMP:20240101T000000Z"),
    ],
)
@pytest.mark.parametrize("where", ["one calendar", "two calendars"])
def test_the_newest_revision_of_an_event_is_read(older: str, newer: str, where: str) -> None:
    """RFC 5545, 3.8.7.4; RFC 5546, 2.1.5."""
    revisions = [f"DTSTART:20240911\n{older}".strip(), f"DTSTART:20240912\n{newer}"]
    for order in permutations(revisions):
        one = ics(*order, uids=("a", "a"))
        two = "".join(ics(each, uids=("a",)) for each in order)
        assert days_of(one if where == "one calendar" else two) == ["2024-09-12"]


@pytest.mark.parametrize("how", ["STATUS:CANCELLED", "STATUS:canceled", "METHOD:CANCEL"])
@pytest.mark.parametrize("newer", ["SEQUENCE:1", "DTSTAMP:20240101T000000Z", ""])
@pytest.mark.parametrize("says", ["the days", "nothing else"])
def test_a_cancellation_cancels_an_event(how: str, newer: str, says: str) -> None:
    start = "DTSTART:20240912\n" if says == "the days" else ""
    cancelling = ics(f"{start}{newer}\n{how if how[0] == 'S' else 'X-A:1'}", uids=("a",))
    if says == "nothing else":
        cancelling = cancelling.replace("SUMMARY:T\n", "")
    if how == "METHOD:CANCEL":
        cancelling = cancelling.replace("VERSION:2.0", how)
    held = ics("SUMMARY:Briefing\nDTSTART:20240911\nLOCATION:Peru", uids=("a",))
    for order in permutations([held, cancelling]):
        [entry] = apec.from_icalendar("".join(order))
        assert entry.status is apec.Status.CANCELLED
        assert entry.venue == apec.Venue(economy="PER")
        if says == "nothing else":
            assert (entry.title, entry.dates.edtf) == ("Briefing", "2024-09-11")
        else:
            assert (entry.title, entry.dates.edtf) == ("T", "2024-09-12")


def test_an_event_that_is_held_after_all_is_not_cancelled() -> None:
    revisions = f"{DAY}\nSEQUENCE:1\nSTATUS:CANCELLED", f"{DAY}\nSEQUENCE:2"
    [entry] = apec.from_icalendar(ics(*revisions, uids=("a", "a")))
    assert entry.status is apec.Status.SCHEDULED


def test_the_problems_of_an_older_revision_do_not_matter() -> None:
    assert days_of(ics("DTSTART:x\nRRULE:FREQ=DAILY", f"{DAY}\nSEQUENCE:1", uids=("a", "a"))) == [
        "2024-09-11"
    ]


def test_equally_new_revisions_that_differ_are_a_problem() -> None:
    assert days_of(ics(DAY, DAY, uids=("a", "a"))) == ["2024-09-11"]
    found = problems_in(apec.from_icalendar, ics(DAY, "DTSTART:20240912", uids=("a", "a")))
    message = "another event than $.events[0] with the same UID, SEQUENCE and DTSTAMP"
    assert found == [("$.events[1].uid", message)]


def test_single_days_of_one_event_are_separate_entries() -> None:
    """A moved event of a series has the UID of the series and a `RECURRENCE-ID`."""
    days = [f"DTSTART:2024091{day}\nRECURRENCE-ID;VALUE=DATE:2024091{day}" for day in (1, 2)]
    assert days_of(ics(*days, uids=("a", "a"))) == ["2024-09-11", "2024-09-12"]


@pytest.mark.parametrize("wrong", ["SEQUENCE:x", "SEQUENCE:-1", "SEQUENCE:" + "9" * 5000, "DTSTAMP:x"])
def test_one_of_several_revisions_without_a_stamp_is_a_problem(wrong: str) -> None:
    assert days_of(ics(f"{DAY}\n{wrong}")) == ["2024-09-11"]
    [(path, _)] = problems_in(apec.from_icalendar, ics(DAY, f"{DAY}\n{wrong}", uids=("a", "a")))
    assert path == f"$.events[1].{wrong.partition(':')[0].lower()}"


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.integers(0, 3), st.integers(1, 28)),
        max_size=8,
        unique_by=lambda revision: revision[:3],
    ).flatmap(lambda revisions: st.tuples(st.just(revisions), st.permutations(revisions)))
)
def test_the_order_of_revisions_does_not_matter(given: tuple[list[Any], list[Any]]) -> None:
    revisions, shuffled = given
    newest = {uid: day for uid, *_, day in sorted(revisions)}

    def calendar(revision: Any) -> str:
        uid, sequence, stamp, day = revision
        return ics(
            f"SUMMARY:{uid}\nDTSTART:202409{day:02}\nSEQUENCE:{sequence}\nDTSTAMP:2024010{stamp + 1}T000000Z",
            uids=(uid,),
        )

    assume(revisions)
    found = apec.from_icalendar("".join(map(calendar, shuffled)))
    assert {entry.title: entry.dates.start.day for entry in found} == newest
