"""The walk-through for contributors shows records of the bundled dataset."""

import json
import re
import textwrap
from pathlib import Path

import apec_outcomes as apec

PAGE = Path(__file__).parent.parent / "CONTRIBUTING.md"


def test_the_walk_through_shows_the_records_of_the_dataset(data: apec.Dataset) -> None:
    blocks = re.findall(
        r"^ *```json\n(.*?)^ *```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    source, meeting, outcome = (json.loads(textwrap.dedent(block)) for block in blocks)
    assert source == apec.unstructure(data.sources[source["id"]])
    assert meeting == apec.unstructure(data.meetings[meeting["id"]])
    assert outcome == apec.unstructure(data.outcomes[outcome["id"]])
    assert outcome["meeting"] == meeting["id"]
