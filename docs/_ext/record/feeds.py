"""The feed of the newest outcomes, and the sitemap."""

from datetime import UTC, datetime, time
from pathlib import Path
from xml.sax.saxutils import escape

from feedgenerator import Atom1Feed

from record.site import Site

__all__ = ["write_feed", "write_sitemap"]

_NEWEST = 40


def write_feed(site: Site, folder: Path) -> None:
    """Write the newest outcomes as an Atom feed."""
    feed = Atom1Feed(
        title="APEC outcomes: the newest",
        link=f"{site.base}index.html",
        feed_url=f"{site.base}feed.atom",
        description="The newest outcomes of APEC.",
        language="en",
        author_name="The apec-outcomes authors",
    )
    for outcome in site.newest(_NEWEST):
        when = datetime.combine(site.dates_of(outcome).start, time(), UTC)
        feed.add_item(
            title=outcome.title,
            link=f"{site.base}{site.path(outcome)}.html",
            description=outcome.summary,
            pubdate=when,
            updateddate=when,
            unique_id=f"urn:x-apec-outcomes:outcomes/{outcome.id}",
        )
    with (folder / "feed.atom").open("w", encoding="utf-8") as file:
        feed.write(file, "utf-8")


def write_sitemap(site: Site, folder: Path) -> None:
    """Write the addresses of all pages."""
    pages = sorted(path.relative_to(folder).as_posix() for path in _html(folder))
    lines = "".join(f"<url><loc>{escape(site.base + page)}</loc></url>\n" for page in pages)
    text = f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    (folder / "sitemap.xml").write_text(text, encoding="utf-8")
    (folder / "robots.txt").write_text(f"User-agent: *\nSitemap: {site.base}sitemap.xml\n", encoding="utf-8")


def _html(folder: Path) -> list[Path]:
    leave = {"lite", "_static", "pagefind"}
    return [path for path in folder.rglob("*.html") if path.relative_to(folder).parts[0] not in leave]
