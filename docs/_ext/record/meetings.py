"""A page for every meeting: sessions, documents, outcomes, each with its sources."""

from enum import StrEnum

from apec_outcomes import Meeting, Outcome
from record.words import Book, Page, plain, slug

__all__ = ["write"]


def write(book: Book) -> None:
    """Write the pages."""
    for meeting in book.data.meetings:
        book.save(f"meetings/{slug(meeting.id)}", _page(book, meeting))


def _page(book: Book, meeting: Meeting) -> str:
    data = book.data
    page = Page(book, meeting.title, f'data.meetings["{meeting.id}"]')
    held_there = data.meetings.where(part_of=meeting.id)
    page.fields(
        (
            ("Dates", plain(str(meeting.dates))),
            ("Place", book.place(meeting.venue)),
            ("Kind", meeting.kind.value.replace("-", " ")),
            ("Forum", book.forum(meeting.forum) if meeting.forum else ""),
            ("Year", book.year(meeting.year)),
            ("Number in its series", str(meeting.ordinal or "")),
            ("Status", meeting.status.value + (f", {meeting.format.value}" if meeting.format else "")),
            ("Theme", f"“{plain(meeting.theme)}”" if meeting.theme else ""),
            ("About", ", ".join(map(book.theme, meeting.themes))),
            ("In the chair", "; ".join(map(plain, meeting.chairs))),
            ("Part of", book.meeting(meeting.part_of) if meeting.part_of else ""),
            ("Summary", plain(meeting.summary or "")),
            ("Note", plain(meeting.note or "")),
        )
    )
    page.add(f"Stated by{page.cite(meeting.sources)}.")
    if meeting.topics:
        page.add("## Topics")
        for topic in meeting.topics:
            page.add(f"**{plain(topic.title)}.** {plain(topic.summary or '')}{page.cite(topic.sources)}")
    if held_there:
        page.add(
            "## Meetings held there",
            "",
            "```python",
            f'data.meetings.where(part_of="{meeting.id}")',
            "```",
            "",
        )
        page.meetings(held_there)
    if meeting.sessions:
        page.add("## Sessions", "", "```python", f'data.meetings["{meeting.id}"].sessions', "```", "")
        for session in meeting.sessions:
            forum = f" {book.forum(session.forum)}." if session.forum else ""
            when = f" {plain(str(session.dates))}." if session.dates else ""
            told = " ".join(plain(text) for text in (session.summary, session.note) if text)
            page.add(
                f"**{plain(session.title)}**{page.cite(session.sources)}", f": {when}{forum} {told}".rstrip()
            )
    if meeting.documents:
        page.add("## Documents", "", "```python", f'data.meetings["{meeting.id}"].documents', "```", "")
        page.items(
            (f"[{plain(paper.title)}]({paper.url})" if paper.url else plain(paper.title))
            + f", {paper.kind.value.replace('-', ' ')}"
            + (f", {plain(str(paper.date))}" if paper.date else "")
            for paper in meeting.documents
        )
    came_out = book.outcomes.get(meeting.id, [])
    if came_out:
        page.add("## Outcomes", "", "```python", f'data.outcomes_of("{meeting.id}")', "```", "")
        for outcome in came_out:
            _outcome(book, page, outcome)
    return page.end()


def _outcome(book: Book, page: Page, outcome: Outcome) -> None:
    """Add an outcome, with what it builds on and what builds on it."""
    builders = book.data.outcomes.where(builds_on=outcome.id)
    page.add(f"({slug(outcome.id)})=", f"### {plain(outcome.title)}")
    page.add(f"{plain(outcome.summary)}{page.cite(outcome.sources)}")
    page.fields(
        (
            ("Kind", outcome.kind.value.replace("-", " ")),
            ("Session", plain(book.data.sessions[outcome.session].title) if outcome.session else ""),
            ("About", ", ".join(map(book.theme, outcome.themes))),
            ("Asked", "; ".join(plain(book.data.actors[key].label) for key in outcome.actors)),
            ("Evidence", _words(book.data.evidence_of(outcome))),
            ("Due", plain(str(outcome.target_date or ""))),
            ("In", plain(outcome.document or "")),
            ("Builds on", "; ".join(map(book.outcome, outcome.builds_on))),
            ("Built on by", "; ".join(book.outcome(each.id) for each in builders)),
            (
                "Assessed",
                "; ".join(
                    f"{_words(found.verdict)}: {plain(found.summary)}{page.cite(found.sources)}"
                    for found in book.data.assessments_of(outcome)
                ),
            ),
            ("Note", plain(outcome.note or "")),
        )
    )


def _words(kind: StrEnum | None) -> str:
    return kind.value.replace("-", " ") if kind else ""
