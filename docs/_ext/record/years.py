"""A page for each host year, and one timeline of all years."""

from collections.abc import Iterator

from apec_outcomes import HostYear
from record.charts import MONTHS, lanes, mark_of
from record.site import Page, Site

__all__ = ["pages"]


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages."""
    data = site.data
    rows = []
    for year in sorted(data.host_years, key=lambda each: each.year, reverse=True):
        met = data.meetings.where(year=year.year)
        rows.append((year, len(met), sum(len(site.outcomes_of(each)) for each in met)))
    yield site.page(
        "record/years/index",
        "Host years",
        section="years",
        description="The host and theme of APEC in each year since 1989.",
        code="data.host_years",
    ).fill("years.html", rows=rows)
    yield site.page(
        "record/timeline",
        "Timeline, 1989 to today",
        section="timeline",
        description="All meetings from Canberra in 1989 to today, by year.",
        code="data.meetings",
    ).fill("timeline.html", rows=_timeline(site), months=MONTHS, meetings=len(data.meetings))
    for year in data.host_years:
        yield _page(site, year)


def _timeline(site: Site) -> list[tuple[int, HostYear | None, object]]:
    years = sorted({meeting.year for meeting in site.data.meetings}, reverse=True)
    return [
        (year, site.data.host_years.get(year), lanes(site.data.meetings.where(year=year), year))
        for year in years
    ]


def _page(site: Site, year: HostYear) -> Page:
    data = site.data
    met = list(data.meetings.where(year=year.year))
    host = data.economies[year.host]
    others = [each for each in data.host_years if abs(each.year - year.year) <= 4]
    theme = f", under the theme “{year.theme}”" if year.theme else ""
    page = site.page(
        site.path(year),
        f"APEC {year.year}",
        kind="Host year",
        section="years",
        description=f"APEC {year.year}, hosted by {host.name}{theme}: {len(met)} meetings with outcomes.",
        place=[(f"{each.year} {data.economies[each.host].name}", site.path(each)) for each in others],
        code=f"data.meetings.of_year({year.year})\ndata.outcomes.of_year({year.year})",
        weight=8,
    )
    return page.fill(
        "year.html",
        year=year,
        facts=[
            ("Host", page.link(host)),
            ("Theme", f"“{year.theme}”" if year.theme else ""),
            ("Priorities", "; ".join(year.priorities)),
            ("Note", page.text(year.note)),
        ],
        marks=[mark_of(meeting, year.year) for meeting in met],
        months=MONTHS,
        meetings=met,
        outcomes=[(meeting, site.outcomes_of(meeting)) for meeting in met if site.outcomes_of(meeting)],
        announced=list(data.calendar.where(year=year.year)),
    )
