"""The days of the events of calendars, and the zones in which they are."""

import time as system_time
from datetime import UTC, date, datetime, time, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar.timezone import tzp

import apec_outcomes as apec
from calendar_texts import DAY, days_of, fixed, ics, zone
from conftest import problems_in


@pytest.mark.parametrize(
    ("properties", "days"),
    [
        (DAY, "2024-09-11"),
        ("DTSTART:20240911", "2024-09-11"),
        (f"{DAY}\nDTEND;VALUE=DATE:20240911", "2024-09-11"),
        (f"{DAY}\nDTEND;VALUE=DATE:20240913", "2024-09-11/2024-09-12"),
        (f"{DAY}\nDTEND:20240912T100000Z", "2024-09-11/2024-09-12"),
        (f"{DAY}\nDURATION:P1D", "2024-09-11"),
        (f"{DAY}\nDURATION:P2D", "2024-09-11/2024-09-12"),
        (f"{DAY}\nDURATION:+P1W", "2024-09-11/2024-09-17"),
        (f"{DAY}\nDURATION:PT36H", "2024-09-11/2024-09-12"),
        ("DTSTART:20240911T090000Z\nDTEND;VALUE=DATE:20240912", "2024-09-11"),
        ("DTSTART:20240911T000000\nDTEND:20240912T000000", "2024-09-11"),
        ("DTSTART:20240911T000000\nDURATION:P1D", "2024-09-11"),
        ("DTSTART:20240911T000000\nDTEND:20240911T000000", "2024-09-11"),
        ("DTSTART:20240911T220000\nDTEND:20240912T020000", "2024-09-11/2024-09-12"),
        ("DTSTART:20240911T235960Z", "2024-09-11"),
        ("DTSTART;TZID=Asia/Tokyo:20240911T080000\nDTEND:20240910T235900Z", "2024-09-11"),
        ("DTSTART;TZID=Asia/Tokyo:20240911T080000\nDTEND:20240911T150000Z", "2024-09-11"),
        ("DTSTART;TZID=Asia/Tokyo:20240911T080000\nDTEND:20240911T160000Z", "2024-09-11/2024-09-12"),
        ("DTSTART;TZID=Asia/Tokyo:20240911T080000\nDTEND:20240912T010000", "2024-09-11/2024-09-12"),
        (f"{DAY}\nX-EDTF:2024-09-11", "2024-09-11"),
        ("DTSTART;VALUE=DATE:20240901\nDTEND;VALUE=DATE:20241001\nX-EDTF:2024-09", "2024-09"),
        ("DTSTART:20241001\nDTEND:20241003\nX-EDTF:2024-09-11", "2024-10-01/2024-10-02"),
    ],
)
def test_the_end_of_an_event_is_exclusive(properties: str, days: str) -> None:
    assert days_of(ics(properties)) == [days]


@pytest.mark.parametrize(
    ("start", "duration", "days"),
    [
        ("20241103T000000", "PT24H", "2024-11-03"),
        ("20241103T000000", "PT25H", "2024-11-03"),
        ("20241103T000000", "PT25H1S", "2024-11-03/2024-11-04"),
        ("20241103T000000", "P1D", "2024-11-03"),
        ("20241102T120000", "P1DT12H", "2024-11-02/2024-11-03"),
        ("20240310T000000", "PT23H", "2024-03-10"),
        ("20240310T000000", "PT23H30M", "2024-03-10/2024-03-11"),
        ("20240310T000000", "P1D", "2024-03-10"),
        ("20240309T023000", "P1DT21H30M", "2024-03-09/2024-03-11"),
    ],
)
@pytest.mark.parametrize("defined", [False, True], ids=["by name", "defined"])
def test_hours_are_exact_and_days_are_calendar_days(
    start: str, duration: str, days: str, defined: bool
) -> None:
    """RFC 5545, 3.3.6. Clocks changed on 10 March and 3 November 2024."""
    name = "Pacific" if defined else "America/Los_Angeles"
    properties = f"DTSTART;TZID={name}:{start}\nDURATION:{duration}"
    assert days_of(ics(properties, head=PACIFIC if defined else "")) == [days]


