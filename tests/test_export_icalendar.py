"""Meetings and announcements as calendars, read by two independent parsers."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject

import apec_outcomes as apec
from conftest import meeting


def events(text: str) -> dict[str, Any]:
    """Return the events of a calendar by their UIDs, as icalendar reads them."""
    calendar = icalendar.Calendar.from_ical(text)
    found = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert len(found) == len(calendar.walk("VEVENT"))
    return found


@pytest.fixture(scope="module")
def calendar() -> str:
    return apec.load().calendar.to_icalendar("Announced", inexact="include")


def test_a_calendar_says_how_often_to_update_it(calendar: str) -> None:
    read: Any = icalendar.Calendar.from_ical(calendar)
    assert (str(read["version"]), read.get("method"), str(read["name"])) == ("2.0", None, "Announced")
    assert read["refresh-interval"].dt == timedelta(days=1)
    assert "REFRESH-INTERVAL;VALUE=DURATION:P1D" in calendar
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))


def test_every_entry_is_an_all_day_event_with_an_exclusive_end(calendar: str) -> None:
    found = events(calendar)
    entries = apec.load().calendar
    assert len(found) == len(entries)
    for entry in entries:
        event = found[f"{entry.id}@apec-outcomes"]
        assert str(event["summary"]) == entry.title
        assert event["dtstart"].dt == entry.dates.start
        assert event["dtend"].dt == entry.dates.end + timedelta(days=1)
        assert type(event["dtstart"].dt) is date


def test_a_second_parser_reads_the_same_events(calendar: str) -> None:
    read = {event.uid.value: event for event in vobject.readOne(calendar).vevent_list}
    for uid, event in events(calendar).items():
        other = read[uid]
        assert other.summary.value == str(event["summary"])
        assert (other.dtstart.value, other.dtend.value) == (event["dtstart"].dt, event["dtend"].dt)
        assert other.description.value == str(event["description"])


def test_an_event_has_place_address_and_categories() -> None:
    data = apec.load()
    found = events(data.meetings.where(id="2023-energy").to_icalendar())["2023-energy@apec-outcomes"]
    assert str(found["status"]) == "CONFIRMED"
    assert str(found["location"]) == "Seattle, The United States"
    assert str(found["url"]).startswith("https://www.apec.org/")
    assert "sectoral-ministerial" in [str(each) for each in found["categories"].cats]
    assert found["last-modified"].dt == datetime.combine(data.as_of.end, datetime.min.time(), UTC)  # type: ignore[union-attr]


def test_cancelled_and_inexact_events_have_their_status(small: apec.Dataset) -> None:
    found = events(small.meetings.to_icalendar(inexact="include"))
    assert str(found["2024-b@apec-outcomes"]["status"]) == "CANCELLED"
    month = events(small.calendar.to_icalendar(inexact="include"))["cal-2024-a@apec-outcomes"]
    assert (str(month["status"]), month["dtend"].dt) == ("TENTATIVE", date(2024, 9, 1))


def test_a_second_import_adds_no_events(calendar: str) -> None:
    store: dict[str, Any] = {}
    for text in (calendar, apec.load().calendar.to_icalendar("Announced", inexact="include")):
        store |= events(text)
    assert len(store) == len(apec.load().calendar)


def test_equal_records_have_equal_text(calendar: str) -> None:
    assert apec.load().calendar.to_icalendar("Announced", inexact="include") == calendar


def test_special_characters_of_icalendar_are_escaped() -> None:
    title = 'Trade; growth, and "more"\\ – Ministros del Perú'
    data = apec.Dataset(meetings=[meeting("2024-a", "1 May 2024", title=title)])
    text = data.meetings.to_icalendar()
    assert str(events(text)["2024-a@apec-outcomes"]["summary"]) == title
    assert vobject.readOne(text).vevent.summary.value == title


def test_records_without_dates_have_no_calendar(data: apec.Dataset) -> None:
    from apec_outcomes.export.icalendar import to_icalendar

    with pytest.raises(
        apec.ArgumentError, match="got themes; expected a query of meetings, sessions or calendar"
    ):
        to_icalendar(data.themes)


def test_a_newly_announced_date_has_a_newer_stamp(small: apec.Dataset) -> None:
    def stamp(announced: str) -> str:
        entry = apec.CalendarEntry(
            id="cal-2027-a",
            title="A",
            dates=apec.DateSpan.parse("2027-02-01"),
            announced=apec.DateSpan.parse(announced),
        )
        text = apec.Dataset(calendar=[entry]).calendar.to_icalendar()
        return next(line for line in text.splitlines() if line.startswith("LAST-MODIFIED"))

    assert stamp("2026-10-01") < stamp("2026-11-02")


def test_an_event_on_the_last_possible_day_has_no_end() -> None:
    last = apec.Dataset(meetings=[meeting("9999-a", "9999-12-31")])
    (event,) = events(last.meetings.to_icalendar()).values()
    assert event["dtstart"].dt == date(9999, 12, 31)
    assert "dtend" not in event  # RFC 5545: it lasts one day then


def test_a_name_is_one_line(small: apec.Dataset) -> None:
    assert "X-WR-CALNAME:a b\r\n" in small.calendar.to_icalendar("a\r\nb")


def test_a_calendar_has_only_records_with_exact_days(data: apec.Dataset) -> None:
    by_default = events(data.calendar.to_icalendar())
    everything = events(data.calendar.to_icalendar(inexact="include"))
    exact = {f"{entry.id}@apec-outcomes" for entry in data.calendar if entry.dates.is_exact}
    assert set(by_default) == exact
    assert len(everything) == len(data.calendar) > len(exact)
    longest = max(each["dtend"].dt - each["dtstart"].dt for each in by_default.values())
    assert longest < timedelta(days=31)


def test_a_file_has_records_without_exact_days_on_request(data: apec.Dataset, tmp_path: Path) -> None:
    data.calendar.export(tmp_path / "some.ics")
    data.calendar.export(tmp_path / "all.ics", inexact="include")
    written = [(tmp_path / name).read_text(encoding="utf-8") for name in ("some.ics", "all.ics")]
    some, every = map(events, written)
    assert len(some) < len(every) == len(data.calendar)


def test_only_what_was_not_held_is_tentative(data: apec.Dataset) -> None:
    held = data.meetings.with_status("held")
    statuses = {str(event["status"]) for event in events(held.to_icalendar(inexact="include")).values()}
    assert statuses == {"CONFIRMED"}
    announced = apec.CalendarEntry(id="cal-2027-a", title="A", dates=apec.DateSpan.parse("May 2027"))
    text = apec.Dataset(calendar=[announced]).calendar.to_icalendar(inexact="include")
    assert "STATUS:TENTATIVE" in text


def test_a_description_has_each_address_once_and_addresses_are_ascii(data: apec.Dataset) -> None:
    for query in (data.meetings, data.sessions, data.calendar):
        for event in events(query.to_icalendar(inexact="include")).values():
            lines = str(event.get("description", "")).splitlines()
            addresses = [line for line in lines if line.startswith("http")]
            assert len(set(addresses)) == len(addresses)
            assert str(event.get("url", "")).isascii()


def test_an_address_keeps_its_escapes_and_special_characters() -> None:
    url = "https://example.org/a%20b/ü?x=1&y='2'#z"
    held = meeting("2024-a", "1 May 2024", sources=("page",))
    source = apec.Source(id="page", url=url, kind="news", publisher="P")
    (event,) = events(apec.Dataset(meetings=[held], sources=[source]).meetings.to_icalendar()).values()
    assert str(event["url"]) == "https://example.org/a%20b/%C3%BC?x=1&y='2'#z"
