"""``apec-outcomes outcomes``."""

from collections.abc import Sequence
from typing import Any

import click

from apec_outcomes.cli._answer import answer
from apec_outcomes.cli._filters import by_outcome, by_time, narrowed
from apec_outcomes.cli._labels import Labels, days_of, words
from apec_outcomes.cli._options import Listing, examples, json_option, limit_option, opened, sources_option
from apec_outcomes.model import Outcome

__all__ = ["command"]

_COLUMNS: dict[str, tuple[str, ...]] = {
    "due": ("due_by", "due_during", "unassessed"),
    "verdict": ("verdict",),
    "actors": ("asked_of",),
    "themes": (),
}
"""The columns, and the options that show each of them; columns without options are always shown."""


@click.command(
    "outcomes",
    cls=Listing,
    help="List the outcomes of meetings: what they decided, recommended or started.",
    short_help="List the outcomes of meetings.",
    epilog=examples(
        'outcomes --about AI --about "data privacy" --since 2020',
        "outcomes --kind target --due-during 2025",
        'outcomes --asked-of "finance ministers" --since 2015',
        "outcomes --hosted-by Peru --of-year 2024",
        "outcomes --meeting-kind leaders --verdict missed --sources",
        "outcomes --adopted-at 2024-som3 --json",
    ),
)
@by_outcome
@by_time
@limit_option
@sources_option
@json_option
@click.pass_obj
def command(own: str | None, /, as_json: bool, limit: int | None, with_sources: bool, **options: Any) -> None:
    """Run ``apec-outcomes outcomes``."""
    data = opened(own)
    labels = Labels(data)

    columns = [name for name, asked in _COLUMNS.items() if not asked or any(map(options.get, asked))]

    def row(outcome: Outcome) -> Sequence[str]:
        days = days_of(outcome) or days_of(data.meetings.get(outcome.meeting))
        cells = {
            "due": str(outcome.target_date or ""),
            "verdict": "; ".join(words(each.verdict) for each in data.assessments_of(outcome)),
            "actors": labels.titles("actors", outcome.actors),
            "themes": labels.titles("themes", outcome.themes),
        }
        return days, words(outcome.kind), *(cells[name] for name in columns)

    headings = ("outcome", "dates", "kind", *columns)
    answer(narrowed(data.outcomes, options), headings, row, limit, as_json, with_sources)
