"""Calendars of other programs, read as calendar entries."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import vobject
from dateutil import tz
from hypothesis import given
from hypothesis import strategies as st

import apec_outcomes as apec
from calendar_texts import DAY, days_of, fixed, ics, zone
from conftest import problems_in


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
def test_a_byte_order_mark_is_ignored(mark: str) -> None:
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
        # A fold at the end of a line would be an empty folded line.
        if data[place - 1 : place] != b"\n" and data[place : place + 1] != b"\n":
            data = data[:place] + fold + data[place:]
    assert apec.from_icalendar(data) == apec.from_icalendar(FULL)


def test_a_calendar_of_another_library_is_read() -> None:
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
def test_an_invalid_line_that_is_not_needed_is_skipped(line: str) -> None:
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
def test_a_zone_that_is_not_needed_is_not_read(head: str) -> None:
    assert days_of(ics("DTSTART;TZID=Z:20240911T090000\nDTEND;TZID=Z:20240911T100000", DAY, head=head))


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
def test_a_uid_of_another_program_has_no_id(uid: str) -> None:
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
