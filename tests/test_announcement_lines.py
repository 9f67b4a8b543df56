"""Lines of an announcement, read as calendar entries."""

from typing import Any

import pytest

import apec_outcomes as apec
from apec_outcomes import CalendarEntry, DateParseError
from apec_outcomes.model._places import MEMBER_NAMES, member_code


@pytest.mark.parametrize(
    ("line", "title", "dates", "city"),
    [
        ("High-Level Dialogue on Mining (11 September)", "High-Level Dialogue on Mining", "2024-09-11", None),
        (
            "- Finance Ministerial Meeting (18-21 October)",
            "Finance Ministerial Meeting",
            "2024-10-18/2024-10-21",
            None,
        ),
        (
            "• SOM3 and related meetings (August to 25 August in Lima).",
            "SOM3 and related meetings",
            "2024-08/2024-08-25",
            "Lima",
        ),
        (
            "APEC Economic Leaders (heads of state and government) (15-16 November in Lima)",
            "APEC Economic Leaders (heads of state and government)",
            "2024-11-15/2024-11-16",
            "Lima",
        ),
        ("  Workshop   (Nov 3, 2025 in Gyeongju) ", "Workshop", "2025-11-03", "Gyeongju"),
    ],
    ids=["no place", "bullet", "place", "brackets in the title", "year"],
)
def test_a_line_is_read(line: str, title: str, dates: str, city: str | None) -> None:
    entry = CalendarEntry.parse(line, year=2024)
    assert (entry.title, entry.dates.edtf) == (title, dates)
    assert (entry.venue.city if entry.venue else None) == city
    assert entry.status == "scheduled"
    assert apec.Dataset(calendar=[entry]).calendar[entry.id] == entry


@pytest.mark.parametrize(
    ("place", "city", "economy"),
    [
        (" in Lima", "Lima", None),
        (" in Lima, Peru", "Lima", "PER"),
        (", in Lima, Peru", "Lima", "PER"),
        (" in Gyeongju, Republic of Korea", "Gyeongju", "KOR"),
        (" in Peru", None, "PER"),
        (" in the Philippines", None, "PHL"),
        (" in person in Lima", "Lima", None),
        (", in person, in Lima, Peru", "Lima", "PER"),
        (" in Lima in-person", "Lima", None),
        (" in person", None, None),
        (" in San Francisco, CA, USA", "San Francisco", "USA"),
        (" in San Francisco, CA", "San Francisco, CA", None),
        (" in Big Sky, Montana, the United States", "Big Sky, Montana", "USA"),
        (" in Washington, D.C.", "Washington, D.C.", None),
        (" in Hong Kong, China", "Hong Kong", "HKG"),
        (" in Singapore", "Singapore", "SGP"),
        (" in Viña del Mar, CHILE", "Viña del Mar", "CHL"),
        (" in the Hague", "the Hague", None),
        (" in 利马", "利马", None),
    ],
)
def test_a_place_is_a_city_an_economy_or_both(place: str, city: str | None, economy: str | None) -> None:
    entry = CalendarEntry.parse(f"SOM3 (18-21 October{place})", year=2024)
    assert entry.dates.edtf == "2024-10-18/2024-10-21"
    venue = entry.venue or apec.Venue()
    assert (venue.city, venue.economy) == (city, economy)


@pytest.mark.parametrize(
    "place",
    [
        "Lima, 2025",
        "Lima 2025",
        "2025",
        "Lima, 16 November",
        "the margins of the United Nations",
        "Lima in August",
        "Lima,",
        ", Peru",
        "per",
    ],
)
def test_text_after_in_that_is_not_a_place_is_an_error(place: str) -> None:
    with pytest.raises(DateParseError) as caught:
        CalendarEntry.parse(f"SOM3 (15 November in {place})", year=2024)
    assert caught.value.reason == (
        f"expected a city, an economy or both after 'in', such as 'Lima, Peru', got {place!r}"
    )


@pytest.mark.parametrize(
    "line",
    [
        "Finance Ministerial Meeting",
        "(18-21 October)",
        "Meeting (18-21 October",
        "Meeting ()",
        "Meeting (soon)",
        "Meeting (31 November)",
        "Meeting (04/05/2024)",
        "Meeting (18-21 October in )",
        "Meeting (18-21 October in 7)",
        "Meeting (in Lima)",
        "Meeting (18-21 October online)",
        "",
        5,
    ],
)
def test_a_line_that_cannot_be_read_is_an_error_that_quotes_it(line: Any) -> None:
    with pytest.raises(DateParseError) as caught:
        CalendarEntry.parse(line, year=2024)
    assert str(line)[:40] in str(caught.value)


def test_a_line_without_a_year_needs_one() -> None:
    with pytest.raises(DateParseError, match="year"):
        CalendarEntry.parse("Meeting (11 September)")


@pytest.mark.parametrize(
    ("line", "path"),
    [("Meet\x1bing (11 September)", "$.title"), ("Meeting (11 September in Li\x1bma)", "$.venue.city")],
)
def test_a_line_with_a_control_character_is_an_error(line: str, path: str) -> None:
    with pytest.raises(apec.InvalidRecordError) as caught:
        CalendarEntry.parse(line, year=2024)
    assert [problem.path for problem in caught.value.problems] == [path]
    assert "\x1b" not in str(caught.value)


def test_member_economies_have_the_names_of_the_dataset(data: apec.Dataset) -> None:
    """Two-letter codes are not names of economies here: CA can be California."""
    members = data.economies.where(kind="member")
    names = {each.code: {each.name, *each.aliases} for each in members}
    known = {code: {name for name in held if len(name) > 2 or name == "US"} for code, held in names.items()}
    assert known == {code: set(held) for code, held in MEMBER_NAMES.items()}
    for code, held in known.items():
        assert {member_code(name) for name in (code, *held)} == {code}
    assert member_code("CA") is None
