"""Records as rows of tables, for the tests that read them."""

from typing import Any

import apec_outcomes as apec

ROW: dict[str, Any] = {"id": "2027-a", "title": "A", "kind": "workshop", "status": "held", "dates": "2027-02"}


def flat(record: Any) -> dict[str, Any]:
    """Return what a table can hold of a record: all but the records within it."""
    held = ("documents", "sessions", "topics", "organisations")
    return {name: value for name, value in apec.unstructure(record).items() if name not in held}
