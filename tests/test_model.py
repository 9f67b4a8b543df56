"""The classes of the record: immutable, hashable, readable."""

import copy
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

import apec_outcomes as apec
from apec_outcomes import CalendarEntry, DateParseError
from apec_outcomes.model._collections import COLLECTIONS
from strategies import records

CLASSES = [
    *(row.cls for row in COLLECTIONS.values()),
    apec.Session,
    apec.Topic,
    apec.Organisation,
    apec.Document,
    apec.Venue,
]


@pytest.mark.parametrize("cls", CLASSES)
def test_records_are_frozen_slotted_hashable_and_come_back_from_pickle(cls: type[Any]) -> None:
    @given(records(cls))
    @settings(max_examples=15)
    def is_a_value(record: Any) -> None:
        field = attrs.fields(cls)[0].name
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(record, field, None)
        assert not hasattr(record, "__dict__")
        same = pickle.loads(pickle.dumps(record))
        assert (same, hash(same)) == (record, hash(record))
        assert copy.deepcopy(record) == copy.copy(record) == record == attrs.evolve(record)
        assert repr(record).startswith(f"<{cls.__name__} ")

    is_a_value()


@pytest.mark.parametrize("cls", CLASSES)
def test_fields_are_given_by_name_only(cls: type[Any]) -> None:
    assert all(field.kw_only for field in attrs.fields(cls))


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
)
def test_a_line_of_an_announcement_is_read(line: str, title: str, dates: str, city: str | None) -> None:
    entry = CalendarEntry.parse(line, year=2024)
    assert (entry.title, entry.dates.edtf) == (title, dates)
    assert (entry.venue.city if entry.venue else None) == city
    assert entry.status == "scheduled"
    assert apec.Dataset(calendar=[entry]).calendar[entry.id] == entry


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
        "",
        5,
    ],
)
def test_a_line_that_cannot_be_read_is_an_error_that_quotes_it(line: Any) -> None:
    with pytest.raises(DateParseError) as caught:
        CalendarEntry.parse(line, year=2024)
    assert str(line)[:40] in str(caught.value)


@pytest.mark.parametrize("place", ["Lima, 2025", "Lima 2025", "2025", "Lima, 16 November"])
def test_a_place_that_holds_a_number_may_hold_the_year_and_is_refused(place: str) -> None:
    with pytest.raises(DateParseError, match=f"expected the name of a place, .* got '{place}'"):
        CalendarEntry.parse(f"SOM3 (15 November in {place})", year=2024)


def test_a_line_without_a_year_needs_one() -> None:
    with pytest.raises(DateParseError, match="year"):
        CalendarEntry.parse("Meeting (11 September)")


def test_a_number_that_python_does_not_write_out_is_quoted_in_few_words() -> None:
    huge = 10**5000
    with pytest.raises(apec.InvalidRecordError, match="year: got a number of more than 70 digits"):
        apec.Dataset(host_years=[apec.HostYear(year=huge, host="PER")])
    assert str(apec.UnknownIdError(huge, "meetings")) == "no a number of more than 70 digits in meetings"
    assert (
        str(apec.UnknownIdError((huge,), "meetings")) == "no (a number of more than 70 digits,) in meetings"
    )
    assert len(str(apec.UnknownIdError("a" * 1000, "meetings"))) < 120


@pytest.mark.parametrize(
    "error",
    [
        apec.UnknownIdError("a", "meetings", ("b",)),
        apec.UnknownIdError("a", "documents", count=2),
        apec.DuplicateIdError(["meetings: a"]),
        apec.DateParseError("soon", "why"),
        apec.InvalidRecordError([apec.Problem("$", "m", "e", "f")]),
        apec.SchemaVersionError(2, 1, "file"),
        apec.NotOneError(2, "query"),
        apec.MissingExtraError("PyYAML", "yaml"),
        apec.QueryError("why"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_come_back_from_pickle_with_what_they_tell(error: apec.ApecOutcomesError) -> None:
    same = pickle.loads(pickle.dumps(error))
    assert (type(same), str(same), vars(same)) == (type(error), str(error), vars(error))
    assert isinstance(error, KeyError | ValueError | LookupError | ImportError)
