"""A page for each economy: its host years, its meetings, and the outcomes that ask it to act."""

from collections.abc import Iterator

from apec_outcomes import Economy, Outcome
from record.site import Page, Site, words

__all__ = ["pages"]

_SHOWN = 15


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages."""
    data = site.data
    rows = []
    for economy in data.economies:
        years = data.host_years.where(host=economy.code)
        rows.append((economy, list(years), len(data.meetings.hosted_by(economy.code))))
    yield site.page(
        "record/economies/index",
        "Economies",
        section="economies",
        description="APEC's 21 members, guests and observers: when they joined and what they hosted.",
        code="data.economies",
    ).fill("economies.html", rows=rows)
    for economy in data.economies:
        yield _page(site, economy)


def _page(site: Site, economy: Economy) -> Page:
    data = site.data
    hosted = list(data.host_years.where(host=economy.code))
    met = sorted(data.meetings.hosted_by(economy.code), key=lambda each: each.dates.start, reverse=True)
    page = site.page(
        site.path(economy),
        economy.name,
        kind="Economy",
        section="economies",
        description=f"{economy.name} in APEC: {len(hosted)} host years and {len(met)} meetings.",
        place=[(each.name, site.path(each)) for each in data.economies],
        code=f'data.economies["{economy.code}"]\ndata.meetings.hosted_by("{economy.code}")',
        weight=10,
    )
    return page.fill(
        "economy.html",
        economy=economy,
        facts=[
            ("Code", economy.code + (f" (APEC writes {economy.apec_code})" if economy.apec_code else "")),
            ("Kind", words(economy.kind).capitalize()),
            ("Joined", str(economy.joined or "") + (", at the founding" if economy.founding else "")),
            ("Also called", ", ".join(economy.aliases)),
            ("Note", page.text(economy.note)),
        ],
        hosted=hosted,
        meetings=met[:_SHOWN],
        met=len(met),
        asked=_asked(site, economy),
        adopted=sum(len(site.outcomes_of(each)) for each in met),
    )


def _asked(site: Site, economy: Economy) -> list[Outcome]:
    """Return the outcomes that ask this economy by name, the newest first."""
    actors = [actor.id for actor in site.data.actors if actor.economy == economy.code]
    if not actors:
        return []
    found = site.data.outcomes.asked_of(*actors, only=True)
    return sorted(found, key=lambda each: site.dates_of(each).start, reverse=True)
