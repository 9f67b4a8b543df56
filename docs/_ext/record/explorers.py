"""The pages that search and filter all outcomes and all meetings, and the data that they load."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from apec_outcomes import Meeting, Outcome, Theme
from record.site import Page, Site, words

__all__ = ["pages", "write_data"]

_FIRST = 25
_NO_ASSESSMENT = "none"


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages."""
    data = site.data
    yield site.page(
        "record/outcomes/index",
        "Outcomes",
        section="outcomes",
        description=f"All {len(data.outcomes):,} outcomes of APEC: search as you type, filter by "
        "theme, year, host, forum, actor and evidence, and share the address of the result.",
        code='data.outcomes.about("AI").since(2020)',
    ).fill("explorer.html", name="outcomes", number=len(data.outcomes), first=site.newest(_FIRST))
    latest = sorted(data.meetings, key=lambda each: each.dates.start, reverse=True)
    yield site.page(
        "record/meetings/index",
        "Meetings",
        section="meetings",
        description=f"All {len(data.meetings)} meetings of APEC, from Canberra in 1989 on.",
        code='data.meetings.of_kind("leaders").hosted_by("Peru")',
    ).fill("explorer.html", name="meetings", number=len(data.meetings), first=latest[:_FIRST])


def write_data(site: Site, folder: Path) -> None:
    """Write the data that the two pages load."""
    for name, content in (("outcomes", _outcomes(site)), ("meetings", _meetings(site))):
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        (folder / "record" / name / f"{name}.json").write_text(text, encoding="utf-8")


def _outcomes(site: Site) -> dict[str, Any]:
    data = site.data
    rows = [_outcome(site, outcome) for outcome in data.outcomes]
    labels = {
        "theme": {theme.id: theme.label for theme in data.themes},
        "kind": _labels(outcome.kind for outcome in data.outcomes),
        "host": _hosts(site),
        "forum": {forum.id: forum.name for forum in data.fora},
        "actor": {actor.id: actor.label for actor in data.actors},
        "evidence": {
            "document": "The text itself",
            "official": "Official page",
            "organisation": "Another organisation",
            "news": "News",
            "commentary": "Commentary",
        },
        "verdict": _labels(assessment.verdict for assessment in data.assessments)
        | {_NO_ASSESSMENT: "No assessment"},
        "due": {"yes": "With a deadline"},
    }
    titles = {
        "theme": "Theme", "kind": "Kind", "host": "Host", "forum": "Forum", "actor": "Who is asked",
        "evidence": "Evidence", "verdict": "What became of it", "due": "Deadline",
    }  # fmt: skip
    meetings = {meeting.id: meeting.title for meeting in data.meetings if meeting.id in site.outcomes_at}
    return {"facets": _facets(titles, labels, rows), "meetings": meetings, "rows": rows}


def _outcome(site: Site, outcome: Outcome) -> dict[str, Any]:
    data, dates = site.data, site.dates_of(outcome)
    meeting = data.meetings[outcome.meeting]
    themes = dict.fromkeys(above for key in outcome.themes for above in _with_broader(site, data.themes[key]))
    evidence = data.evidence_of(outcome)
    verdicts = [each.verdict.value for each in data.assessments_of(outcome)]
    row: dict[str, Any] = {
        "i": outcome.id,
        "t": outcome.title,
        "s": outcome.summary,
        "d": str(dates),
        "o": dates.start.isoformat(),
        "y": outcome.year,
        "m": meeting.id,
        "theme": list(themes),
        "kind": [outcome.kind.value],
        "host": [meeting.venue.economy] if meeting.venue and meeting.venue.economy else [],
        "forum": [meeting.forum] if meeting.forum else [],
        "actor": list(outcome.actors),
        "evidence": [evidence.value] if evidence else [],
        "verdict": verdicts or [_NO_ASSESSMENT],
        "due": ["yes"] if outcome.target_date else [],
    }
    if outcome.target_date:
        row["u"], row["ud"] = str(outcome.target_date), outcome.target_date.end.isoformat()
    if outcome.heading:
        row["h"] = outcome.heading
    return row


def _with_broader(site: Site, theme: Theme) -> Iterator[str]:
    yield theme.id
    for key in (theme.broader,) if isinstance(theme.broader, str) else theme.broader or ():
        yield from _with_broader(site, site.data.themes[key])


def _meetings(site: Site) -> dict[str, Any]:
    data = site.data
    rows = [_meeting(site, meeting) for meeting in data.meetings]
    labels = {
        "kind": _labels(meeting.kind for meeting in data.meetings),
        "host": _hosts(site),
        "forum": {forum.id: forum.name for forum in data.fora},
        "status": _labels(meeting.status for meeting in data.meetings),
        "with": {"outcomes": "With outcomes"},
    }
    titles = {"kind": "Kind", "host": "Host", "forum": "Forum", "status": "Status", "with": "Outcomes"}
    return {"facets": _facets(titles, labels, rows), "rows": rows}


def _meeting(site: Site, meeting: Meeting) -> dict[str, Any]:
    outcomes = len(site.outcomes_of(meeting))
    return {
        "i": meeting.id,
        "t": meeting.title,
        "s": meeting.summary or "",
        "d": str(meeting.dates),
        "o": meeting.dates.start.isoformat(),
        "y": meeting.year,
        "p": site.place(meeting.venue),
        "c": outcomes,
        "kind": [meeting.kind.value],
        "host": [meeting.venue.economy] if meeting.venue and meeting.venue.economy else [],
        "forum": [meeting.forum] if meeting.forum else [],
        "status": [meeting.status.value],
        "with": ["outcomes"] if outcomes else [],
    }


def _labels(kinds: Iterable[Any]) -> dict[str, str]:
    return {kind.value: words(kind).capitalize() for kind in kinds}


def _hosts(site: Site) -> dict[str, str]:
    return {economy.code: economy.name for economy in site.data.economies}


def _facets(
    titles: Mapping[str, str], labels: Mapping[str, Mapping[str, str]], rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the facets and their options, sorted by label. Values that no record has are left out.

    Replaces each value in the rows by the index of its option.
    """
    facets = []
    for key, title in titles.items():
        used = {value for row in rows for value in row[key]}
        options = sorted((label, value) for value, label in labels[key].items() if value in used)
        if options:
            facets.append(
                {"key": key, "title": title, "options": [[value, label] for label, value in options]}
            )
            places = {value: place for place, (_, value) in enumerate(options)}
            for row in rows:
                row[key] = [places[value] for value in row[key]]
    return facets
