"""``apec-outcomes coverage``: counts of meetings, outcomes and their known fields."""

from collections.abc import Sequence
from typing import get_args

import click

from apec_outcomes.cli._options import examples, json_option, opened
from apec_outcomes.cli._output import emit, emit_json
from apec_outcomes.model import Coverage
from apec_outcomes.model.coverage import CoverageBy

__all__ = ["command"]

_SHARES = {
    "exact_days": "exact days",
    "place": "a place",
    "address": "a document online",
    "outcomes": "outcomes",
}


@click.command(
    "coverage",
    help="Count meetings, and the share of them with exact days, a place, a document and outcomes.",
    short_help="Count meetings, outcomes and their known fields.",
    epilog=examples("coverage", "coverage --by year", "coverage --by evidence"),
)
@click.option(
    "--by",
    type=click.Choice(get_args(CoverageBy)),
    help="The property to count by. Default: year and kind of meeting.",
)
@json_option
@click.pass_obj
def command(own: str | None, /, by: CoverageBy | None, as_json: bool) -> None:
    """Run ``apec-outcomes coverage``."""
    rows = opened(own).coverage(by=by)
    if as_json:
        emit_json(rows)
    else:
        emit(_table(rows), is_styled=True)


def _by_evidence(rows: Sequence[Coverage]) -> str:
    """Return a table of outcomes by evidence. A meeting counts for each kind of evidence of its outcomes."""
    from apec_outcomes.cli._tables import table

    total = sum(row.all_outcomes for row in rows)
    lines = [
        (_sort(row), f"{row.all_outcomes:4}", f"{row.all_outcomes / total:4.0%}", f"{row.meetings:4}")
        for row in rows
    ]
    headings = ("evidence", "outcomes", "share", "meetings with some")
    return table(headings, lines, f"{total} outcomes with sources")


def _when(row: Coverage) -> str:
    return f"{row.decade}s" if row.decade else str(row.year or "")


def _sort(row: Coverage) -> str:
    kind = row.evidence or row.kind
    return kind.value if kind else ""


def _table(rows: Sequence[Coverage]) -> str:
    if any(row.evidence for row in rows):
        return _by_evidence(rows)
    from apec_outcomes.cli._tables import table

    def shares(row: Coverage) -> list[str]:
        return [f"{getattr(row, name) / row.meetings:4.0%}" if row.meetings else "" for name in _SHARES]

    lines = [(_when(row), _sort(row), f"{row.meetings:4}", *shares(row)) for row in rows]
    total = sum(row.meetings for row in rows)
    counts = (f"{sum(getattr(row, name) for row in rows)} with {label}" for name, label in _SHARES.items())
    when = "decade" if any(row.decade for row in rows) else "year"
    headings = (when, "kind", "meetings", *(label.removeprefix("a ") for label in _SHARES.values()))
    return table(headings, lines, f"{total} meetings: {', '.join(counts)}")
