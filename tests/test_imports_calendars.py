"""Calendars that other programs wrote, read as entries: every problem has its place."""

import re
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from dateutil import tz
from hypothesis import assume, given
from hypothesis import strategies as st

import apec_outcomes as apec
from conftest import problems_in

DAY = "DTSTART;VALUE=DATE:20240911"


def ics(*events: str, head: str = "", uids: tuple[str, ...] = ()) -> str:
    """Return a calendar of events, each with a UID, a title if it has none, and the properties given."""
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//EN\n{head}"
    for number, properties in enumerate(events):
        title = "" if re.search("^SUMMARY", properties.partition("BEGIN")[0], re.MULTILINE) else "SUMMARY:T\n"
        uid = uids[number] if uids else f"{number}@example.org"
        text += f"BEGIN:VEVENT\nUID:{uid}\n{title}{properties}\nEND:VEVENT\n"
    return text + "END:VCALENDAR\n"


def zone(name: str, *parts: str, beside: str = "") -> str:
    """Return a VTIMEZONE with these parts, such as ``STANDARD``, each with its properties."""
    held = "".join(
        f"BEGIN:{part.split()[0]}\n{part.split(maxsplit=1)[1]}\nEND:{part.split()[0]}\n" for part in parts
    )
    return f"BEGIN:VTIMEZONE\nTZID:{name}\n{beside}{held}END:VTIMEZONE\n"


def fixed(name: str, offset: str, *more: str) -> str:
    """Return a zone that is always at one offset from UTC."""
    lines = "\n".join(("DTSTART:19700101T000000", f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}", *more))
    return zone(name, f"STANDARD {lines}")


def days_of(text: str | bytes) -> list[str]:
    return [entry.dates.edtf for entry in apec.from_icalendar(text)]


def venue_of(location: str) -> apec.Venue | None:
    [entry] = apec.from_icalendar(ics(f"{DAY}\nLOCATION:{location}"))
    return entry.venue


# What is read.


def test_a_calendar_of_ours_is_read_back(data: apec.Dataset) -> None:
    found = apec.from_icalendar(data.calendar.to_icalendar(inexact="include"))
    assert len(found) == len(data.calendar)
    for entry, announced in zip(found, data.calendar, strict=True):
        assert (entry.id, entry.title, entry.dates) == (announced.id, announced.title, announced.dates)
        if announced.venue and announced.venue.city and announced.venue.economy:
            assert entry.venue == announced.venue


@given(st.text('aNn\\\\,;:"é ', min_size=1, max_size=20).filter(str.strip), st.booleans())
def test_any_text_is_written_and_read_back(text: str, others: bool) -> None:
    title = " ".join(text.split())
    entry = apec.CalendarEntry(id="cal-2027-a", title=title, dates="2027-02-01", venue=apec.Venue(name=title))
    written = apec.Dataset(calendar=[entry]).calendar.to_icalendar()
    if others:
        assert vobject.readOne(written).vevent.summary.value == title
    else:
        assert apec.from_icalendar(written)[0].title == title


FOREIGN = ics(
    "SUMMARY:Workshop on customs\\, day one\n"
    "DTSTART;VALUE=DATE:20270222\n"
    "DTEND;VALUE=DATE:20270224\n"
    "LOCATION:Lima\\, Peru",
    "SUMMARY:Briefing\nDTSTART:20270301T090000Z\nDTEND:20270301T100000Z\nLOCATION:Room 5\nSTATUS:CANCELLED",
).replace("\n", "\r\n")


@pytest.mark.parametrize("form", ["text", "bytes", "bytearray", "path", "path as text"])
def test_a_calendar_can_be_a_text_bytes_or_a_file(tmp_path: Path, form: str) -> None:
    path = tmp_path / "other.ics"
    path.write_bytes(FOREIGN.encode())
    forms: dict[str, Any] = {
        "text": FOREIGN,
        "bytes": FOREIGN.encode(),
        "bytearray": bytearray(FOREIGN.encode()),
        "path": path,
        "path as text": str(path),
    }
    assert apec.from_icalendar(forms[form]) == (
        apec.CalendarEntry(
            id="cal-2027-workshop-on-customs-day-one",
            title="Workshop on customs, day one",
            dates=apec.DateSpan.of("2027-02-22/2027-02-23"),
            venue=apec.Venue(city="Lima", economy="PER"),
        ),
        apec.CalendarEntry(
            id="cal-2027-briefing",
            title="Briefing",
            dates=apec.DateSpan.of("2027-03-01"),
            venue=apec.Venue(name="Room 5"),
            status=apec.Status.CANCELLED,
        ),
    )


def test_several_calendars_in_one_file_are_read() -> None:
    """RFC 5545, 3.4."""
    first, second = ics(DAY, uids=("a",)), ics("DTSTART:20240912", uids=("b",))
    assert days_of(first + "X-NOTE:cached\n\n" + second) == ["2024-09-11", "2024-09-12"]


@pytest.mark.parametrize("mark", ["text", "bytes"])
def test_a_byte_order_mark_is_left_out(mark: str) -> None:
    text = ics(DAY)
    assert days_of("\ufeff" + text if mark == "text" else b"\xef\xbb\xbf" + text.encode()) == ["2024-09-11"]


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "shift_jis", "utf-16"])
def test_bytes_that_are_not_utf8_are_a_problem_with_their_line(encoding: str) -> None:
    title = "会合" if encoding == "shift_jis" else "Réunion"
    text = ics(f"SUMMARY:{title}\n{DAY}")
    [(path, message)] = problems_in(apec.from_icalendar, text.encode(encoding))
    line = 1 if encoding == "utf-16" else 6
    assert path == "$"
    assert message.startswith(f"line {line} is not UTF-8: b'")


