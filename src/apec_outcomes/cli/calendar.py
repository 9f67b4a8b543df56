"""``apec-outcomes calendar``."""

from collections.abc import Sequence
from typing import Any

import click

from apec_outcomes.cli._answer import answer
from apec_outcomes.cli._filters import by_place, by_time, narrowed
from apec_outcomes.cli._labels import Labels, became, words
from apec_outcomes.cli._options import Listing, examples, json_option, limit_option, opened
from apec_outcomes.model import CalendarEntry

__all__ = ["command"]


@click.command(
    "calendar",
    cls=Listing,
    help="List announced events, and their differences from the announcements.",
    short_help="List announced events.",
    epilog=examples(
        "calendar --upcoming",
        'calendar --on 2024-08-26 --within "3 months"',
        "calendar --differences --of-year 2024",
    ),
)
@click.option("--upcoming", is_flag=True, help="Only events that have not ended, the next first.")
@click.option("--on", metavar="DATE", help="Like --upcoming, on this day instead of today.")
@click.option(
    "--within",
    metavar="TIME",
    help='Like --upcoming, only events within this period, such as "6 months" or "10 days".',
)
@click.option("--differences", is_flag=True, help="Only events that differ from their announcement.")
@by_place
@by_time
@limit_option
@json_option
@click.pass_obj
def command(own: str | None, /, as_json: bool, limit: int | None, **options: Any) -> None:
    """Run ``apec-outcomes calendar``."""
    data = opened(own)
    labels = Labels(data)
    query = narrowed(data.calendar, options)
    if options["upcoming"] or options["on"] is not None or options["within"] is not None:
        query = query.upcoming(on=options["on"], within=options["within"])
    differing: dict[str, list[str]] = {}
    for difference in query.differences():
        differing.setdefault(difference.entry.id, []).append(became(difference))
    if options["differences"]:
        query = query.where(lambda entry: entry.id in differing)

    def row(entry: CalendarEntry) -> Sequence[str]:
        differences = "; ".join(differing.get(entry.id, ()))
        return str(entry.dates), labels.town(entry.venue), words(entry.status), differences

    answer(query, ("announced", "dates", "place", "status", "difference"), row, limit, as_json)