STANDARD = "STANDARD DTSTART:20071104T020000\nTZOFFSETFROM:-0700\nTZOFFSETTO:-0800\nRRULE:"
DAYLIGHT = "DAYLIGHT DTSTART:20070311T020000\nTZOFFSETFROM:-0800\nTZOFFSETTO:-0700\nRRULE:"
PACIFIC = zone(
    "Pacific",
    STANDARD + "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
    DAYLIGHT + "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
    beside="TZUNTIL:20500101T000000Z\nTZID-ALIAS-OF:America/Los_Angeles\n",
)
LIMITED = zone(
    "Pacific",
    STANDARD + "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU;UNTIL=20151101T090000Z",
    DAYLIGHT + "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;COUNT=9",
    (DAYLIGHT + "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;WKST=SU").replace("2007", "2016").replace("0311", "0313"),
    (STANDARD + "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=1,2,3,4,5,6,7;BYDAY=SU;").replace("20071104", "20161106"),
)
DATES = zone(
    "Pacific",
    STANDARD.removesuffix("\nRRULE:") + "\nRDATE:20081102T020000,20091101T020000\nRDATE;VALUE=DATE:20101107",
    DAYLIGHT.removesuffix("\nRRULE:") + "\nRDATE;VALUE=PERIOD:20080309T020000/PT1H\nRDATE:20090308T100000Z",
    DAYLIGHT.replace("2007", "2010").replace("0311", "0314").removesuffix("\nRRULE:"),
)


@pytest.mark.parametrize(
    ("head", "last"), [(PACIFIC, 2036), (LIMITED, 2036), (DATES, 2010)], ids=["rules", "limits", "dates"]
)
@given(data=st.data())
def test_a_zone_has_the_rules_of_its_calendar(head: str, last: int, data: st.DataObject) -> None:
    """The definitions are of America/Los_Angeles, where clocks change in March and November."""
    turns = st.builds(date, st.integers(2008, last), st.sampled_from([3, 11]), st.integers(1, 16))
    day = data.draw(st.dates(date(2007, 3, 12), date(last, 12, 31)) | turns)
    midnight = datetime.combine(day, time(), ZoneInfo("America/Los_Angeles")).astimezone(UTC)
    before = day - timedelta(days=1)
    start = f"DTSTART;TZID=Pacific:{before:%Y%m%d}T120000"
    ends = (midnight, midnight + timedelta(seconds=1))
    events = [f"{start}\nDTEND:{end:%Y%m%dT%H%M%S}Z" for end in ends]
    assert days_of(ics(*events, head=head)) == [f"{before}", f"{before}/{day}"]
    in_utc = [f"DTSTART:{end:%Y%m%dT%H%M%S}Z" for end in (midnight - timedelta(seconds=1), midnight)]
    assert days_of(ics(*in_utc, head=f"X-WR-TIMEZONE:Pacific\n{head}")) == [f"{before}", f"{day}"]


def test_before_its_first_onset_a_zone_has_the_previous_offset() -> None:
    head = zone("Z", "STANDARD DTSTART:20240101T000000\nTZOFFSETFROM:-1200\nTZOFFSETTO:+1200")
    event = "DTSTART;TZID=Z:{0}T120000\nDTEND:{0}T233000Z"
    events = [event.format(day) for day in ("20231230", "20240102")]
    assert days_of(ics(*events, head=head)) == ["2023-12-30", "2024-01-02/2024-01-03"]


def test_a_zone_is_used_for_its_own_calendar_only() -> None:
    """RFC 5545, 3.2.19."""
    event = "DTSTART;TZID=Here:20240911T090000\nDTEND:20240911T160000Z"
    east = ics(event, head=fixed("Here", "+0900"), uids=("east",))
    west = ics(event, head=fixed("Here", "-0500"), uids=("west",))
    unknown = ics(event, uids=("none",))
    for order in permutations([(east, "2024-09-11/2024-09-12"), (west, "2024-09-11")]):
        for text, days in order:
            assert days_of(text) == [days]
        assert days_of("".join(text for text, _ in order)) == [days for _, days in order]
        assert [path for path, _ in problems_in(apec.from_icalendar, unknown)] == ["$.events[0].dtend"]


