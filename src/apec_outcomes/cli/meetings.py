"""``apec-outcomes meetings``."""

from collections.abc import Sequence
from typing import Any

import click

from apec_outcomes.cli._answer import answer
from apec_outcomes.cli._filters import by_place, by_theme, by_time, narrowed
from apec_outcomes.cli._labels import Labels, words
from apec_outcomes.cli._options import Listing, examples, json_option, limit_option, opened, sources_option
from apec_outcomes.model import Meeting

__all__ = ["command"]


@click.command(
    "meetings",
    cls=Listing,
    help="List meetings, oldest first.",
    short_help="List meetings.",
    epilog=examples(
        "meetings --kind leaders --since 2020",
        "meetings --hosted-by Peru --at Trujillo",
        "meetings --forum SOM --of-year 2024",
    ),
)
@by_theme
@by_place
@by_time
@limit_option
@sources_option
@json_option
@click.pass_obj
def command(own: str | None, /, as_json: bool, limit: int | None, with_sources: bool, **options: Any) -> None:
    """Run ``apec-outcomes meetings``."""
    data = opened(own)
    labels = Labels(data)

    def row(meeting: Meeting) -> Sequence[str]:
        return str(meeting.dates), labels.town(meeting.venue), words(meeting.kind), words(meeting.status)

    headings = ("meeting", "dates", "place", "kind", "status")
    answer(narrowed(data.meetings, options), headings, row, limit, as_json, with_sources)
