"""A page for each theme, and the tree of all themes."""

from collections.abc import Iterator

from apec_outcomes import Theme
from record.charts import by_year
from record.site import Page, Site

__all__ = ["pages"]

CAVEAT = "More outcomes in a year can mean that more of its texts were read, not that more was agreed."
_SHOWN = 15


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages."""
    themes = site.data.themes
    counts = {theme.id: len(site.data.outcomes.about(theme)) for theme in themes}
    yield site.page(
        "record/themes/index",
        "Themes",
        section="themes",
        description=f"The {len(themes)} themes of the dataset, each with its outcomes since 1989.",
        code="data.themes",
    ).fill("themes.html", rows=list(_tree(site, None, 0)), counts=counts, most=max(counts.values()))
    for theme in themes:
        yield _page(site, theme, counts)


def _tree(site: Site, broader: str | None, depth: int) -> Iterator[tuple[int, Theme]]:
    for theme in site.data.themes:
        if (broader in theme.broader) if broader else not theme.broader:
            yield depth, theme
            yield from _tree(site, theme.id, depth + 1)


def _page(site: Site, theme: Theme, counts: dict[str, int]) -> Page:
    data = site.data
    broader = [data.themes[key] for key in theme.broader]
    narrower = [each for each in data.themes if theme.id in each.broader]
    siblings = (
        [each for each in data.themes if set(each.broader) & set(theme.broader)] if broader else [theme]
    )
    found = data.outcomes.about(theme)
    page = site.page(
        site.path(theme),
        theme.label,
        kind="Theme",
        section="themes",
        description=theme.definition or f"What APEC agreed on {theme.label}: {len(found)} outcomes.",
        crumbs=[(each.label, site.path(each)) for each in broader[:1]],
        place=[(each.label, site.path(each)) for each in [*broader, *siblings, *narrower]],
        code=f'data.outcomes.about("{theme.id}")',
        weight=10,
    )
    years = range(1989, site.today.year + 1)
    newest = sorted(found, key=lambda each: site.dates_of(each).start, reverse=True)
    return page.fill(
        "theme.html",
        theme=theme,
        broader=broader,
        narrower=narrower,
        related=page.links(data.themes[key] for key in theme.related),
        counts=counts,
        chart=by_year(found.tally("year"), years, f"Outcomes about {theme.label}, by year", CAVEAT)
        if found
        else "",
        newest=newest[:_SHOWN],
        due=[each for each in newest if each.target_date and each.target_date.end >= site.today],
    )