def test_caches_of_time_zones_are_neither_used_nor_changed() -> None:
    event = "DTSTART;TZID=Here:20240911T090000\nDTEND:20240911T160000Z"
    icalendar.Calendar.from_ical(ics(event, head=fixed("Here", "+0900")))
    assert days_of(ics(event, head=fixed("Here", "-0500"))) == ["2024-09-11"]
    assert days_of(ics(event.replace("Here", "There"), head=fixed("There", "-0500"))) == ["2024-09-11"]
    assert tzp.timezone("There") is None


def test_a_definition_comes_before_the_zone_of_the_same_name() -> None:
    event = "DTSTART;TZID=Asia/Tokyo:20240911T090000\nDTEND:20240911T160000Z"
    assert days_of(ics(event)) == ["2024-09-11/2024-09-12"]
    assert days_of(ics(event, head=fixed("Asia/Tokyo", "-0500"))) == ["2024-09-11"]
    assert days_of(ics(event, head=zone("Asia/Tokyo"))) == ["2024-09-11/2024-09-12"]  # it has no rules


@pytest.mark.parametrize("name", ["Asia/Tokyo", "/Asia/Tokyo", "Tokyo Standard Time"])
def test_a_zone_can_be_an_iana_or_windows_name(name: str) -> None:
    assert days_of(ics(f"DTSTART;TZID={name}:20240911T090000\nDTEND:20240911T150001Z")) == [
        "2024-09-11/2024-09-12"
    ]


@pytest.mark.parametrize(
    "name",
    ["No/Where", "Z", "/example.org/Asia/Tokyo", "localtime", "Asia", "../UTC", "/etc/passwd", "A" * 300],
)
@pytest.mark.parametrize("needed_by", ["an end in UTC", "a duration", "the calendar"])
def test_an_unknown_zone_is_a_problem_if_days_depend_on_it(name: str, needed_by: str) -> None:
    head, properties, where = {
        "an end in UTC": ("", f"DTSTART;TZID={name}:20240911T090000\nDTEND:20240911T160000Z", "dtend"),
        "a duration": ("", f"DTSTART;TZID={name}:20240911T090000\nDURATION:PT1H", "dtstart"),
        "the calendar": (f"X-WR-TIMEZONE:{name}\n", "DTSTART:20240911T090000Z", "dtstart"),
    }[needed_by]
    [(path, message)] = problems_in(apec.from_icalendar, ics(properties, head=head))
    assert path == f"$.events[0].{where}"
    assert message.startswith(f"unknown time zone '{name[:80]}'")


@pytest.mark.parametrize(
    ("properties", "days"),
    [
        ("DTSTART:20240912T010000Z\nDTEND:20240912T030000Z", "2024-09-11"),
        ("DTSTART:20240912T010000Z\nDURATION:PT4H1S", "2024-09-11/2024-09-12"),
        ("DTSTART:20240911T200000\nDTEND:20240912T030000Z", "2024-09-11"),
        ("DTSTART;TZID=Asia/Tokyo:20240912T010000\nDTEND:20240911T180000Z", "2024-09-12"),
        (f"{DAY}\nDTEND:20240913T010000Z", "2024-09-11/2024-09-12"),
        (DAY, "2024-09-11"),
    ],
    ids=["in UTC", "duration", "no zone", "zone of its own", "day and time", "day"],
)
def test_times_in_utc_are_shown_in_the_zone_of_the_calendar(properties: str, days: str) -> None:
    assert days_of(ics(properties, head="X-WR-TIMEZONE:America/Lima\n")) == [days]


def test_a_time_without_a_zone_is_not_compared_with_one_in_utc() -> None:
    found = problems_in(apec.from_icalendar, ics("DTSTART:20240911T200000\nDTEND:20240912T030000Z"))
    assert found == [("$.events[0].dtend", "got '20240912T030000Z' in 'UTC' on line 8")]


NEVER = "YEARLY;BYMONTH=2;BYMONTHDAY=30"


