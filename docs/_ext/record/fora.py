"""A page for each forum, and the tree of all fora."""

from collections.abc import Iterator

from apec_outcomes import Forum
from record.site import Page, Site, words

__all__ = ["pages"]

_SHOWN = 15


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages."""
    fora = site.data.fora
    yield site.page(
        "record/fora/index",
        "Fora",
        section="fora",
        description=f"The {len(fora)} fora of APEC, from leaders to expert groups, and who reports to whom.",
        code="data.fora",
    ).fill("fora.html", rows=list(_tree(site, None, 0)))
    for forum in fora:
        yield _page(site, forum)


def _tree(site: Site, parent: str | None, depth: int) -> Iterator[tuple[int, Forum, int, int]]:
    for forum in site.data.fora:
        if forum.parent == parent:
            met = site.data.meetings.where(forum=forum.id)
            yield depth, forum, len(met), sum(len(site.outcomes_of(each)) for each in met)
            yield from _tree(site, forum.id, depth + 1)


def _page(site: Site, forum: Forum) -> Page:
    data = site.data
    above = _above(site, forum)
    below = list(data.fora.where(parent=forum.id))
    met = sorted(data.meetings.where(forum=forum.id), key=lambda each: each.dates.start, reverse=True)
    outcomes = sorted(
        (outcome for meeting in met for outcome in site.outcomes_of(meeting)),
        key=lambda each: site.dates_of(each).start,
        reverse=True,
    )
    page = site.page(
        site.path(forum),
        forum.name,
        kind="Forum",
        section="fora",
        description=forum.summary or f"{words(forum.kind).capitalize()} of APEC: {len(met)} meetings.",
        crumbs=[(each.acronym or each.name, site.path(each)) for each in above],
        place=[(each.name, site.path(each)) for each in [*above, forum, *below]],
        code=f'data.fora["{forum.id}"]\ndata.meetings.by("{forum.id}")',
        weight=9,
    )
    sessions = [
        (meeting, session)
        for meeting in data.meetings
        for session in meeting.sessions
        if session.forum == forum.id
    ]
    return page.fill(
        "forum.html",
        forum=forum,
        facts=[
            ("Acronym", forum.acronym),
            ("Kind", words(forum.kind).capitalize()),
            ("Reports to", page.links(reversed(above), ", which reports to ")),
            ("Established", str(forum.established or "")),
            ("Ended", str(forum.ended or "") or ("Yes, in an unknown year" if forum.former else "")),
            ("Took over from", page.links(data.fora[key] for key in forum.predecessors)),
            ("Followed by", page.link(data.fora[forum.successor]) if forum.successor else ""),
            ("Note", page.text(forum.note)),
        ],
        below=below,
        meetings=met[:_SHOWN],
        met=len(met),
        sessions=sorted(sessions, key=lambda each: each[0].dates.start, reverse=True),
        newest=outcomes[:_SHOWN],
        outcomes=len(outcomes),
    )


def _above(site: Site, forum: Forum) -> list[Forum]:
    """Return the fora above a forum, from the top of the tree down."""
    above: list[Forum] = []
    while forum.parent:
        forum = site.data.fora[forum.parent]
        above.insert(0, forum)
    return above
