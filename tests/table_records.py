"""Records as rows of tables, for tests of imports."""

from typing import Any

import apec_outcomes as apec

ROW: dict[str, Any] = {"id": "2027-a", "title": "A", "kind": "workshop", "status": "held", "dates": "2027-02"}


def flat(record: Any) -> dict[str, Any]:
    """Return the values of a record that a table can have: all but nested records."""
    held = ("documents", "sessions", "topics", "organisations")
    return {name: value for name, value in apec.unstructure(record).items() if name not in held}