def test_a_rule_until_the_last_possible_day_is_used_in_every_year() -> None:
    """In summer time, the event ends half an hour after midnight."""
    summer = "DTSTART;TZID=Pacific:20240710T120000\nDTEND:20240711T073000Z"
    forever = PACIFIC.replace("BYDAY=2SU", "BYDAY=2SU;UNTIL=99991231")
    assert days_of(ics(summer, head=forever)) == ["2024-07-10/2024-07-11"]


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=HOURLY",
        "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=MONTHLY",
        "RRULE:FREQ=YEARLY;INTERVAL=0",
        "RRULE:FREQ=YEARLY;BYHOUR=0,1,2,3;BYMINUTE=0,1,2,3",
        "RRULE:FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYMONTHDAY=1,2",
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=YEARLY;COUNT=99999999",
        "RRULE:FREQ=YEARLY;COUNT=" + "9" * 5000,
        "RRULE:FREQ=YEARLY;UNTIL=soon",
        "RRULE:FREQ=YEARLY;BYDAY=\x1b[31mXX",
        "RRULE:FREQ=YEARLY;BYMONTH=" + "9" * 5000,
        "RRULE:FREQ=YEARLY\nRRULE:FREQ=YEARLY",
        "RRULE",
        "RDATE:soon",
        "TZOFFSETTO:+0900",
        "TZOFFSETTO",
    ],
)
def test_endless_or_unreadable_rules_of_a_zone_are_a_problem(rule: str) -> None:
    """Rejected quickly: the first of these once took forever."""
    text = ics("DTSTART;TZID=Z:20240911T090000\nDTEND:20240911T160000Z", head=fixed("Z", "+0900", rule))
    [(path, message)] = problems_in(apec.from_icalendar, text)
    assert path == "$.events[0].dtend"
    assert message.startswith("the VTIMEZONE 'Z' on line 4 cannot be used: ")
    assert message.isprintable()


@pytest.mark.parametrize("offset", ["0900", "+9", "+2400", "east", "+09:00", ""])
def test_an_invalid_offset_is_a_problem(offset: str) -> None:
    text = ics("DTSTART;TZID=Z:20240911T090000\nDTEND:20240911T160000Z", head=fixed("Z", offset))
    assert [path for path, _ in problems_in(apec.from_icalendar, text)] == ["$.events[0].dtend"]


@pytest.mark.skipif(not hasattr(system_time, "tzset"), reason="needs time.tzset")
@pytest.mark.parametrize("here", ["Pacific/Apia", "America/Lima"])
def test_the_local_time_zone_makes_no_difference(here: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", here)
    system_time.tzset()
    try:
        for head in ("X-WR-TIMEZONE:UTC\n", ""):
            late_and_early = ("DTSTART:20240911T233000Z", "DTSTART;TZID=UTC:20240911T003000")
            ended = [
                f"DTSTART;TZID={zone}:20240911T003000\nDTEND:20240911T233000Z" for zone in ("UTC", "/UTC")
            ]
            assert days_of(ics(*late_and_early, *ended, head=head)) == ["2024-09-11"] * 4
    finally:
        monkeypatch.undo()
        system_time.tzset()


def test_onsets_are_compared_in_utc() -> None:
    changes = (
        "STANDARD DTSTART:20240101T120000\nTZOFFSETFROM:+1400\nTZOFFSETTO:+0000",  # on 31 December in UTC
        "STANDARD DTSTART:20240101T000000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0500",
    )
    event = "DTSTART;TZID=Z:20240102T030000\nDTEND:20240101T230000Z"
    assert days_of(ics(event, head=zone("Z", *changes))) == ["2024-01-02"]


def test_a_length_of_another_kind_is_a_problem() -> None:
    [(path, message)] = problems_in(
        apec.from_icalendar, ics("DTSTART:20240911T090000\nDURATION;VALUE=DATE:PT1H")
    )
    assert (path, message) == ("$.events[0].duration", "got 'PT1H' on line 8")


def test_two_different_definitions_of_a_zone_are_a_problem() -> None:
    event = "DTSTART;TZID=Z:20240911T090000\nDTEND:20240911T160000Z"
    east, west = fixed("Z", "+0900"), fixed("Z", "-0500")
    assert days_of(ics(event, head=east + east)) == ["2024-09-11/2024-09-12"]
    [(_, message)] = problems_in(apec.from_icalendar, ics(event, head=east + west))
    assert message == "the time zone 'Z' has two definitions, on lines 4 and 12"
