"""The options that filter meetings, calendar entries and outcomes, and their application to queries."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from apec_outcomes.cli._completion import ids
from apec_outcomes.cli._options import Choice, WholeNumber, stacked
from apec_outcomes.errors import listed
from apec_outcomes.model import MeetingKind, OutcomeKind, SourceKind, Status, Verdict
from apec_outcomes.query import Query

__all__ = [
    "by_outcome",
    "by_place",
    "by_theme",
    "by_time",
    "choice",
    "matching_option",
    "narrowed",
]

F = TypeVar("F", bound=Callable[..., Any])
Q = TypeVar("Q", bound=Query[Any])

_YEAR = WholeNumber(1, 9999)


def choice(enum: Any, name: str, help: str) -> Callable[[F], F]:
    """Return an option whose values are those of an enum."""
    values = [member.value for member in enum]
    expected = f"{help}: {listed(values, 'or')}; may be repeated."
    return click.option(f"--{name}", metavar=name.upper(), type=Choice(values), multiple=True, help=expected)


_hosted_by = click.option(
    "--hosted-by",
    metavar="ECONOMY",
    shell_complete=ids("economies"),
    help="Records of the years that this economy hosted.",
)


def _at(held: str) -> Callable[[F], F]:
    described = f"{held} in this city, venue or economy."
    return click.option("--at", metavar="PLACE", shell_complete=ids("economies"), help=described)


matching_option = click.option(
    "--matching", metavar="WORDS", help="Records whose texts match these words, as in `search`."
)
by_time = stacked(
    click.option("--in-year", type=_YEAR, metavar="YEAR", help="Records with dates in this calendar year."),
    click.option(
        "--of-year",
        type=_YEAR,
        metavar="YEAR",
        help="Records of this APEC year, which can begin in the December before.",
    ),
    click.option("--since", metavar="DATE", help="Records that end on or after this day, month or year."),
    click.option("--until", metavar="DATE", help="Records that begin on or before this day, month or year."),
    matching_option,
)
by_place = stacked(
    choice(MeetingKind, "kind", "Events of this kind"),
    click.option(
        "--forum",
        metavar="FORUM",
        multiple=True,
        shell_complete=ids("fora"),
        help="Events of this forum (its acronym, name or id); may be repeated.",
    ),
    click.option("--subfora", is_flag=True, help="With --forum: also events of the fora that report to it."),
    _hosted_by,
    _at("Events held"),
    choice(Status, "status", "Events with this status"),
)
by_theme = stacked(
    click.option(
        "--about",
        metavar="THEME",
        multiple=True,
        shell_complete=ids("themes"),
        help="Records about this theme or a narrower one; may be repeated.",
    ),
    click.option("--no-narrower", is_flag=True, help="With --about: without the narrower themes."),
)
by_outcome = stacked(
    by_theme,
    choice(OutcomeKind, "kind", "Outcomes of this kind"),
    click.option(
        "--adopted-at",
        metavar="MEETING",
        multiple=True,
        shell_complete=ids("meetings", "sessions"),
        help="Outcomes of the meeting or session with this id; may be repeated.",
    ),
    choice(MeetingKind, "meeting-kind", "Outcomes of meetings of this kind"),
    _hosted_by,
    _at("Outcomes of meetings held"),
    click.option("--due-by", metavar="DATE", help="Outcomes with a deadline that ends by this date."),
    click.option("--due-during", metavar="DATE", help="Outcomes with a deadline in this year, month or day."),
    click.option(
        "--asked-of",
        metavar="ACTOR",
        multiple=True,
        shell_complete=ids("actors"),
        help="Outcomes that ask this actor, economy or forum to act; may be repeated.",
    ),
    click.option("--only", is_flag=True, help="With --asked-of: without outcomes that ask all economies."),
    choice(SourceKind, "evidence", "Outcomes whose strongest source is of this kind"),
    choice(Verdict, "verdict", "Outcomes with an assessment with this verdict"),
    click.option("--unassessed", is_flag=True, help="Outcomes past their deadline without a final verdict."),
    click.option(
        "--line-of",
        metavar="OUTCOME",
        shell_complete=ids("outcomes"),
        help="The outcome with this id, those that it builds on, and those that build on it.",
    ),
)


def narrowed(query: Q, options: Mapping[str, Any]) -> Q:
    """Return the query, filtered by the given options."""
    for flag, needed in _NEEDED.items():
        if options.get(flag) and not options[needed]:
            raise click.UsageError(f"{_dashed(flag)} needs {_dashed(needed)}")
    for name, narrow in _STEPS.items():
        if options.get(name) not in (None, (), False):
            query = narrow(query, options)
    return query


def _dashed(name: str) -> str:
    return f"--{name.replace('_', '-')}"


_NEEDED = {"no_narrower": "about", "subfora": "forum", "only": "asked_of"}
"""The option that each flag needs."""


def _with_verdict(query: Any, verdicts: tuple[str, ...]) -> Any:
    if query.collection == "assessments":
        return query.where(lambda each: each.verdict in verdicts)
    return query.assessed(*verdicts)


def _in_line_of(query: Any, outcome: str) -> Any:
    line = query.dataset.lineage(outcome)
    ids = {each.id for each in (*line.ancestors, line.outcome, *line.descendants)}
    return query.where(lambda each: each.id in ids)


def _until(query: Any, since: str | None, until: str) -> Any:
    return query.until(until) if since is None else query.between(since, until)


_STEPS: Mapping[str, Callable[[Any, Mapping[str, Any]], Any]] = {
    "about": lambda query, given: query.about(*given["about"], narrower=not given["no_narrower"]),
    "kind": lambda query, given: query.of_kind(*given["kind"]),
    "adopted_at": lambda query, given: query.adopted_at(*given["adopted_at"]),
    "meeting_kind": lambda query, given: query.adopted_at(
        query.dataset.meetings.of_kind(*given["meeting_kind"])
    ),
    "forum": lambda query, given: query.by(*given["forum"], subfora=given["subfora"]),
    "hosted_by": lambda query, given: query.hosted_by(given["hosted_by"]),
    "at": lambda query, given: query.at(given["at"]),
    "status": lambda query, given: query.with_status(*given["status"]),
    "due_by": lambda query, given: query.due(by=given["due_by"]),
    "due_during": lambda query, given: query.due(during=given["due_during"]),
    "asked_of": lambda query, given: query.asked_of(*given["asked_of"], only=given["only"]),
    "evidence": lambda query, given: query.with_evidence(*given["evidence"]),
    "verdict": lambda query, given: _with_verdict(query, given["verdict"]),
    "unassessed": lambda query, _: query.unassessed(),
    "line_of": lambda query, given: _in_line_of(query, given["line_of"]),
    "since": lambda query, given: query.since(given["since"]),
    "until": lambda query, given: _until(query, given["since"], given["until"]),
    "in_year": lambda query, given: query.in_year(given["in_year"]),
    "of_year": lambda query, given: query.of_year(given["of_year"]),
    "matching": lambda query, given: query.matching(given["matching"]),
}
"""The filter of each option, in the order of application."""
