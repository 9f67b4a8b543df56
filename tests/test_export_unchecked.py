"""Exports of a dataset that was loaded without checks, and refers to records that are not there."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import apec_outcomes as apec

UNRESOLVED: dict[str, Any] = {
    "schema": 2,
    "themes": [{"id": "a", "label": "A", "broader": ["none"]}],
    "meetings": [
        {
            "id": "2030-x",
            "title": "X",
            "kind": "ministerial",
            "dates": "2030-05-01",
            "status": "scheduled",
            "forum": "none",
            "themes": ["none"],
            "venue": {"economy": "XXX"},
            "sources": ["none"],
        },
    ],
    "outcomes": [
        {
            "id": "2030-x.y",
            "meeting": "2030-x",
            "title": "Y",
            "kind": "commitment",
            "summary": "Economies will act.",
            "document": "none",
            "sources": [],
        },
        {
            "id": "2031-z.y",
            "meeting": "2031-z",
            "title": "Y",
            "kind": "commitment",
            "summary": "They will act.",
        },
    ],
    "calendar": [
        {"id": "cal-2030-x", "title": "X", "dates": "2030-05", "meeting": "2030-none", "status": "scheduled"}
    ],
}


@pytest.mark.parametrize(
    "extension", ["csv", "xlsx", "sqlite", "graphml", "ics", "jsonld", "ttl", "bib", "ris"]
)
def test_a_reference_to_no_record_is_an_error_that_names_it(tmp_path: Path, extension: str) -> None:
    path = tmp_path / "unchecked.json"
    path.write_text(json.dumps(UNRESOLVED), encoding="utf-8")
    data = apec.load(path, check=False)
    messages = []
    for query in (data.themes, data.meetings, data.outcomes.limit(1), data.outcomes[1:], data.calendar):
        try:
            query.export(tmp_path / f"x.{extension}", replace=True)
        except (apec.ArgumentError, apec.FormatError):
            pass  # not a format for these records
        except apec.UnknownIdError as error:
            messages.append(str(error))
    expected = r"no '\S+' in \w+; expected a dataset without broken references; load\(path, check=True\) .*"
    assert all(re.fullmatch(expected, message) for message in messages)
    assert bool(messages) is (extension in {"ics", "jsonld", "ttl", "bib", "ris"})