def test_a_problem_of_a_file_names_it(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_bytes(ics("DTSTART:x").encode())
    with pytest.raises(apec.InvalidRecordError) as caught:
        apec.from_icalendar(tmp_path / "a.ics")
    assert [problem.file for problem in caught.value.problems] == [str(tmp_path / "a.ics")]


def test_lines_are_unfolded_before_they_are_decoded() -> None:
    """RFC 5545, 3.1."""
    data = ics(f"SUMMARY:A\u00e9B\n{DAY}").encode().replace(b"A\xc3\xa9B", b"A\xc3\r\n \xa9B")
    assert [entry.title for entry in apec.from_icalendar(data)] == ["AéB"]


FULL = ics(
    f"SUMMARY:Réunion 会合 🎉\\, öffentlich\n{DAY}\nLOCATION:Ñuñoa\\, Chile",
    'SUMMARY;X-P="a:b;c":Second\nDTSTART;TZID="Custom: zone":20240911T090000\nDTEND:20240911T160000Z',
    head=fixed("Custom: zone", "+0900"),
)


@given(st.lists(st.integers(1, len(FULL.encode()) - 2), max_size=40), st.sampled_from([b"\r\n ", b"\n\t"]))
def test_lines_can_be_folded_anywhere(places: list[int], fold: bytes) -> None:
    data = FULL.encode()
    for place in sorted(set(places), reverse=True):
        # A fold at the end of a line would be a blank line that is continued.
        if data[place - 1 : place] != b"\n" and data[place : place + 1] != b"\n":
            data = data[:place] + fold + data[place:]
    assert apec.from_icalendar(data) == apec.from_icalendar(FULL)


def test_what_another_library_writes_is_read() -> None:
    calendar: Any = vobject.iCalendar()
    event = calendar.add("vevent")
    event.add("summary").value = "Réunion, “会合”; a\\N b " * 8
    event.add("dtstart").value = datetime(2024, 9, 11, 9, tzinfo=tz.gettz("America/New_York"))
    event.add("dtend").value = datetime(2024, 9, 12, 9, tzinfo=tz.gettz("Asia/Tokyo"))
    event.add("location").value = "Convention Centre\nLima, Peru"
    [entry] = apec.from_icalendar(calendar.serialize())
    assert entry.title == ("Réunion, “会合”; a\\N b " * 8).strip()
    assert entry.dates.edtf == "2024-09-11"  # nine in the morning in Tokyo is the evening before in New York
    assert entry.venue == apec.Venue(name="Convention Centre", city="Lima", economy="PER")


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("A\\nB\\NC", "A B C"),
        ("A\\\\nB", "A\\nB"),
        ("A\\\\NB", "A\\NB"),
        ("A\\, B\\; C", "A, B; C"),
        ("100%2C", "100%2C"),
        ("true", "true"),
        ("5", "5"),
    ],
)
def test_escapes_are_read_once(written: str, title: str) -> None:
    assert [entry.title for entry in apec.from_icalendar(ics(f"SUMMARY:{written}\n{DAY}"))] == [title]


