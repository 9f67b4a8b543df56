"""How far a dataset reaches, as a table."""

from collections.abc import Sequence

from apec_outcomes._cli.tables import table
from apec_outcomes.model import Coverage

__all__ = ["print_coverage"]

_COUNTS = ("meetings", "exact_days", "place", "address", "outcomes")


def print_coverage(rows: Sequence[Coverage]) -> None:
    """Print coverage as a table, with what it comes to in all."""

    def counts(row: Coverage) -> list[str]:
        shares = (f"{getattr(row, name) / row.meetings:4.0%}" if row.meetings else "" for name in _COUNTS[1:])
        return [f"{row.meetings:4}", *shares]

    lines = [(str(row.year or ""), row.kind.value if row.kind else "", *counts(row)) for row in rows]
    total = {name: sum(getattr(row, name) for row in rows) for name in _COUNTS}
    told = ", ".join(f"{total[name]} with {name.replace('_', ' ')}" for name in _COUNTS[1:])
    headings = ("year", "kind", *(name.replace("_", " ") for name in _COUNTS))
    table(headings, lines, f"{total['meetings']} meetings: {told}")
