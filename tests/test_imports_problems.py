"""Problems of calendars: each has a path and the expected value."""

import re
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

import apec_outcomes as apec
from calendar_texts import DAY, fixed, ics, zone
from conftest import problems_in


@pytest.mark.parametrize(
    ("properties", "field", "message"),
    [
        ("DTSTART:garbage", "dtstart", "got 'garbage' on line 12"),
        ("DTSTART:P1D", "dtstart", "got 'P1D' on line 12"),
        ("DTSTART:", "dtstart", "missing"),
        ("DTSTART", "dtstart", "line 12 is not a property: 'DTSTART'"),
        ("DTSTART:20240931", "dtstart", "got '20240931' on line 12"),
        ("DTSTART;VALUE=DATE:00001001", "dtstart", "got '00001001' on line 12"),
        ("DTSTART;VALUE=DATE:20240911T090000", "dtstart", "got '20240911T090000' on line 12"),
        ("DTSTART;VALUE=DATE-TIME:20240911", "dtstart", "got '20240911' on line 12"),
        ("DTSTART;VALUE=PERIOD:20240911T090000Z/PT1H", "dtstart", "got '20240911T090000Z/PT1H' on line 12"),
        (f"{DAY}\nDTEND:garbage", "dtend", "got 'garbage' on line 13"),
        (f"{DAY}\nDTEND 20240913", "dtend", "line 13 is not a property: 'DTEND 20240913'"),
        (f"{DAY}\nDTEND:PT1H", "dtend", "got 'PT1H' on line 13"),
        (f"{DAY}\nDTEND;VALUE=DATE:20240910", "dtend", "2024-09-10 is before 2024-09-11"),
        (
            "DTSTART;TZID=Asia/Tokyo:99991231T090000\nDTEND:99991231T230000Z",
            "dtend",
            "got '99991231T230000Z' on line 13",
        ),
        (f"{DAY}\nDURATION:garbage", "duration", "got 'garbage' on line 13"),
        (f"{DAY}\nDURATION:P", "duration", "got 'P' on line 13"),
        (f"{DAY}\nDURATION:PT", "duration", "got 'PT' on line 13"),
        (f"{DAY}\nDURATION:P1Y", "duration", "got 'P1Y' on line 13"),
        (f"{DAY}\nDURATION:P{'9' * 5000}D", "duration", f"got 'P{'9' * 79}'... on line 13"),
        (f"{DAY}\nDURATION:P999999999W", "duration", "got 'P999999999W' on line 13"),
        (f"{DAY}\nDURATION;VALUE=DATE:20240912", "duration", "got '20240912' on line 13"),
        (f"{DAY}\nDURATION:-P3D", "duration", "2024-09-08 is before 2024-09-11"),
        (f"{DAY}\nDTEND;VALUE=DATE:20240912\nDURATION:P1D", "duration", "given besides dtend"),
        ("DTSTART:99991231\nDURATION:P5D", "duration", "got 'P5D' on line 13"),
        ("DTSTART:00010101\nDURATION:-P3D", "duration", "got '-P3D' on line 13"),
        (f"{DAY}\nX-EDTF:soon", "x-edtf", "got 'soon' on line 13"),
        (
            f"{DAY}\nLOCATION:Room\x07",
            "location",
            "got 'Room\\x07', with a control character or a lone surrogate",
        ),
        (
            f"{DAY}\nLOCATION:Li\x07ma\\, Peru",
            "location",
            "got 'Li\\x07ma', with a control character or a lone surrogate",
        ),
        (f"{DAY}\nLOCATION:A\nLOCATION:B", "location", "given 2 times, on lines 13, 14"),
        (f"{DAY}\nSUMMARY:T\nSUMMARY:T", "summary", "given 2 times, on lines 12, 13"),
        (f"{DAY}\nSUMMARY:", "summary", "missing"),
        (f"{DAY}\nUID:c@d", "uid", "given 2 times, on lines 10, 13"),
        (f"{DAY}\nSTATUS:CANCELLED\nSTATUS:CONFIRMED", "status", "given 2 times, on lines 13, 14"),
        (f"{DAY}\nRRULE:FREQ=DAILY;COUNT=3", "rrule", "an event that recurs"),
        (f"{DAY}\nRDATE;VALUE=DATE:20240918\nRDATE:20240919", "rdate", "an event that recurs"),
        (f"{DAY}\nRRULE", "rrule", "line 13 is not a property: 'RRULE'"),
    ],
)
def test_a_property_that_cannot_be_read_is_a_problem(properties: str, field: str, message: str) -> None:
    found = problems_in(apec.from_icalendar, ics(DAY, properties))
    assert found == [(f"$.events[1].{field}", message)]


