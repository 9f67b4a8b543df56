"""The options that several commands share, and how they narrow a query."""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any, TypeVar

import click

from apec_outcomes.model import MeetingKind, OutcomeKind, Status
from apec_outcomes.query import CalendarQuery, MeetingQuery, OutcomeQuery, Query

__all__ = [
    "adopted",
    "by_outcome",
    "by_place",
    "by_time",
    "json_option",
    "kinds",
    "limit_option",
    "placed",
    "timed",
]

F = TypeVar("F", bound=Callable[..., Any])
Q = TypeVar("Q", bound=Query[Any])
H = TypeVar("H", MeetingQuery, CalendarQuery)

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
limit_option = click.option("--limit", "-n", type=click.IntRange(min=0), help="How many to show at most.")


def kinds(enum: Any, name: str, help: str) -> Callable[[F], F]:
    """Return an option that takes any of the values of an enum."""
    values = [member.value for member in enum]
    choice = click.Choice(values, case_sensitive=False)
    told = f"{help}: {', '.join(values[:-1])} or {values[-1]}; may be repeated."
    return click.option(f"--{name}", metavar=name.upper(), type=choice, multiple=True, help=told)


def _stacked(*options: Callable[[F], F]) -> Callable[[F], F]:
    def stack(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return stack


by_time = _stacked(
    click.option("--year", type=int, help="The year of APEC that it belongs to."),
    click.option("--since", metavar="DATE", help="What ends on this day, month or year, or after it."),
    click.option("--until", metavar="DATE", help="What begins on this day, month or year, or before it."),
    click.option(
        "--matching", metavar="WORDS", help="Words, and phrases in double quotes, in titles and summaries."
    ),
)
by_place = _stacked(
    kinds(MeetingKind, "kind", "Its level or form"),
    click.option("--forum", metavar="FORUM", multiple=True, help="The forum that meets; may be repeated."),
    click.option("--subfora", is_flag=True, help="With --forum: also what reports to it."),
    click.option("--hosted-by", metavar="ECONOMY", help="The economy that hosted the year."),
    click.option("--at", metavar="PLACE", help="The city or economy where it is held."),
    kinds(Status, "status", "What became of it"),
)

by_outcome = _stacked(
    click.option(
        "--about", metavar="THEME", multiple=True, help="A theme, with its narrower ones; may be repeated."
    ),
    click.option("--only", is_flag=True, help="With --about: without the narrower themes."),
    kinds(OutcomeKind, "kind", "What sort of outcome it is"),
    click.option("--at", metavar="MEETING", help="The id of the meeting or session that it came out of."),
    click.option("--due-by", metavar="DATE", help="What sets a deadline no later than this."),
    click.option("--concerning", metavar="ACTOR", help="Who is to act, or is concerned."),
    click.option(
        "--line-of",
        metavar="OUTCOME",
        help="What an outcome builds on, itself, and what builds on it, by its id.",
    ),
)


def timed(found: Q, options: dict[str, Any]) -> Q:
    """Return the query, narrowed by the options of `by_time`."""
    query: Any = found
    if options["since"] is not None:
        query = query.since(options["since"])
    if options["until"] is not None:
        query = query.until(options["until"])
    if options["year"] is not None:
        query = query.where(year=options["year"])
    if options["matching"] is not None:
        query = query.matching(options["matching"])
    return query  # type: ignore[no-any-return]


def placed(query: H, options: dict[str, Any]) -> H:
    """Return the query, narrowed by the options of `by_place` and `by_time`."""
    if options["kind"]:
        query = query.of_kind(*options["kind"])
    if options["forum"]:
        query = query.by(*options["forum"], subfora=options["subfora"])
    elif options["subfora"]:
        raise click.UsageError("--subfora needs --forum")
    if options["hosted_by"] is not None:
        query = query.hosted_by(options["hosted_by"])
    if options["at"] is not None:
        query = query.at(options["at"])
    if options["status"]:
        query = query.with_status(*options["status"])
    return timed(query, options)


def adopted(query: OutcomeQuery, options: dict[str, Any]) -> OutcomeQuery:
    """Return the query, narrowed by the options of `by_outcome`."""
    if options["about"]:
        query = reduce(or_, (query.about(theme, narrower=not options["only"]) for theme in options["about"]))
    elif options["only"]:
        raise click.UsageError("--only needs --about")
    if options["kind"]:
        query = query.of_kind(*options["kind"])
    if options["at"] is not None:
        query = query.adopted_at(options["at"])
    if options["due_by"] is not None:
        query = query.due(options["due_by"])
    if options["concerning"] is not None:
        query = query.concerning(options["concerning"])
    if options["line_of"] is not None:
        line = query.dataset.lineage(options["line_of"])
        ids = {each.id for each in (*line.ancestors, line.outcome, *line.descendants)}
        query = query.where(lambda outcome: outcome.id in ids)
    return query
