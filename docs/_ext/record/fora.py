"""A page for every forum: where it stands in the tree, its meetings and their outcomes."""

from collections.abc import Iterator

from apec_outcomes import Forum
from record.words import Book, Page, plain, slug

__all__ = ["branch", "write"]


def write(book: Book) -> None:
    """Write the pages."""
    data = book.data
    for forum in data.fora:
        page = Page(book, forum.name, f'data.fora["{forum.id}"]')
        below = data.fora.where(parent=forum.id)
        page.fields(
            (
                ("Acronym", plain(forum.acronym or "")),
                ("Kind", forum.kind.value.replace("-", " ")),
                ("What it does", plain(forum.summary or "") + page.cite(forum.sources)),
                ("Reports to", ", and this to ".join(_above(book, forum))),
                ("Established", plain(str(forum.established or ""))),
                (
                    "Ended",
                    plain(str(forum.ended or ""))
                    or ("yes; the year is not on record" if forum.former else ""),
                ),
                ("Took over from", ", ".join(map(book.forum, forum.predecessors))),
                ("Followed by", book.forum(forum.successor) if forum.successor else ""),
                ("Its own page", f"<{forum.url}>" if forum.url else ""),
                ("Note", plain(forum.note or "")),
            )
        )
        if below:
            page.add("## Reporting to it", "", "```python", f'data.subfora("{forum.id}")', "```", "")
            page.add(*branch(book, forum.id))
        met = data.meetings.where(forum=forum.id)
        sessions = data.sessions.where(forum=forum.id)
        if met or sessions:
            page.add("## Meetings", "", "```python", f'data.meetings.by("{forum.id}")', "```", "")
        if met:
            page.meetings(met)
        if sessions:
            page.items(
                f"{plain(s.title)} ({plain(str(s.dates or s.year))}), within {book.meeting(whole.id)}"
                for whole in data.meetings
                for s in whole.sessions
                if s.forum == forum.id
            )
        came_out = [outcome for meeting in met for outcome in book.outcomes.get(meeting.id, ())]
        if came_out:
            page.add("## Outcomes")
            page.outcomes(came_out)
        book.save(f"fora/{slug(forum.id)}", page.end())


def _above(book: Book, forum: Forum) -> Iterator[str]:
    """Yield whom a forum reports to, whom that one reports to, and so on to the top."""
    while forum.parent:
        forum = book.data.fora[forum.parent]
        yield book.forum(forum.id)


def branch(book: Book, key: str | None, depth: int = 0) -> Iterator[str]:
    """Yield the fora below one, or those at the top, as a list within a list."""
    for forum in book.data.fora.where(lambda each: each.parent == key):
        acronym = f" ({plain(forum.acronym)})" if forum.acronym else ""
        yield f"{'  ' * depth}- {book.forum(forum.id)}{acronym}{', former' if forum.former else ''}"
        yield from branch(book, forum.id, depth + 1)
