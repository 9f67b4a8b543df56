"""JSON Schemas: they accept and reject the same values as the library."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import apec_outcomes as apec
from apec_outcomes import InvalidRecordError, json_schema

COLLECTIONS = ("economies", "fora", "themes", "host_years", "meetings", "outcomes", "calendar", "sources")
CLASSES = (
    apec.Economy,
    apec.Forum,
    apec.Theme,
    apec.HostYear,
    apec.Venue,
    apec.Document,
    apec.Session,
    apec.Topic,
    apec.Organisation,
    apec.Meeting,
    apec.Outcome,
    apec.CalendarEntry,
    apec.Source,
    apec.Difference,
    apec.Lineage,
)
WRONG: tuple[Any, ...] = (
    None,
    0,
    -1,
    10_000,
    2.5,
    True,
    "",
    "x",
    "a\x00b",
    "2024-13",
    [],
    ["x", 5],
    {},
    {"a": 1},
)


def validator(cls: type) -> Draft202012Validator:
    schema = json_schema(cls)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize(
    "cls", [*CLASSES, apec.Dataset, apec.DateSpan, apec.MeetingKind], ids=lambda c: c.__name__
)
def test_each_schema_is_a_valid_schema_and_json(cls: type) -> None:
    schema = json_schema(cls)
    Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema
    assert schema["title"] == cls.__name__
    assert schema["description"]


def test_the_whole_bundled_dataset_is_valid(data: apec.Dataset) -> None:
    # Some seconds: jsonschema is written in Python, and reads every record.
    assert list(validator(apec.Dataset).iter_errors(apec.unstructure(data))) == []


def refused(value: Any, cls: type) -> bool:
    try:
        apec.structure(value, cls)
    except InvalidRecordError:
        return True
    return False


def mutations(record: Any) -> Iterator[Any]:
    """Yield variants of a record: a value at any depth removed, replaced, or next to an unknown field."""
    if isinstance(record, dict):
        yield record | {"stranger": 1}
        for name in record:
            yield {key: value for key, value in record.items() if key != name}
        for name, value in record.items():
            for other in (*WRONG, *mutations(value)):
                yield record | {name: other}
    elif isinstance(record, list):
        for index, value in enumerate(record[:2]):
            for other in (*WRONG, *mutations(value)):
                yield [*record[:index], other, *record[index + 1 :]]
    elif isinstance(record, str):
        yield from (f"{record}\n", f" {record}", record.upper(), f"{record}/{record}")


def fullest(data: apec.Dataset, cls: type) -> Any:
    """Return the builtins of the longest bundled record of a class."""
    held: dict[type, list[Any]] = {
        apec.Venue: [meeting.venue for meeting in data.meetings if meeting.venue],
        apec.Document: list(data.documents) or [apec.Document(title="D", kind=apec.DocumentKind.AGENDA)],
        apec.Session: list(data.sessions),
        apec.Topic: [topic for meeting in data.meetings for topic in meeting.topics],
        apec.Organisation: [body for meeting in data.meetings for body in meeting.organisations],
        apec.Difference: list(data.calendar.differences()),
        apec.Lineage: [data.lineage("2019-csom.la-serena-roadmap")],
    }
    held |= {type(next(iter(getattr(data, name)))): list(getattr(data, name)) for name in COLLECTIONS}
    records = sorted((apec.unstructure(record) for record in held[cls]), key=lambda r: (len(r), str(r)))
    found = copy.deepcopy(records[-1])
    for name, value in found.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            found[name] = value[:1]  # one part is enough
    return found


@pytest.mark.parametrize("cls", CLASSES, ids=lambda c: c.__name__)
def test_a_schema_rejects_exactly_what_reading_rejects(data: apec.Dataset, cls: type) -> None:
    check = validator(cls)
    record = fullest(data, cls)
    assert check.is_valid(record)
    tried = list(mutations(record))
    assert [m for m in tried if check.is_valid(m) == refused(m, cls)] == []
    assert any(refused(m, cls) for m in tried)


YEARS = st.integers(1, 9999) | st.sampled_from((1900, 2000, 2023, 2024))


@given(
    YEARS,
    st.integers(0, 13),
    st.integers(0, 32),
    st.sampled_from(("{y:04}", "{y:04}-{m:02}", "{y:04}-{m:02}-{d:02}")),
)
def test_the_schema_accepts_only_existing_dates(y: int, m: int, d: int, form: str) -> None:
    text = form.format(y=y, m=m, d=d)
    assert Draft202012Validator(json_schema(apec.DateSpan)).is_valid(text) != refused(text, apec.DateSpan)


def test_rules_that_json_schema_cannot_express_are_left_to_reading() -> None:
    assert validator(apec.DateSpan).is_valid("2024/2023")
    assert refused("2024/2023", apec.DateSpan)


def test_only_classes_of_records_have_a_schema() -> None:
    with pytest.raises(apec.ArgumentError, match="expected a class of records"):
        json_schema(apec.Meeting.__base__ or object)
    with pytest.raises(apec.ArgumentError, match="got <class 'dict'>; expected a class of records"):
        json_schema(dict)
