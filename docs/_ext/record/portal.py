"""The front page, the overview of the dataset, the calendar, the promises, the glossary and the search."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from apec_outcomes import Assessment, CalendarEntry, Meeting, Outcome, Precision
from record.site import Page, Site, words

__all__ = ["pages"]

_NEWEST = 6
_NEXT = 6
_MONTHS_BACK = 12


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages."""
    data = site.data
    numbers = [
        (len(data.outcomes), "outcomes", "record/outcomes/index"),
        (len(data.meetings), "meetings", "record/meetings/index"),
        (len(data.themes), "themes", "record/themes/index"),
        (len(data.sources), "sources", "record/outcomes/index"),
    ]
    strip = [(year, data.economies[year.host]) for year in data.host_years if year.year >= 1989]
    yield site.page(
        "index",
        "What APEC agreed, from 1989 to today",
        description=f"{len(data.outcomes):,} outcomes of {len(data.meetings)} APEC meetings, with sources: "
        "what was agreed, who is asked to act, by when, and what became of it.",
    ).fill(
        "front.html",
        numbers=numbers,
        newest=site.newest(_NEWEST),
        next=site.upcoming()[:_NEXT],
        strip=strip,
        now=site.today.year,
        themes=sorted(
            ((len(data.outcomes.about(theme)), theme) for theme in data.themes if not theme.broader),
            key=lambda each: -each[0],
        )[:12],
    )
    yield site.page(
        "record/index",
        "The dataset",
        description="APEC since 1989: outcomes, meetings, promises, the calendar, themes, fora, economies.",
        code="data.coverage()",
    ).fill("record.html", coverage=data.coverage(), numbers=_numbers(site))
    yield site.page(
        "record/calendar",
        "Calendar",
        section="calendar",
        description="When APEC meets: the past year and all that is announced, to read or to subscribe to.",
        code="data.calendar.upcoming()",
    ).fill("calendar.html", months=_months(site))
    yield _promises(site)
    from record.glossary import terms

    yield site.page(
        "record/glossary",
        "Glossary",
        section="glossary",
        description="APEC's acronyms and their meanings.",
    ).fill("glossary.html", terms=terms(data))
    yield site.page(
        "search", "Search", description="Search the outcomes, meetings, themes and fora of APEC."
    ).fill("search.html")


def _numbers(site: Site) -> dict[str, int]:
    data = site.data
    return {
        "outcomes": len(data.outcomes),
        "meetings": len(data.meetings),
        "themes": len(data.themes),
        "fora": len(data.fora),
        "economies": len(data.economies),
        "years": len(data.host_years),
        "calendar": len(data.calendar),
        "actors": len(data.actors),
        "promises": len([outcome for outcome in data.outcomes if outcome.target_date]),
    }


def _months(site: Site) -> list[tuple[str, str, bool, list[CalendarEntry | Meeting]]]:
    """Return the months since a year ago: an id, a label, whether it is past, and its meetings.

    Meetings known to the year only come after the months of that year.
    """
    first = date(site.today.year - 1, site.today.month, 1)
    events: list[CalendarEntry | Meeting] = [entry for entry in site.data.calendar if not entry.meeting]
    events += site.data.meetings
    months: dict[tuple[int, int], list[CalendarEntry | Meeting]] = {}
    for event in sorted(events, key=lambda each: (each.dates.start, each.dates.end)):
        if event.dates.end >= first:
            start = max(event.dates.start, first)
            is_vague = Precision.YEAR in (event.dates.start_precision, event.dates.end_precision)
            months.setdefault(
                (event.dates.end.year, 13) if is_vague else (start.year, start.month), []
            ).append(event)
    now = (site.today.year, site.today.month)
    return [
        (*_named(year, month), (year, month) < now, months[year, month]) for year, month in sorted(months)
    ]


def _named(year: int, month: int) -> tuple[str, str]:
    """Return the id and the label of a month. The thirteenth has the meetings known to the year only."""
    if month > 12:
        return f"m{year}", f"{year}, month not known"
    return f"m{year}-{month:02}", date(year, month, 1).strftime("%B %Y")


def _promises(site: Site) -> Page:
    data = site.data
    due = sorted(
        data.outcomes.due(),
        key=lambda each: (each.target_date.end if each.target_date else date.max, site.dates_of(each).start),
    )
    assessed: dict[str, list[Assessment]] = {}
    for assessment in data.assessments:
        assessed.setdefault(assessment.outcome, []).append(assessment)
    states = {outcome.id: _state(site, outcome) for outcome in due}
    page = site.page(
        "record/promises",
        "Promises and what became of them",
        section="promises",
        description=f"{len(due)} promises of APEC with a deadline, by the year in which they are due, and "
        "what public sources say became of them.",
        code="data.outcomes.due()",
    )
    return page.fill(
        "promises.html",
        judged=[(data.outcomes[key], found, words(data.verdict_of(key))) for key, found in assessed.items()],
        coming=_by_due_year(outcome for outcome in due if states[outcome.id] == _COMING),
        past=_by_due_year(outcome for outcome in due if states[outcome.id] == _UNKNOWN),
        tally=Counter(states.values()),
        total=len(due),
    )


_COMING, _UNKNOWN = "not yet due", "due, not finally assessed"


def _state(site: Site, outcome: Outcome) -> str:
    """Return the state of a promise. After the deadline, only a final verdict counts."""
    verdict = site.data.verdict_of(outcome)
    is_to_come = outcome.target_date is not None and outcome.target_date.end >= site.today
    if verdict and (is_to_come or verdict.is_final):
        return words(verdict)
    return _COMING if is_to_come else _UNKNOWN


def _by_due_year(outcomes: Iterable[Outcome]) -> dict[int, list[Outcome]]:
    """Return outcomes by the year in which they are due."""
    years: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.target_date:
            years.setdefault(outcome.target_date.end.year, []).append(outcome)
    return years