@pytest.mark.parametrize(
    "line",
    [
        "ORGANIZER broken",
        'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE="Lima:geo:1,2',
        "RECURRENCE",
        "no property at all",
        "=;:\x07",
        "BEGIN:VALARM\nDTSTART:x\nSUMMARY:x\nTRIGGER\nEND:VALARM",
        "RDATE:",
    ],
)
def test_a_broken_line_that_is_not_needed_is_skipped(line: str) -> None:
    """RFC 5545, 3.8.8."""
    assert days_of(ics(f"{DAY}\n{line}")) == ["2024-09-11"]


@pytest.mark.parametrize(
    "head",
    [
        zone("Z", "STANDARD DTSTART:x\nTZOFFSETFROM:x\nRRULE:FREQ=SECONDLY"),
        zone("Z", beside="TZUNTIL:x\nTZID-ALIAS-OF:x\n"),
        zone("Z", beside="TZID:Y\n"),
        "X-WR-TIMEZONE:Nowhere\n",
    ],
    ids=["broken", "without rules", "two names", "X-WR-TIMEZONE"],
)
def test_a_zone_that_is_not_needed_is_not_looked_at(head: str) -> None:
    assert days_of(ics("DTSTART;TZID=Z:20240911T090000\nDTEND;TZID=Z:20240911T100000", DAY, head=head))


# Days.


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
def test_an_event_lasts_until_the_day_before_its_end(properties: str, days: str) -> None:
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
def test_hours_are_exact_and_days_are_of_the_calendar(
    start: str, duration: str, days: str, defined: bool
) -> None:
    """RFC 5545, 3.3.6: clocks are moved on 10 March and 3 November 2024."""
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
def test_a_zone_is_as_its_calendar_defines_it(head: str, last: int, data: st.DataObject) -> None:
    """The definitions are of America/Los_Angeles, whose clocks are moved in March and November."""
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


def test_before_its_first_onset_a_zone_has_the_offset_that_this_one_ended() -> None:
    head = zone("Z", "STANDARD DTSTART:20240101T000000\nTZOFFSETFROM:-1200\nTZOFFSETTO:+1200")
    event = "DTSTART;TZID=Z:{0}T120000\nDTEND:{0}T233000Z"
    events = [event.format(day) for day in ("20231230", "20240102")]
    assert days_of(ics(*events, head=head)) == ["2023-12-30", "2024-01-02/2024-01-03"]


def test_a_zone_belongs_to_its_own_calendar() -> None:
    """RFC 5545, 3.2.19: nothing is remembered from one calendar to the next."""
    event = "DTSTART;TZID=Here:20240911T090000\nDTEND:20240911T160000Z"
    east = ics(event, head=fixed("Here", "+0900"), uids=("east",))
    west = ics(event, head=fixed("Here", "-0500"), uids=("west",))
    unknown = ics(event, uids=("none",))
    for order in permutations([(east, "2024-09-11/2024-09-12"), (west, "2024-09-11")]):
        for text, days in order:
            assert days_of(text) == [days]
        assert days_of("".join(text for text, _ in order)) == [days for _, days in order]
        assert [path for path, _ in problems_in(apec.from_icalendar, unknown)] == ["$.events[0].dtend"]


def test_what_others_remember_of_zones_is_neither_used_nor_changed() -> None:
    event = "DTSTART;TZID=Here:20240911T090000\nDTEND:20240911T160000Z"
    icalendar.Calendar.from_ical(ics(event, head=fixed("Here", "+0900")))
    assert days_of(ics(event, head=fixed("Here", "-0500"))) == ["2024-09-11"]
    assert days_of(ics(event.replace("Here", "There"), head=fixed("There", "-0500"))) == ["2024-09-11"]
    assert icalendar.timezone.tzp.timezone("There") is None


