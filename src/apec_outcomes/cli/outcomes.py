"""``apec-outcomes outcomes``."""

from collections.abc import Sequence
from typing import Any

import click

from apec_outcomes.cli._answer import answer
from apec_outcomes.cli._filters import adopted, by_outcome, by_time
from apec_outcomes.cli._labels import Labels, days_of, words
from apec_outcomes.cli._options import Listing, examples, json_option, limit_option, opened
from apec_outcomes.model import Outcome

__all__ = ["command"]


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
        "outcomes --adopted-at 2024-som3 --json",
    ),
)
@by_outcome
@by_time
@limit_option
@json_option
@click.pass_obj
def command(own: str | None, /, as_json: bool, limit: int | None, **options: Any) -> None:
    """Run ``apec-outcomes outcomes``."""
    data = opened(own)
    labels = Labels(data)

    def row(outcome: Outcome) -> Sequence[str]:
        days = days_of(outcome) or days_of(data.meetings.get(outcome.meeting))
        return days, words(outcome.kind), labels.themes(outcome.themes)

    answer(adopted(data, options), ("outcome", "dates", "kind", "themes"), row, limit, as_json)
