"""A page for each meeting: its outcomes by heading, document and session, and the next announcements."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from markupsafe import Markup

from apec_outcomes import Meeting, Outcome, Session
from apec_outcomes.query.calendar import announced_next
from record.site import Page, Site, words

__all__ = ["pages"]

_NEIGHBOURS = 3


class Part(NamedTuple):
    """Outcomes under one heading, or of one document.

    Parameters
    ----------
    title
        The heading or the title of the document.
    outcomes
        The outcomes, in the order of the source.
    number
        The number of the heading in the source.
    sessions
        The sessions that had the outcomes.
    url
        The address of the document.
    """

    title: str
    outcomes: list[Outcome]
    number: int | None = None
    sessions: tuple[Session, ...] = ()
    url: str | None = None


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages."""
    for meeting in site.data.meetings:
        yield _page(site, meeting)


def _page(site: Site, meeting: Meeting) -> Page:
    data = site.data
    outcomes = site.outcomes_of(meeting)
    page = site.page(
        site.path(meeting),
        meeting.title,
        kind="Meeting",
        section="meetings",
        description=_described(site, meeting, len(outcomes)),
        crumbs=[(str(meeting.year), f"record/years/{meeting.year}")],
        place=[(each.title, site.path(each)) for each in _around(site, meeting)],
        code=f'data.meetings["{meeting.id}"]\ndata.outcomes_of("{meeting.id}")',
        when=str(meeting.dates),
        weight=6,
    )
    headed = [outcome for outcome in outcomes if outcome.heading]
    of_session: dict[str, list[Outcome]] = {}
    papers: list[Outcome] = []
    for outcome in outcomes:
        if outcome.heading:
            continue
        if outcome.session:
            of_session.setdefault(outcome.session, []).append(outcome)
        else:
            papers.append(outcome)
    takeaways = list(_headings(site, headed))
    shown = {session.id for part in takeaways for session in part.sessions}
    issued = {outcome.document for outcome in papers}
    announced = announced_next(site.data.calendar, meeting)
    return page.fill(
        "meeting.html",
        meeting=meeting,
        town=site.town(meeting.venue),
        facts=_facts(page, meeting),
        takeaways=takeaways,
        papers=list(_documents(meeting, papers)),
        sessions=[session for session in meeting.sessions if session.id not in shown],
        of_session=of_session,
        within=list(data.meetings.where(part_of=meeting.id)),
        documents=[paper for paper in meeting.documents if paper.title not in issued],
        next=announced,
        differences={
            entry.id: [
                each for each in data.calendar.where(id=entry.id).differences() if each.field == "dates"
            ]
            for entry in announced
        },
    )


def _described(site: Site, meeting: Meeting, number: int) -> str:
    place = site.place(meeting.venue)
    outcomes = f"{number} outcome{'s' * (number != 1)}" if number else ""
    parts = (words(meeting.kind).capitalize(), str(meeting.dates), place, outcomes)
    return f"{', '.join(filter(None, parts))}. {meeting.summary or ''}".strip()


def _around(site: Site, meeting: Meeting) -> list[Meeting]:
    """Return this meeting and its neighbours of the same year, for the sidebar."""
    siblings = list(site.data.meetings.where(year=meeting.year))
    start = max(0, min(siblings.index(meeting) - _NEIGHBOURS // 2, len(siblings) - _NEIGHBOURS))
    return siblings[start : start + _NEIGHBOURS]


def _facts(page: Page, meeting: Meeting) -> list[tuple[str, Any]]:
    data, year = page.site.data, page.site.data.host_years.get(meeting.year)
    return [
        ("Dates", str(meeting.dates)),
        ("Place", page.site.place(meeting.venue)),
        ("Forum", page.link(data.fora[meeting.forum]) if meeting.forum else ""),
        ("Host year", page.link(year) if year else str(meeting.year)),
        ("Number in its series", str(meeting.ordinal or "")),
        ("Format", words(meeting.format) if meeting.format else ""),
        ("Theme", f"“{meeting.theme}”" if meeting.theme else ""),
        ("About", page.links(data.themes[key] for key in meeting.themes)),
        ("Chairs", "; ".join(meeting.chairs)),
        ("Part of", page.link(data.meetings[meeting.part_of]) if meeting.part_of else ""),
        ("Note", page.text(meeting.note) if meeting.note else Markup()),
    ]


def _headings(site: Site, headed: list[Outcome]) -> Iterator[Part]:
    """Yield the headings in the order of the source, each with its outcomes and their sessions."""
    found: dict[tuple[int | None, str], list[Outcome]] = {}
    for outcome in headed:
        found.setdefault((outcome.takeaway, outcome.heading or ""), []).append(outcome)
    seen: set[str] = set()
    for (number, title), outcomes in sorted(found.items(), key=lambda item: item[0][0] or 0):
        keys = dict.fromkeys(outcome.session for outcome in outcomes if outcome.session)
        sessions = tuple(site.data.sessions[key] for key in keys if key not in seen)
        seen.update(keys)
        yield Part(title, outcomes, number, sessions)


def _documents(meeting: Meeting, outcomes: list[Outcome]) -> Iterator[Part]:
    """Yield the outcomes of each document of the meeting, and then those without a document."""
    urls = {paper.title: paper.url for paper in meeting.documents}
    titles = [*urls, None]
    for title in titles:
        found = [outcome for outcome in outcomes if outcome.document == title]
        if found:
            yield Part(
                title or ("" if len(found) == len(outcomes) else "Without a document"),
                found,
                url=urls.get(title or ""),
            )
