"""A page for each outcome: summary, actors, deadline, assessments and sources."""

import json
from collections.abc import Iterator
from html import escape

from markupsafe import Markup

import apec_outcomes as apec
from apec_outcomes import Outcome
from record.site import Page, Site, words

__all__ = ["pages"]


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages."""
    for outcome in site.data.outcomes:
        yield _page(site, outcome)


def _page(site: Site, outcome: Outcome) -> Page:
    data = site.data
    meeting = data.meetings[outcome.meeting]
    page = site.page(
        site.path(outcome),
        outcome.title,
        kind="Outcome",
        section="outcomes",
        description=outcome.summary,
        crumbs=[
            (str(meeting.year), f"record/years/{meeting.year}"),
            (meeting.title, site.path(meeting)),
        ],
        place=[(each.title, site.path(each)) for each in _around(site, outcome)],
        code=f'data.outcomes["{outcome.id}"]',
        when=str(site.dates_of(outcome)),
        weight=8,
    )
    assessments = list(data.assessments_of(outcome))
    line = data.lineage(outcome)
    return page.fill(
        "outcome.html",
        outcome=outcome,
        adopted=Markup("{} ({})").format(page.link(meeting), site.dates_of(outcome)),
        session=data.sessions[outcome.session].title if outcome.session else "",
        asked=page.links((data.actors[key] for key in outcome.actors), "; "),
        by_when=str(outcome.target_date or "No date is set."),
        document=_document(site, outcome),
        themes=page.links(data.themes[key] for key in outcome.themes),
        evidence=_evidence(site, outcome),
        assessments=assessments,
        verdict=words(data.verdict_of(outcome)) if assessments else "",
        earlier=sorted(line.ancestors, key=lambda each: site.dates_of(each).start),
        later=sorted(line.descendants, key=lambda each: site.dates_of(each).start),
        **_citations(site, outcome),
    )


_NEIGHBOURS = 3


def _around(site: Site, outcome: Outcome) -> list[Outcome]:
    """Return this outcome and its neighbours of the same meeting, for the sidebar."""
    siblings = site.outcomes_at[outcome.meeting]
    start = max(0, min(siblings.index(outcome) - _NEIGHBOURS // 2, len(siblings) - _NEIGHBOURS))
    return siblings[start : start + _NEIGHBOURS]


def _document(site: Site, outcome: Outcome) -> str:
    if not outcome.document:
        return ""
    papers = (
        paper for paper in site.data.meetings[outcome.meeting].documents if paper.title == outcome.document
    )
    url = next((paper.url for paper in papers if paper.url), None)
    if url is None:
        return outcome.document
    return Markup('<a href="{}" rel="external">{}</a>').format(url, outcome.document)


_EVIDENCE = {
    "document": "The text itself, from its issuer or as a copy",
    "official": "A page of APEC, of a host or of a member government",
    "organisation": "A page of another organisation",
    "news": "A news report",
    "commentary": "Commentary by business, law firms or others",
}


def _evidence(site: Site, outcome: Outcome) -> str:
    kind = site.data.evidence_of(outcome)
    return _EVIDENCE.get(getattr(kind, "value", ""), "")


def _citations(site: Site, outcome: Outcome) -> dict[str, list[tuple[str, str]]]:
    text = json.dumps(apec.unstructure(outcome), ensure_ascii=False, indent=1)
    return {
        "citations": [
            ("APA", site.data.cite(outcome, format="apa")),
            ("Chicago", site.data.cite(outcome, format="chicago")),
        ],
        "files": [
            ("BibTeX", site.data.cite(outcome, format="bibtex").strip()),
            ("RIS", site.data.cite(outcome, format="ris").strip()),
            ("JSON", Markup(escape(text, quote=False))),  # noqa: S704, escaped here
        ],
    }