def test_a_definition_comes_before_the_zone_of_the_same_name() -> None:
    event = "DTSTART;TZID=Asia/Tokyo:20240911T090000\nDTEND:20240911T160000Z"
    assert days_of(ics(event)) == ["2024-09-11/2024-09-12"]
    assert days_of(ics(event, head=fixed("Asia/Tokyo", "-0500"))) == ["2024-09-11"]
    assert days_of(ics(event, head=zone("Asia/Tokyo"))) == ["2024-09-11/2024-09-12"]  # it has no rules


@pytest.mark.parametrize("name", ["Asia/Tokyo", "/Asia/Tokyo", "Tokyo Standard Time"])
def test_a_zone_can_be_known_by_name(name: str) -> None:
    assert days_of(ics(f"DTSTART;TZID={name}:20240911T090000\nDTEND:20240911T150001Z")) == [
        "2024-09-11/2024-09-12"
    ]


@pytest.mark.parametrize(
    "name",
    ["No/Where", "Z", "/example.org/Asia/Tokyo", "localtime", "Asia", "../UTC", "/etc/passwd", "A" * 300],
)
@pytest.mark.parametrize("needed_by", ["an end in UTC", "a duration", "the calendar"])
def test_a_zone_that_is_not_known_is_a_problem_where_days_depend_on_it(name: str, needed_by: str) -> None:
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
def test_a_zone_whose_rules_would_not_end_or_cannot_be_read_is_a_problem(rule: str) -> None:
    """Each within a moment: the first of these took for ever."""
    text = ics("DTSTART;TZID=Z:20240911T090000\nDTEND:20240911T160000Z", head=fixed("Z", "+0900", rule))
    [(path, message)] = problems_in(apec.from_icalendar, text)
    assert path == "$.events[0].dtend"
    assert message.startswith("the VTIMEZONE 'Z' on line 4 cannot be used: ")
    assert message.isprintable()


@pytest.mark.parametrize("offset", ["0900", "+9", "+2400", "east", "+09:00", ""])
def test_an_offset_that_is_none_is_a_problem(offset: str) -> None:
    text = ics("DTSTART;TZID=Z:20240911T090000\nDTEND:20240911T160000Z", head=fixed("Z", offset))
    assert [path for path, _ in problems_in(apec.from_icalendar, text)] == ["$.events[0].dtend"]


def test_two_definitions_of_a_zone_are_a_problem_unless_they_are_alike() -> None:
    event = "DTSTART;TZID=Z:20240911T090000\nDTEND:20240911T160000Z"
    east, west = fixed("Z", "+0900"), fixed("Z", "-0500")
    assert days_of(ics(event, head=east + east)) == ["2024-09-11/2024-09-12"]
    [(_, message)] = problems_in(apec.from_icalendar, ics(event, head=east + west))
    assert message == "the time zone 'Z' has two definitions, on lines 4 and 12"


# Revisions.


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
def test_the_newest_revision_of_an_event_counts(older: str, newer: str, where: str) -> None:
    """RFC 5545, 3.8.7.4; RFC 5546, 2.1.5."""
    revisions = [f"DTSTART:20240911\n{older}".strip(), f"DTSTART:20240912\n{newer}"]
    for order in permutations(revisions):
        one = ics(*order, uids=("a", "a"))
        two = "".join(ics(each, uids=("a",)) for each in order)
        assert days_of(one if where == "one calendar" else two) == ["2024-09-12"]


@pytest.mark.parametrize("how", ["STATUS:CANCELLED", "STATUS:canceled", "METHOD:CANCEL"])
@pytest.mark.parametrize("newer", ["SEQUENCE:1", "DTSTAMP:20240101T000000Z", ""])
@pytest.mark.parametrize("says", ["the days", "nothing else"])
def test_a_cancellation_cancels(how: str, newer: str, says: str) -> None:
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


