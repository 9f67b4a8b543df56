"""Records in pydantic and FastAPI: fields, parameters, return types and the OpenAPI document."""

import json
import subprocess
import sys
from typing import Annotated, Any, Literal

import jsonschema
import pytest
from fastapi import Body, FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel, TypeAdapter, ValidationError

import apec_outcomes as apec
from apec_outcomes.model._collections import COLLECTIONS

CLASSES = [
    *(row.cls for row in COLLECTIONS.values()),
    *(apec.Session, apec.Topic, apec.Organisation, apec.Document, apec.Venue),
]


class Trip(BaseModel):
    dates: apec.DateSpan
    venue: apec.Venue | None = None
    meeting: apec.Meeting | None = None
    outcomes: list[apec.Outcome] = []
    kind: apec.MeetingKind = apec.MeetingKind.WORKSHOP


app = FastAPI()


@app.get("/outcomes/{id}")
def one(id: str) -> apec.Outcome:
    return apec.load().outcomes[id]


@app.get("/outcomes")
def several() -> list[apec.Outcome]:
    return list(apec.load().outcomes.limit(3))


@app.post("/meetings")
def post(meeting: Annotated[apec.Meeting, Body()]) -> apec.Meeting:
    return meeting


@app.get("/meetings")
def during(dates: apec.DateSpan) -> tuple[str, ...]:
    return apec.load().meetings.during(dates).ids()


@app.get("/next")
def perhaps() -> apec.CalendarEntry | None:
    return None


@app.post("/trips")
def plan(trip: Trip) -> Trip:
    return trip


client = TestClient(app)
MEETING = {"id": "2027-m", "title": "M", "kind": "workshop", "dates": "2027-03", "status": "held"}


@pytest.mark.parametrize("cls", CLASSES)
def test_every_class_is_read_written_and_described(cls: type[Any]) -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(cls)
    names = [name for name, row in COLLECTIONS.items() if row.cls is cls]
    found = list(getattr(apec.load(), names[0]))[:20] if names else [_part(cls)]
    for record in found:
        data = apec.unstructure(record)
        assert adapter.validate_python(data) == adapter.validate_python(record) == record
        assert adapter.dump_python(record) == json.loads(adapter.dump_json(record)) == data
        assert adapter.validate_json(adapter.dump_json(record)) == record
        modes: tuple[Literal["validation", "serialization"], ...] = ("validation", "serialization")
        for mode in modes:
            schema = adapter.json_schema(mode=mode)
            jsonschema.Draft202012Validator(schema).validate(data)
            assert not jsonschema.Draft202012Validator(schema).is_valid({**data, "unknown": 1})


def _part(cls: type[Any]) -> Any:
    meeting = apec.load().meetings["2024-som3"]
    parts = (*meeting.sessions, *meeting.topics, *meeting.organisations, meeting.venue)
    documents = apec.load().meetings["2024-aelm"].documents
    return next(part for part in (*parts, *documents) if isinstance(part, cls))


@pytest.mark.parametrize("cls", [apec.Coverage, apec.Lineage, apec.Difference, apec.Dataset])
def test_results_of_queries_and_datasets_are_supported(cls: type[Any]) -> None:
    data = apec.load()
    found = {
        apec.Coverage: data.coverage()[0],
        apec.Lineage: data.lineage("1994-aelm.bogor-goals"),
        apec.Difference: data.calendar.differences()[0],
        apec.Dataset: apec.Dataset(themes=[apec.Theme(id="a", label="A")], version="1"),
    }[cls]
    adapter: TypeAdapter[Any] = TypeAdapter(cls)
    written = adapter.dump_json(found)
    assert adapter.validate_json(written) == found
    jsonschema.Draft202012Validator(adapter.json_schema()).validate(json.loads(written))


def test_records_are_fields_of_models() -> None:
    data = apec.load()
    trip = Trip(
        dates=apec.DateSpan.of("2024-08"),
        venue=apec.Venue(city="Lima"),
        meeting=data.meetings["2024-som3"],
        outcomes=list(data.outcomes.about("AI")),
    )
    assert Trip.model_validate_json(trip.model_dump_json()) == trip
    assert Trip.model_validate({"dates": "2024-08"}).dates == apec.DateSpan.of("2024-08")
    assert trip.model_dump()["dates"] == "2024-08"


def test_each_problem_has_its_location_and_the_value_there() -> None:
    data = {"dates": "soon", "venue": {"town": 1}, "meeting": {**MEETING, "sessions": [{"id": 5}]}}
    with pytest.raises(ValidationError) as caught:
        Trip.model_validate(data)
    errors = caught.value.errors()
    assert [(error["loc"], error["msg"].partition(";")[0]) for error in errors] == [
        (("dates",), "got 'soon'"),
        (("venue", "town"), "unknown field"),
        (("meeting", "sessions", 0, "id"), "got 5"),
        (("meeting", "sessions", 0, "title"), "missing"),
        (("meeting", "sessions", 0, "kind"), "missing"),
    ]
    assert errors[2]["input"] == 5
    assert errors[3]["input"] == {"id": 5}


def test_a_service_returns_and_accepts_records() -> None:
    goals = "1994-aelm.bogor-goals"
    assert client.get(f"/outcomes/{goals}").json() == apec.unstructure(apec.load().outcomes[goals])
    assert client.get("/outcomes").json() == apec.unstructure(apec.load().outcomes.limit(3))
    assert client.post("/meetings", json=MEETING).json() == MEETING
    assert client.get("/next").json() is None
    assert client.get("/meetings", params={"dates": "2024-08"}).json() == list(
        apec.load().meetings.during("2024-08").ids()
    )
    assert client.get("/meetings", params={"dates": "soon"}).status_code == 422
    assert client.post("/trips", json={"dates": "2027"}).json()["dates"] == "2027"


def test_a_service_rejects_an_invalid_record_with_all_problems() -> None:
    answer = client.post("/meetings", json={**MEETING, "kind": "summit", "venue": {"city": 5}})
    assert answer.status_code == 422
    assert [(each["loc"], each["ctx"]["problem"]) for each in answer.json()["detail"]] == [
        (["body", "kind"], "got 'summit'"),
        (["body", "venue", "city"], "got 5"),
    ]


def test_the_openapi_page_describes_the_records() -> None:
    page = client.get("/openapi.json").json()
    schemas = page["components"]["schemas"]
    content = page["paths"]["/outcomes/{id}"]["get"]["responses"]["200"]["content"]
    assert content["application/json"]["schema"] == {"$ref": "#/components/schemas/Outcome"}
    assert {"Outcome", "Meeting", "Session", "Venue", "DateSpan", "MeetingKind"} <= schemas.keys()
    assert schemas["Meeting"]["properties"]["sessions"]["items"] == {"$ref": "#/components/schemas/Session"}
    assert schemas["Meeting"]["required"] == ["id", "title", "kind", "dates", "status"]
    assert "#/$defs" not in json.dumps(page)
    assert client.get("/docs").status_code == 200


def test_pydantic_is_not_imported_by_the_library() -> None:
    script = """
import sys, apec_outcomes as apec
data = apec.load()
apec.dumps(data.meetings["2024-som3"])
apec.json_schema(apec.Meeting)
assert not [name for name in sys.modules if name.startswith("pydantic")]
"""
    subprocess.run([sys.executable, "-c", script], check=True)