def test_one_error_lists_the_problems_of_all_events() -> None:
    found = problems_in(
        apec.from_icalendar,
        ics(
            "DTSTART:x\nDTEND:x", f"{DAY}\nDURATION:-P1D\nX-EDTF:x\nRRULE:FREQ=DAILY", "SUMMARY:\x07\n" + DAY
        ),
    )
    assert [path for path, _ in found] == [
        "$.events[0].dtstart",
        "$.events[0].dtend",
        "$.events[1].x-edtf",
        "$.events[1].duration",
        "$.events[1].rrule",
        "$.events[2].summary",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n", "no calendar in it"),
        ("hello\nworld", "line 1 is 'hello'"),
        ("BEGIN:VEVENT\nEND:VCALENDAR\n", "line 1 is 'BEGIN:VEVENT'"),
        ("BEGIN:VCALENDAR\n", "the text ends within the component 'VCALENDAR' of line 1"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", "line 3 is 'END:VCALENDAR'"),
        ("BEGIN:VCALENDAR\nBEGIN:V\x1bX\nEND:VX\n", "line 3 is 'END:VX'"),
        ("BEGIN:VCALENDAR\nBEGIN:VCALENDAR\n", "line 2 is 'BEGIN:VCALENDAR'"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\nafter\n", "line 3 is 'after'"),
        ("\x1b[31m\n", "line 1 is '\\x1b[31m'"),
        ("BEGIN:VCALENDAR\n\ud800\n", "line 2 has '\\ud800', a lone surrogate"),
    ],
)
def test_text_that_is_not_a_calendar_is_a_problem(text: str, message: str) -> None:
    with pytest.raises(apec.InvalidRecordError) as caught:
        apec.from_icalendar(text)
    [problem] = caught.value.problems
    assert (problem.path, problem.message) == ("$", message)
    assert problem.expected.isprintable()


ZONED = "DTSTART;TZID=Here:20240911T090000\nDTEND:20240911T160000Z"
UNUSABLE = (
    "$.events[0].dtend: the VTIMEZONE 'Here' on line 4 cannot be used: {}; "
    "expected a zone whose clocks change on days of each year"
)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (5, "$: got 5; expected the path of a calendar, or its text or bytes"),
        ("a\0b", "$: got 'a\\x00b'; expected the path of a file"),
        ("\ud800\n", "$: line 1 has '\\ud800', a lone surrogate; expected text that UTF-8 can write"),
        (
            b"BEGIN:VCALENDAR\nSUMMARY:0123456789abcdefghij\xff",
            "$: line 2 is not UTF-8: b'0123456789abcdefghij\\xff'; expected a calendar in UTF-8",
        ),
        (b"BEGIN:VCALENDAR\n\xff", "$: line 2 is not UTF-8: b'\\xff'; expected a calendar in UTF-8"),
        ("\n", "$: no calendar in it; expected BEGIN:VCALENDAR (RFC 5545)"),
        ("x\n", "$: line 1 is 'x'; expected BEGIN:VCALENDAR"),
        (
            "BEGIN:VCALENDAR\n",
            "$: the text ends within the component 'VCALENDAR' of line 1; "
            "expected an END line for each BEGIN line",
        ),
        (
            "BEGIN:VCALENDAR\nEND:VEVENT\n",
            "$: line 2 is 'END:VEVENT'; expected the end of 'VCALENDAR', which begins on line 1",
        ),
        (
            "BEGIN:VCALENDAR\nBEGIN:VCALENDAR\n",
            "$: line 2 is 'BEGIN:VCALENDAR'; expected END:VCALENDAR before it",
        ),
        (
            "BEGIN:VCALENDAR\n" + "BEGIN:X\n" * 20,
            "$: line 21 is 'BEGIN:X'; expected components at most 20 deep",
        ),
        (
            ics(DAY, "DTSTART:20240912", uids=("a", "a")),
            "$.events[1].uid: another event than $.events[0] with the same UID, SEQUENCE and DTSTAMP; "
            "expected a higher SEQUENCE or a later DTSTAMP in the newer one",
        ),
        (
            ics(DAY, f"{DAY}\nSEQUENCE:x", uids=("a", "a")),
            "$.events[1].sequence: got 'x' on line 13; expected a whole number",
        ),
        (
            ics(DAY, f"{DAY}\nDTSTAMP:x", uids=("a", "a")),
            "$.events[1].dtstamp: got 'x' on line 13; expected a time, such as 20240911T090000Z",
        ),
        (ics(f"SUMMARY:\n{DAY}"), "$.events[0].summary: missing; expected a title"),
        (ics(""), "$.events[0].dtstart: missing; expected a day or a time"),
        (
            ics("DTSTART:x"),
            "$.events[0].dtstart: got 'x' on line 7; "
            "expected a day or a time, such as 20240911 or 20240911T090000Z",
        ),
        (
            ics("DTSTART;VALUE=DATE:x"),
            "$.events[0].dtstart: got 'x' on line 7; expected a day, such as 20240911",
        ),
        (
            ics("DTSTART;VALUE=DATE-TIME:x"),
            "$.events[0].dtstart: got 'x' on line 7; expected a time, such as 20240911T090000Z",
        ),
        (
            ics("DTSTART;VALUE=TEXT:20240911"),
            "$.events[0].dtstart: got '20240911' on line 7; expected VALUE=DATE or VALUE=DATE-TIME",
        ),
        (
            ics("DTSTART 5"),
            "$.events[0].dtstart: line 7 is not a property: 'DTSTART 5'; expected DTSTART:value (RFC 5545)",
        ),
        (ics(f"{DAY}\n{DAY}"), "$.events[0].dtstart: given 2 times, on lines 7, 8; expected one line"),
        (ics(f"{DAY}\nRDATE:1"), "$.events[0].rdate: an event that recurs; expected each event by itself"),
        (
            ics(f"{DAY}\nDTEND:20240910"),
            "$.events[0].dtend: 2024-09-10 is before 2024-09-11; expected an end after the start",
        ),
        (
            ics(f"{DAY}\nDTEND:20240912\nDURATION:P1D"),
            "$.events[0].duration: given besides dtend; expected only one of the two",
        ),
        (
            ics(f"{DAY}\nDURATION:x"),
            "$.events[0].duration: got 'x' on line 8; expected a duration, such as P1D or PT2H",
        ),
        (
            ics("DTSTART:99991231\nDURATION:P5D"),
            "$.events[0].duration: got 'P5D' on line 8; expected an end in the years from 1 to 9999",
        ),
        (
            ics("DTSTART;TZID=Asia/Tokyo:99991231T090000\nDTEND:99991231T230000Z"),
            "$.events[0].dtend: got '99991231T230000Z' on line 8; "
            "expected an end in the years from 1 to 9999",
        ),
        (
            ics(f"{DAY}\nX-EDTF:x"),
            "$.events[0].x-edtf: got 'x' on line 8; expected a date as EDTF, such as 2024-08",
        ),
        (
            ics("DTSTART:20240911T090000\nDTEND:20240911T100000Z"),
            "$.events[0].dtend: got '20240911T100000Z' in 'UTC' on line 8; "
            "expected a time without a zone, as dtstart has",
        ),
        (
            ics(ZONED),
            "$.events[0].dtend: unknown time zone 'Here'; "
            "expected an IANA name, such as 'America/Lima', or a VTIMEZONE of that name in the calendar",
        ),
        (
            ics(ZONED, head="".join(fixed("Here", offset) for offset in ("+0900", "+0800", "+0700"))),
            "$.events[0].dtend: the time zone 'Here' has two definitions, on lines 4 and 12; expected one",
        ),
        (
            ics(ZONED, head=zone("Here", *["STANDARD X-A:1"] * 501)),
            "$.events[0].dtend: the VTIMEZONE 'Here' on line 4 has 501 parts; expected at most 500",
        ),
        (
            ics(ZONED, head=fixed("Here", "+9")),
            UNUSABLE.format("not an offset from UTC, such as '+0900': '+9'"),
        ),
        (
            ics(ZONED, head=fixed("Here", "+2400")),
            UNUSABLE.format("an offset of 24 hours or more from UTC: '+2400'"),
        ),
        (
            ics(ZONED, head=zone("Here", "STANDARD DTSTART:20240101")),
            UNUSABLE.format("no TZOFFSETFROM in the STANDARD on line 6"),
        ),
        (
            ics(ZONED, head=fixed("Here", "+0900", "TZOFFSETTO:+0800")),
            UNUSABLE.format("tzoffsetto is given 2 times, on lines 9, 10"),
        ),
        (
            ics(ZONED, head=fixed("Here", "+0900", "RDATE:x")),
            UNUSABLE.format("not a day or a time"),
        ),
        (
            ics(ZONED, head=fixed("Here", "+0900", "RRULE:FREQ=SECONDLY")),
            UNUSABLE.format("the rule 'FREQ=SECONDLY' is not for a few days of each year"),
        ),
        (
            ics(ZONED, head=fixed("Here", "+0900", "RRULE:FREQ=YEARLY;COUNT=101")),
            UNUSABLE.format("the rule 'FREQ=YEARLY;COUNT=101' counts more than 100 days"),
        ),
        (
            ics(ZONED, head=fixed("Here", "+0900", "RRULE:FREQ=YEARLY;BYDAY=XX")),
            UNUSABLE.format("the rule 'FREQ=YEARLY;BYDAY=XX' cannot be read"),
        ),
    ],
    ids=lambda given: (
        None
        if not isinstance(given, str) or "; expected " not in given
        else given.partition("; expected ")[0][-50:]
    ),
)
def test_a_message_has_the_given_and_the_expected_value(source: Any, message: str) -> None:
    with pytest.raises(apec.InvalidRecordError) as caught:
        apec.from_icalendar(source)
    assert [str(problem) for problem in caught.value.problems] == [message]