def test_revisions_that_are_equally_new_are_a_problem_unless_they_are_alike() -> None:
    assert days_of(ics(DAY, DAY, uids=("a", "a"))) == ["2024-09-11"]
    found = problems_in(apec.from_icalendar, ics(DAY, "DTSTART:20240912", uids=("a", "a")))
    message = "another event than $.events[0] with the same UID, SEQUENCE and DTSTAMP"
    assert found == [("$.events[1].uid", message)]


def test_single_days_of_one_event_are_entries_of_their_own() -> None:
    """A part of a series that was moved has the UID of the series, and says which part it is."""
    days = [f"DTSTART:2024091{day}\nRECURRENCE-ID;VALUE=DATE:2024091{day}" for day in (1, 2)]
    assert days_of(ics(*days, uids=("a", "a"))) == ["2024-09-11", "2024-09-12"]


@pytest.mark.parametrize("wrong", ["SEQUENCE:x", "SEQUENCE:-1", "SEQUENCE:" + "9" * 5000, "DTSTAMP:x"])
def test_a_revision_that_does_not_say_how_new_it_is_is_a_problem_where_there_are_others(wrong: str) -> None:
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


# Places.


@pytest.mark.parametrize(
    ("location", "name", "city", "economy"),
    [
        ("Lima\\, Peru", None, "Lima", "PER"),
        ("Peru", None, None, "PER"),
        ("Room 5", "Room 5", None, None),
        (
            "Convention Centre\\nAv. Javier Prado 2465\\nLima\\, Peru",
            "Convention Centre, Av. Javier Prado 2465",
            "Lima",
            "PER",
        ),
        ("Hotel\\, \\nLima\\nPeru", "Hotel", "Lima", "PER"),
        ("San Francisco\\, CA\\, USA", None, "San Francisco", "USA"),
        ("1 Main St\\, San Francisco\\, CA 94103\\, United States", "1 Main St", "San Francisco", "USA"),
        ("Springfield\\, IL 62701-1234\\, U.S.", None, "Springfield", "USA"),
        ("Washington\\, D.C.\\, United States", None, "Washington, D.C.", "USA"),
        ("Washington\\, DC 20006\\, USA", None, "Washington, DC", "USA"),
        ("Hawaii Centre\\, Honolulu\\, Hawaii\\, USA", "Hawaii Centre", "Honolulu", "USA"),
        ("Vancouver\\, BC V6B 4N5\\, Canada", None, "Vancouver", "CAN"),
        ("Lima 15021\\, Peru", None, "Lima", "PER"),
        ("Lima 41\\, Peru", None, "Lima", "PER"),
        ("Lima\\, Peru 15021", None, "Lima", "PER"),
        ("Huaraz 02001\\, Peru", None, "Huaraz", "PER"),
        ("100-0005 Tokyo\\, Japan", None, "Tokyo", "JPN"),
        ("Sydney NSW 2000\\, Australia", None, "Sydney", "AUS"),
        ("Nusa Dua\\, Bali\\, Indonesia", None, "Nusa Dua, Bali", "IDN"),
        ("Av. Javier Prado 2465\\, Peru", "Av. Javier Prado 2465", None, "PER"),
        ("Marina Bay Sands\\, Singapore 018956", "Marina Bay Sands", "Singapore", "SGP"),
        ("Central\\, Hong Kong\\, China", "Central", "Hong Kong", "HKG"),
        ("Hong Kong\\, Hong Kong\\, China", None, "Hong Kong", "HKG"),
        ("Macao\\, China", None, "Macao", "CHN"),
        ("Taipei\\, Taiwan\\, China", None, "Taipei", "TWN"),
        ("San Francisco\\, CA", "San Francisco, CA", None, None),
        ("Contact us", "Contact us", None, None),
        ("Honiara\\, Pacific Islands Forum", "Honiara, Pacific Islands Forum", None, None),
        ("\\n\\, ", None, None, None),
    ],
)
def test_a_place_is_read_from_its_end(
    location: str, name: str | None, city: str | None, economy: str | None
) -> None:
    found = venue_of(location) or apec.Venue()
    assert (found.name, found.city, found.economy) == (name, city, economy)


