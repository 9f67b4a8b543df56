"""The options that narrow meetings, calendar entries and outcomes, and their application to queries."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from apec_outcomes.cli._completion import ids
from apec_outcomes.cli._options import Choice, WholeNumber, stacked
from apec_outcomes.dataset import Dataset
from apec_outcomes.errors import listed
from apec_outcomes.model import MeetingKind, OutcomeKind, SourceKind, Status, Verdict
from apec_outcomes.query import CalendarQuery, MeetingQuery, OutcomeQuery, Query, SessionQuery

__all__ = [
    "adopted",
    "by_outcome",
    "by_place",
    "by_theme",
    "by_time",
    "choice",
    "held",
    "matching_option",
    "placed",
    "timed",
]

F = TypeVar("F", bound=Callable[..., Any])
Q = TypeVar("Q", bound=Query[Any])
H = TypeVar("H", MeetingQuery, SessionQuery, CalendarQuery)
M = TypeVar("M", MeetingQuery, SessionQuery)
T = TypeVar("T", MeetingQuery, SessionQuery, OutcomeQuery)

_YEAR = WholeNumber(1, 9999)


def choice(enum: Any, name: str, help: str) -> Callable[[F], F]:
    """Return an option that takes any of the values of an enum."""
    values = [member.value for member in enum]
    expected = f"{help}: {listed(values, 'or')}; may be repeated."
    return click.option(f"--{name}", metavar=name.upper(), type=Choice(values), multiple=True, help=expected)


_hosted_by = click.option(
    "--hosted-by",
    metavar="ECONOMY",
    shell_complete=ids("economies"),
    help="Of the years that this economy hosted.",
)


def _at(held: str) -> Callable[[F], F]:
    described = f"{held} in this city, venue or economy."
    return click.option("--at", metavar="PLACE", shell_complete=ids("economies"), help=described)


matching_option = click.option(
    "--matching", metavar="WORDS", help="With these words in its texts, as `search` finds them."
)
by_time = stacked(
    click.option(
        "--in-year", type=_YEAR, metavar="YEAR", help="With dates in this calendar year, all or some of them."
    ),
    click.option(
        "--of-year",
        type=_YEAR,
        metavar="YEAR",
        help="Of this APEC year, the one in the id, which can begin in the December before.",
    ),
    click.option("--since", metavar="DATE", help="Ending on or after this day, month or year."),
    click.option("--until", metavar="DATE", help="Beginning on or before this day, month or year."),
    matching_option,
)
by_place = stacked(
    choice(MeetingKind, "kind", "Of this kind"),
    click.option(
        "--forum",
        metavar="FORUM",
        multiple=True,
        shell_complete=ids("fora"),
        help="Of this forum, its acronym, name or id; may be repeated.",
    ),
    click.option("--subfora", is_flag=True, help="With --forum: also of the fora that report to it."),
    _hosted_by,
    _at("Held"),
    choice(Status, "status", "With this status"),
)
by_theme = stacked(
    click.option(
        "--about",
        metavar="THEME",
        multiple=True,
        shell_complete=ids("themes"),
        help="About this theme or a narrower one; may be repeated.",
    ),
    click.option("--no-narrower", is_flag=True, help="With --about: not about the narrower themes."),
)
by_outcome = stacked(
    by_theme,
    choice(OutcomeKind, "kind", "Of this kind"),
    click.option(
        "--adopted-at",
        metavar="MEETING",
        multiple=True,
        shell_complete=ids("meetings", "sessions"),
        help="Of the meeting or session with this id; may be repeated.",
    ),
    choice(MeetingKind, "meeting-kind", "Of a meeting of this kind"),
    _hosted_by,
    _at("Of a meeting held"),
    click.option("--due-by", metavar="DATE", help="With a deadline that ends no later than this."),
    click.option("--due-during", metavar="DATE", help="With a deadline in this year, month or day."),
    click.option(
        "--asked-of",
        metavar="ACTOR",
        multiple=True,
        shell_complete=ids("actors"),
        help="Asking this actor, economy or forum to act; may be repeated.",
    ),
    click.option("--only", is_flag=True, help="With --asked-of: without outcomes that ask all economies."),
    choice(SourceKind, "evidence", "Whose strongest source is of this kind"),
    choice(Verdict, "verdict", "Of which a source says this"),
    click.option(
        "--unassessed", is_flag=True, help="Past their deadline, and without a final word of a source."
    ),
    click.option(
        "--line-of",
        metavar="OUTCOME",
        shell_complete=ids("outcomes"),
        help="The outcome with this id, those that it builds on, and those that build on it.",
    ),
)


def timed(found: Q, options: dict[str, Any]) -> Q:
    """Return the query, narrowed by the options of `by_time`."""
    query: Any = found
    since, until = options["since"], options["until"]
    if since is not None and until is not None:
        query = query.between(since, until)
    elif since is not None:
        query = query.since(since)
    elif until is not None:
        query = query.until(until)
    if options["in_year"] is not None:
        query = query.in_year(options["in_year"])
    if options["of_year"] is not None:
        query = query.of_year(options["of_year"])
    if options["matching"] is not None:
        query = query.matching(options["matching"])
    return query  # type: ignore[no-any-return]


def _about(query: T, options: dict[str, Any]) -> T:
    """Return the query, narrowed by the options of `by_theme`."""
    if options["about"]:
        return query.about(*options["about"], narrower=not options["no_narrower"])
    if options["no_narrower"]:
        raise click.UsageError("--no-narrower needs --about")
    return query


def held(query: M, options: dict[str, Any]) -> M:
    """Return the query, narrowed by the options of `by_theme`, `by_place` and `by_time`."""
    return placed(_about(query, options), options)


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


def adopted(data: Dataset, options: dict[str, Any]) -> OutcomeQuery:
    """Return the outcomes of a dataset, narrowed by the options of `by_outcome` and `by_time`."""
    query = _about(data.outcomes, options)
    if options["kind"]:
        query = query.of_kind(*options["kind"])
    if options["adopted_at"]:
        query = query.adopted_at(*options["adopted_at"])
    if options["meeting_kind"]:
        query = query.adopted_at(data.meetings.of_kind(*options["meeting_kind"]))
    if options["hosted_by"] is not None:
        query = query.hosted_by(options["hosted_by"])
    if options["at"] is not None:
        query = query.at(options["at"])
    if options["due_by"] is not None or options["due_during"] is not None:
        query = query.due(by=options["due_by"], during=options["due_during"])
    if options["asked_of"]:
        query = query.asked_of(*options["asked_of"], only=options["only"])
    elif options["only"]:
        raise click.UsageError("--only needs --asked-of")
    if options["evidence"]:
        query = query.with_evidence(*options["evidence"])
    if options["verdict"]:
        query = query.assessed(*options["verdict"])
    if options["unassessed"]:
        query = query.unassessed()
    if options["line_of"] is not None:
        line = data.lineage(options["line_of"])
        ids = {each.id for each in (*line.ancestors, line.outcome, *line.descendants)}
        query = query.where(lambda outcome: outcome.id in ids)
    return timed(query, options)