@pytest.mark.parametrize("source", [5, None, ["a"], "a\0b"])
def test_a_file_that_is_not_a_calendar_is_a_problem(source: Any) -> None:
    [(path, message)] = problems_in(apec.from_icalendar, source)
    assert (path, message) == ("$", f"got {source!r}")


@pytest.mark.parametrize(
    "name", ["SUMMARY", "DTSTART", "LOCATION", "TZID", "RRULE", "UID", "X-EDTF", "STATUS"]
)
def test_no_message_has_a_control_character(name: str) -> None:
    """A terminal would execute it."""
    odd = "\x1b[31mred\x07\x9b"
    head = zone("Z", "STANDARD DTSTART:x")
    for properties in (
        f"{DAY}\n{name}:{odd}",
        f"{DAY}\n{name}",
        f"DTSTART;{name}={odd}:x",
        f"{name}{odd}:x\n{DAY}",
    ):
        try:
            apec.from_icalendar(ics(properties, head=head.replace("Z", odd)))
        except apec.InvalidRecordError as error:
            assert not re.search(r"[^\n -~]", str(error))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "one line": lambda: b"x" * 250_000 + b"\n",
    "many lines": lambda: b"x\n" * 125_000,
    "no text": lambda: bytes(range(256)) * 1000,
    "lines of an event": lambda: ics(DAY + "\n" + "x:y\n" * 60_000).encode(),
    "one folded line": lambda: ics(f"{DAY}\nX-A:1\n" + " x\n" * 75_000).encode(),
    "components": lambda: ics(DAY + "\n" + "BEGIN:X\n" * 15_000 + "END:X\n" * 15_000).encode(),
    "places": lambda: ics(f"{DAY}\nLOCATION:" + "a\\," * 75_000 + "Peru").encode(),
    "blanks": lambda: ics(f"{DAY}\nLOCATION:a" + " " * 250_000 + "1").encode(),
    "digits": lambda: ics(f"{DAY}\nLOCATION:" + "1" * 100_000 + " abcdefgh" * 10_000 + "\\, Peru").encode(),
    "numbers": lambda: ics(f"{DAY}\nLOCATION:a" + " 12345678a" * 20_000 + " x\\, Peru").encode(),
    "events": lambda: ics(*[DAY] * 4_000).encode(),
    "events of several days": lambda: ics(*(f"DTSTART:{year}0911" for year in range(2000, 6000))).encode(),
    "wrong events": lambda: ics(*["DTSTART:x"] * 4_000).encode(),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_a_large_file_takes_memory_in_proportion(make: Callable[[], bytes]) -> None:
    data = make()
    apec.from_icalendar(ics(f"{DAY}\nLOCATION:Lima\\, Peru"))  # so that the cities of the record are loaded
    tracemalloc.start()
    try:
        apec.from_icalendar(data)
    except apec.InvalidRecordError:
        pass
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 10 * len(data) + 1_500_000


def test_problems_are_listed_up_to_a_limit_and_then_counted() -> None:
    with pytest.raises(apec.InvalidRecordError) as caught:
        apec.from_icalendar(ics(*["DTSTART:x"] * 1200))
    assert caught.value.problems[-1].path == "$.events[999].dtstart"
    assert caught.value.count == 1200