def test_a_place_of_many_parts_is_read() -> None:
    parts = "\\, ".join(["A"] * 8000)
    found = venue_of(f"{parts}\\, Paracas\\, Ica\\, Peru")
    assert found
    assert (found.city, found.economy) == ("Paracas", "PER")


def test_the_places_of_the_record_are_read_back(data: apec.Dataset) -> None:
    held = data.meetings.where(
        lambda meeting: bool(meeting.venue and meeting.venue.city and meeting.venue.economy)
    )
    venues = {meeting.id: meeting.venue for meeting in held}
    text = held.to_icalendar(inexact="include").replace("UID:", "UID:cal-")
    assert [entry.venue for entry in apec.from_icalendar(text)] == list(venues.values())


# Identifiers.


@pytest.mark.parametrize(
    "uid",
    [
        "cal-2024-a--b@apec-outcomes",
        "cal-2024-a-@apec-outcomes",
        "cal-2024-@apec-outcomes",
        "cal-2024-a\x07@apec-outcomes",
        "2024-som3@apec-outcomes",
        "cal-2024-a@example.org",
        "cal-2024-a",
        "",
    ],
)
def test_a_uid_that_is_not_ours_gives_no_id(uid: str) -> None:
    [entry] = apec.from_icalendar(ics(DAY, uids=(uid,)))
    assert entry.id == "cal-2024-t"


def test_the_id_in_a_uid_is_given_to_no_other_entry() -> None:
    uids = ("x", "", "cal-2024-t@apec-outcomes", "", "cal-2024-t-2@apec-outcomes")
    assert [entry.id for entry in apec.from_icalendar(ics(*[DAY] * 5, uids=uids))] == [
        "cal-2024-t-3",
        "cal-2024-t-4",
        "cal-2024-t",
        "cal-2024-t-5",
        "cal-2024-t-2",
    ]


# Problems.


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
            "got 'Room\\x07', with a control character or half of a surrogate pair",
        ),
        (
            f"{DAY}\nLOCATION:Li\x07ma\\, Peru",
            "location",
            "got 'Li\\x07ma', with a control character or half of a surrogate pair",
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


def test_the_problems_of_all_events_arrive_at_once() -> None:
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
        ("BEGIN:VCALENDAR\n\ud800\n", "line 2 has '\\ud800', half of a surrogate pair"),
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
        ("\ud800\n", "$: line 1 has '\\ud800', half of a surrogate pair; expected text that UTF-8 can write"),
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
            ics(ZONED, head=fixed("Here", "+0900") + fixed("Here", "+0800")),
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
def test_a_message_says_what_was_given_and_expected(source: Any, message: str) -> None:
    with pytest.raises(apec.InvalidRecordError) as caught:
        apec.from_icalendar(source)
    assert [str(problem) for problem in caught.value.problems] == [message]


@pytest.mark.parametrize("source", [5, None, ["a"], "a\0b"])
def test_what_is_no_calendar_file_is_a_problem(source: Any) -> None:
    [(path, message)] = problems_in(apec.from_icalendar, source)
    assert (path, message) == ("$", f"got {source!r}")


@pytest.mark.parametrize(
    "name", ["SUMMARY", "DTSTART", "LOCATION", "TZID", "RRULE", "UID", "X-EDTF", "STATUS"]
)
def test_no_message_has_a_control_character(name: str) -> None:
    """A terminal would obey it."""
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
    "wrong events": lambda: ics(*["DTSTART:x"] * 4_000).encode(),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_a_large_file_takes_memory_in_proportion(make: Callable[[], bytes]) -> None:
    data = make()
    tracemalloc.start()
    try:
        apec.from_icalendar(data)
    except apec.InvalidRecordError:
        pass
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 15 * len(data) + 1_500_000


def test_problems_are_listed_up_to_a_bound_and_then_counted() -> None:
    with pytest.raises(apec.InvalidRecordError) as caught:
        apec.from_icalendar(ics(*["DTSTART:x"] * 1200))
    assert caught.value.problems[-1].path == "$.events[999].dtstart"
    assert caught.value.count == 1200
