"""The places of the events of calendars."""

import pytest

import apec_outcomes as apec
from calendar_texts import venue_of


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
        ("Town Hall\\, Erewhon\\, Peru", "Town Hall", "Erewhon", "PER"),
        ("CA\\, USA", None, "CA", "USA"),
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


def test_places_of_bundled_records_are_read_back(data: apec.Dataset) -> None:
    held = data.meetings.where(
        lambda meeting: bool(meeting.venue and meeting.venue.city and meeting.venue.economy)
    )
    venues = {meeting.id: meeting.venue for meeting in held}
    text = held.to_icalendar(inexact="include").replace("UID:", "UID:cal-")
    assert [entry.venue for entry in apec.from_icalendar(text)] == list(venues.values())
