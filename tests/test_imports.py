"""What others write, read: tables and calendars, with every problem in its place."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import numpy
import pandas
import pyarrow
import pytest

import apec_outcomes as apec
from apec_outcomes.model._record import Record

ROW: dict[str, Any] = {"id": "2027-a", "title": "A", "kind": "workshop", "status": "held", "dates": "2027-02"}


def problems(act: Any, *given: Any) -> list[tuple[str, str]]:
    with pytest.raises(apec.InvalidRecordError) as caught:
        act(*given)
    return [(problem.path, problem.message) for problem in caught.value.problems]


# Tables.


def flat(record: Any) -> dict[str, Any]:
    """Return what a table can hold of a record: all but the records within it."""
    held = ("documents", "sessions", "topics", "organisations")
    return {name: value for name, value in apec.unstructure(record).items() if name not in held}


@pytest.mark.parametrize("make", ["to_pandas", "to_polars", "to_arrow"])
@pytest.mark.parametrize(
    ("collection", "cls"),
    [
        ("meetings", apec.Meeting),
        ("outcomes", apec.Outcome),
        ("calendar", apec.CalendarEntry),
        ("economies", apec.Economy),
        ("sources", apec.Source),
        ("host_years", apec.HostYear),
    ],
)
def test_a_data_frame_is_read_back(data: apec.Dataset, make: str, collection: str, cls: Any) -> None:
    query = getattr(data, collection)[:200]
    found = apec.from_table(getattr(query, make)(), cls)
    assert [apec.unstructure(record) for record in found] == [flat(record) for record in query]


@pytest.mark.parametrize(("collection", "cls"), [("meetings", apec.Meeting), ("outcomes", apec.Outcome)])
def test_a_csv_file_is_read_back(data: apec.Dataset, tmp_path: Path, collection: str, cls: Any) -> None:
    query = getattr(data, collection).since(2020)
    query.export(tmp_path / "a.csv")
    read = [apec.unstructure(record) for record in apec.from_table(tmp_path / "a.csv", cls)]
    assert read == [flat(record) for record in query]


def test_dates_may_stand_in_two_columns_or_as_people_write_them() -> None:
    days = {key: value for key, value in ROW.items() if key != "dates"}
    rows = [
        days | {"dates_start": date(2027, 2, 22), "dates_end": date(2027, 2, 23)},
        days | {"id": "2027-b", "dates_start": pandas.Timestamp("2027-02-22"), "dates_end": pandas.NaT},
        days | {"id": "2027-c", "dates": "22-23 February 2027"},
    ]
    made: tuple[apec.Meeting, ...] = apec.from_table(rows)
    assert [each.dates.edtf for each in made] == [
        "2027-02-22/2027-02-23",
        "2027-02-22",
        "2027-02-22/2027-02-23",
    ]


@pytest.mark.parametrize(
    ("given", "edtf"),
    [
        (numpy.datetime64("2027-02-01"), "2027-02-01"),
        (numpy.datetime64("2027-02-01T09:00", "ns"), "2027-02-01"),
        (numpy.datetime64("2027-02"), "2027-02"),
        (numpy.int64(2027), "2027"),
        (2027, "2027"),
        (numpy.str_("2027-02"), "2027-02"),
        (apec.DateSpan.of("2027-02"), "2027-02"),
    ],
)
def test_dates_may_be_of_any_type_of_date(given: Any, edtf: str) -> None:
    made: tuple[apec.Meeting, ...] = apec.from_table([ROW | {"dates": given}])
    assert [each.dates.edtf for each in made] == [edtf]


@pytest.mark.parametrize(
    "given", [numpy.array(["2027", "2028"]), numpy.array([]), numpy.int64(-1), b"2027", 2.5]
)
def test_what_is_no_date_is_told_whatever_it_is(given: Any) -> None:
    assert [path for path, _ in problems(apec.from_table, [ROW | {"dates": given}])] == ["$[0].dates"]


@pytest.mark.parametrize(
    "empty",
    [None, "", " ", float("nan"), numpy.float32("nan"), numpy.datetime64("NaT"), pandas.NA, pandas.NaT],
)
def test_a_cell_may_be_empty_as_each_tool_has_it(empty: Any) -> None:
    rows = [ROW | dict.fromkeys(("dates_start", "dates_end", "ordinal", "themes", "venue_city"), empty)]
    made: tuple[apec.Meeting, ...] = apec.from_table(rows)
    assert made == apec.from_table([ROW])


def test_an_array_in_a_column_of_texts_is_told() -> None:
    for array in (numpy.array(["a", "b"]), numpy.array(["a"]), numpy.array([]), pandas.DataFrame({"a": [1]})):
        assert [path for path, _ in problems(apec.from_table, [ROW | {"title": array}])] == ["$[0].title"]


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ({"dates_start": "2025-02-01"}, "dates_start"),
        ({"dates_start": "soon"}, "dates_start"),
        ({"dates_end": date(2027, 3, 1)}, "dates_end"),
        ({"announced_end": "2027-02-01"}, "announced_start"),
    ],
)
def test_days_that_are_not_those_of_the_dates_are_told(days: dict[str, Any], wrong: str) -> None:
    row = {"id": "cal-2027-a", "title": "A", "dates": "2027-02"}
    assert apec.from_table(
        [row | {"dates_start": "2027-02-01", "dates_end": "2027-02-28"}], apec.CalendarEntry
    )
    found = problems(apec.from_table, [row, row | {"status": "x"} | days], apec.CalendarEntry)
    assert [path for path, _ in found] == [f"$[1].{wrong}", "$[1].status"]


@pytest.mark.parametrize("year", [2026, "2026", "soon", numpy.array([2027])])
def test_a_year_that_is_not_that_of_the_id_is_told(year: Any) -> None:
    rows = [ROW | {"year": 2027}, ROW | {"id": "2027-b", "year": year}]
    assert [path for path, _ in problems(apec.from_table, rows)] == ["$[1].year"]


def test_every_problem_has_its_row_and_field() -> None:
    rows = [ROW, ROW | {"kind": "party", "dates": "soon", "ordinal": "many"}, {"id": "2027-c"}]
    assert problems(apec.from_table, rows) == [
        ("$[1].kind", "got 'party'"),
        ("$[1].dates", "got 'soon'"),
        ("$[1].ordinal", "got 'many'"),
        ("$[2].title", "missing"),
        ("$[2].kind", "missing"),
        ("$[2].dates", "missing"),
        ("$[2].status", "missing"),
    ]


def test_an_unknown_column_is_a_problem() -> None:
    assert problems(apec.from_table, [ROW | {"town": "Lima"}]) == [("$[*].town", "unknown column")]


@pytest.mark.parametrize("given", [5, None, {"id": "x"}, b"id\n", pandas.DataFrame, numpy.array(5), "a\0b"])
def test_what_is_no_table_is_told(given: Any) -> None:
    assert [path for path, _ in problems(apec.from_table, given)] == ["$"]


@pytest.mark.parametrize(
    "given",
    [[1, ROW, "x"], pandas.Series([1, ROW, 2]), pyarrow.chunked_array([[1], [2, 3]]), "abc".__iter__()],
)
def test_rows_that_are_no_mappings_are_told(given: Any) -> None:
    paths = [path for path, _ in problems(apec.from_table, given)]
    assert paths[0] == "$[0]"
    assert paths[-1] == "$[2]"


@pytest.mark.parametrize(
    "cls", [int, dict, Record, apec.Status, apec.DateSpan, tuple[apec.Meeting, ...], None, 5]
)
def test_what_is_no_class_of_the_record_is_told(cls: Any) -> None:
    with pytest.raises(apec.QueryError, match="expected a class of the record"):
        apec.from_table([ROW], cls)


def test_two_columns_of_one_name_are_told(tmp_path: Path) -> None:
    names, row = ["id", "label", "label"], ["digital", "A", "B"]
    (tmp_path / "a.csv").write_text(",".join(names) + "\n" + ",".join(row) + "\n")
    tables = (
        tmp_path / "a.csv",
        pandas.DataFrame([row], columns=names),
        pyarrow.Table.from_arrays([pyarrow.array([cell]) for cell in row], names=names),
    )
    for table in tables:
        assert problems(apec.from_table, table, apec.Theme) == [("$[*].label", "two columns of one name")]


def test_a_long_text_is_read_back_and_the_limit_stays(data: apec.Dataset, tmp_path: Path) -> None:
    long = "a" * 140_000
    (tmp_path / "a.csv").write_text(f"id,label,definition\ndigital,A,{long}\n")
    limit = csv.field_size_limit()
    [theme] = apec.from_table(tmp_path / "a.csv", apec.Theme)
    assert theme.definition == long
    assert csv.field_size_limit() == limit


@pytest.mark.parametrize("text", [b"id,title\n\xff\xfe,x\n", b'id,title\n"x\n', b"id,title\nx,y,z\n"])
def test_a_file_that_is_no_csv_is_told(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(text)
    with pytest.raises(apec.InvalidRecordError) as caught:
        apec.from_table(tmp_path / "a.csv", apec.Theme)
    assert {problem.file for problem in caught.value.problems} == {str(tmp_path / "a.csv")}


# Calendars.


def test_a_calendar_is_read_back(data: apec.Dataset) -> None:
    found = apec.from_icalendar(data.calendar.to_icalendar(inexact="include"))
    assert [(e.id, e.title, e.dates) for e in found] == [(e.id, e.title, e.dates) for e in data.calendar]
    places = {entry.id: entry.venue for entry in found}
    for entry in data.calendar:
        if entry.venue and entry.venue.city and entry.venue.economy:
            assert places[entry.id] == entry.venue


FOREIGN = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Example//EN\r
BEGIN:VEVENT\r
UID:1@example.org\r
SUMMARY:Workshop on customs\\, day one\r
DTSTART;VALUE=DATE:20270222\r
DTEND;VALUE=DATE:20270224\r
LOCATION:Lima\\, Peru\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:2@example.org\r
SUMMARY:Briefing\r
DTSTART:20270301T090000Z\r
DTEND:20270301T100000Z\r
LOCATION:Room 5\r
STATUS:CANCELLED\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.mark.parametrize("form", ["text", "bytes", "path"])
def test_the_calendar_of_another_is_read(tmp_path: Path, form: str) -> None:
    path = tmp_path / "other.ics"
    path.write_bytes(FOREIGN.encode())
    given: Any = {"text": FOREIGN, "bytes": FOREIGN.encode(), "path": path}[form]
    first, second = apec.from_icalendar(given)
    assert first == apec.CalendarEntry(
        id="cal-2027-workshop-on-customs-day-one",
        title="Workshop on customs, day one",
        dates=apec.DateSpan.of("2027-02-22/2027-02-23"),
        venue=apec.Venue(city="Lima", economy="PER"),
    )
    assert (second.dates.edtf, second.venue, second.status) == (
        "2027-03-01",
        apec.Venue(name="Room 5"),
        apec.Status.CANCELLED,
    )


def test_events_of_one_title_have_an_id_each() -> None:
    twice = FOREIGN.replace("SUMMARY:Briefing", "SUMMARY:Workshop on customs\\, day one")
    assert [entry.id for entry in apec.from_icalendar(twice)] == [
        "cal-2027-workshop-on-customs-day-one",
        "cal-2027-workshop-on-customs-day-one-2",
    ]


def test_every_problem_has_its_event_and_property() -> None:
    spoilt = FOREIGN.replace("DTSTART;VALUE=DATE:20270222\r\n", "").replace(
        "SUMMARY:Briefing\r\n", "RRULE:FREQ=DAILY;COUNT=3\r\n"
    )
    assert problems(apec.from_icalendar, spoilt) == [
        ("$.events[0].dtstart", "missing"),
        ("$.events[1].summary", "missing"),
        ("$.events[1].rrule", "an event that recurs"),
    ]


def test_a_path_that_none_can_be_is_told() -> None:
    assert problems(apec.from_icalendar, "a\0b") == [("$", "embedded null byte")]


@pytest.mark.parametrize("text", ["\n", "hello\nworld", "BEGIN:VEVENT\nEND:VCALENDAR\n", "BEGIN:VCALENDAR\n"])
def test_what_is_no_calendar_is_told(text: str) -> None:
    with pytest.raises(apec.InvalidRecordError):
        apec.from_icalendar(text)


def ics(*events: str) -> str:
    """Return a calendar of events, each with an id and a title, and the properties given, one a line."""
    begun = "BEGIN:VEVENT\nUID:a@b\nSUMMARY:T\n"
    held = "".join(f"{begun}{properties}\nEND:VEVENT\n" for properties in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//EN\n{held}END:VCALENDAR\n"


DAY = "DTSTART;VALUE=DATE:20240911\n"


@pytest.mark.parametrize(
    ("properties", "field"),
    [
        ("DTSTART:garbage", "dtstart"),
        ("DTSTART:P1D", "dtstart"),
        ("DTSTART;VALUE=DATE:00001001", "dtstart"),
        ("DTSTART;VALUE=PERIOD:20240911T090000Z/PT1H", "dtstart"),
        (DAY + "DTEND:garbage", "dtend"),
        (DAY + "DTEND:PT1H", "dtend"),
        (DAY + "DURATION:garbage", "duration"),
        (DAY + "DURATION;VALUE=DATE:20240912", "duration"),
        ("DTSTART;VALUE=DATE:99991231\nDURATION:P5D", "duration"),
        ("DTSTART;VALUE=DATE:00010101\nDURATION:-P3D", "duration"),
        (DAY + "DURATION:-P3D", "duration"),
        (DAY + "DTEND;VALUE=DATE:20240910", "dtend"),
        ("DTSTART;TZID=Asia/Tokyo:99991231T090000\nDTEND:99991231T230000Z", "dtend"),
        (DAY + "X-EDTF:soon", "x-edtf"),
        (DAY + "LOCATION:Room\x07", "location"),
        (DAY + "LOCATION:\x07\\, Lima\x07\\, Peru", "location"),
        (DAY + "SUMMARY:T", "summary"),
        (DAY + DAY, "dtstart"),
        (DAY + "DTEND:20240911T090000Z\nDTEND:20240911T090000Z", "dtend"),
        (DAY + "DTEND;VALUE=DATE:20240912\nDURATION:P1D", "duration"),
        (DAY + "LOCATION:A\nLOCATION:B", "location"),
        (DAY + "UID:c@d", "uid"),
        (DAY + "STATUS:CANCELLED\nSTATUS:CONFIRMED", "status"),
        (DAY + "RRULE:FREQ=DAILY;COUNT=3", "rrule"),
        (DAY + "RDATE;VALUE=DATE:20240918", "rdate"),
    ],
)
def test_what_an_event_cannot_hold_is_told_at_its_property(properties: str, field: str) -> None:
    found = problems(apec.from_icalendar, ics(DAY, properties))
    assert {path for path, _ in found} == {f"$.events[1].{field}"}


def test_a_title_that_cannot_be_read_is_told_at_its_event() -> None:
    found = problems(apec.from_icalendar, ics(DAY, DAY).replace("SUMMARY:T", "SUMMARY:T\x07"))
    assert [path for path, _ in found] == ["$.events[0].summary", "$.events[1].summary"]


def test_the_problems_of_all_events_are_told_at_once() -> None:
    found = problems(
        apec.from_icalendar, ics("DTSTART:x\nDTEND:x", DAY + "DURATION:-P1D\nX-EDTF:x\nRRULE:FREQ=DAILY")
    )
    assert list(dict.fromkeys(path for path, _ in found)) == [
        "$.events[0].dtstart",
        "$.events[0].dtend",
        "$.events[1].duration",
        "$.events[1].x-edtf",
        "$.events[1].rrule",
    ]


def with_uids(*uids: str) -> str:
    """Return a calendar of events with these UIDs, all of one day and title."""
    held = ics(*[DAY] * len(uids))
    for uid in uids:
        held = held.replace("UID:a@b", f"UID:{uid}", 1)
    return held


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
    ],
)
def test_a_uid_that_is_not_ours_gives_no_id(uid: str) -> None:
    [entry] = apec.from_icalendar(with_uids(uid))
    assert entry.id == "cal-2024-t"


def test_the_id_that_a_uid_says_is_given_to_no_other() -> None:
    uids = ["x", "y", "cal-2024-t@apec-outcomes", "cal-2024-t@apec-outcomes", "cal-2024-t-2@apec-outcomes"]
    assert [entry.id for entry in apec.from_icalendar(with_uids(*uids))] == [
        "cal-2024-t-3",
        "cal-2024-t-4",
        "cal-2024-t",
        "cal-2024-t-5",
        "cal-2024-t-2",
    ]


def test_a_place_of_many_parts_is_read_from_its_end() -> None:
    parts = "\\, ".join(["A"] * 8000)
    [entry] = apec.from_icalendar(ics(f"{DAY}LOCATION:{parts}\\, Central\\, Hong Kong\\, China"))
    assert entry.venue
    assert (entry.venue.city, entry.venue.economy) == ("Central", "HKG")


@pytest.mark.parametrize(
    ("properties", "days"),
    [
        (DAY, "2024-09-11"),
        (DAY + "DTEND;VALUE=DATE:20240911", "2024-09-11"),
        (DAY + "DTEND;VALUE=DATE:20240913", "2024-09-11/2024-09-12"),
        (DAY + "DTEND:20240912T100000Z", "2024-09-11/2024-09-12"),
        (DAY + "DURATION:P1D", "2024-09-11"),
        (DAY + "DURATION:P2D", "2024-09-11/2024-09-12"),
        (DAY + "DURATION:PT36H", "2024-09-11/2024-09-12"),
        ("DTSTART:20240911T090000Z\nDTEND;VALUE=DATE:20240912", "2024-09-11"),
        ("DTSTART:20240911T000000\nDTEND:20240912T000000", "2024-09-11"),
        ("DTSTART:20240911T000000\nDURATION:P1D", "2024-09-11"),
        ("DTSTART:20240911T000000\nDTEND:20240911T000000", "2024-09-11"),
        ("DTSTART:20240911T220000\nDTEND:20240912T020000", "2024-09-11/2024-09-12"),
        ("DTSTART;TZID=Asia/Tokyo:20240911T080000\nDTEND:20240910T235900Z", "2024-09-11"),
        ("DTSTART;TZID=Asia/Tokyo:20240911T080000\nDTEND:20240911T150000Z", "2024-09-11"),
        ("DTSTART;TZID=Asia/Tokyo:20240911T080000\nDTEND:20240911T160000Z", "2024-09-11/2024-09-12"),
        (DAY + "X-EDTF:2024-09-11", "2024-09-11"),
        ("DTSTART;VALUE=DATE:20240901\nDTEND;VALUE=DATE:20241001\nX-EDTF:2024-09", "2024-09"),
        (
            "DTSTART;VALUE=DATE:20241001\nDTEND;VALUE=DATE:20241003\nX-EDTF:2024-09-11",
            "2024-10-01/2024-10-02",
        ),
    ],
)
def test_an_event_lasts_until_the_day_before_its_end(properties: str, days: str) -> None:
    [entry] = apec.from_icalendar(ics(properties))
    assert entry.dates.edtf == days


def test_a_line_that_is_none_is_told_at_its_event() -> None:
    [(path, message)] = problems(apec.from_icalendar, ics(DAY, DAY + "DTEND 20240913"))
    assert path == "$.events[1]"
    assert "DTEND 20240913" in message


def test_what_is_given_twice_is_not_missing() -> None:
    assert problems(apec.from_icalendar, ics(DAY + DAY)) == [("$.events[0].dtstart", "given 2 times")]
