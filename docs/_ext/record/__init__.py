"""The pages of the dataset, generated from the bundled data when the documentation is built."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from textwrap import shorten
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

import apec_outcomes as apec
from record import (
    actors,
    cities,
    columns,
    decades,
    downloads,
    economies,
    explorers,
    feeds,
    finding,
    fora,
    links,
    meetings,
    notebooks,
    outcomes,
    pictures,
    portal,
    themes,
    years,
)
from record.shell import SITE, Shell, has_contents
from record.site import Page, Site

__all__ = ["setup"]

_KINDS = {"guides": "Guide", "concepts": "Guide", "notebooks": "Notebook", "reference": "Reference"}
_PARTS = {"notebooks": "Notebooks", "reference": "Reference"}


def setup(app: Sphinx) -> dict[str, Any]:
    """Generate the sources that Sphinx reads before it starts, and the pages of the dataset at the end."""
    app.connect("builder-inited", _prepare)
    app.connect("doctree-resolved", links.resolve)
    app.connect("html-page-context", _describe)
    app.connect("build-finished", _write, priority=400)
    return {"version": apec.__version__, "parallel_read_safe": True, "parallel_write_safe": True}


def _prepare(app: Sphinx) -> None:
    """Write the pages and pictures that are generated from the data and read by Sphinx."""
    source = Path(app.srcdir)
    data = apec.load()
    columns.write(data, source / "reference" / "tables.md")
    decades.write(data, source / "concepts" / "decades.txt")
    pictures.draw(data, source / "_static" / "pictures")
    notebooks.copy_all(source)
    if isinstance(app.builder, StandaloneHTMLBuilder):
        # Pagefind is the search of the site.
        app.builder.search = False


def _describe(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add the title, description and other metadata of a page that is written by hand."""
    base = context["page_base"] = _base(app)
    if "record_marks" in context:
        # Pages of the dataset have no code to copy, tabs or notebooks, so they need fewer scripts and styles.
        context["script_files"] = [file for file in context["script_files"] if _is_light(file)]
        context["css_files"] = [file for file in context["css_files"] if _is_light(file)]
        if app.config.html_baseurl:
            context["pageurl"] = "@@ADDRESS@@"
        return
    top = pagename.partition("/")[0]
    first = next(doctree.findall(nodes.paragraph), None) if doctree else None
    heading = next(doctree.findall(nodes.title), None) if doctree else None
    name = escape(heading.astext()) if heading else SITE
    text = (
        "".join(part.astext() for part in first.findall(nodes.Text) if not isinstance(part.parent, nodes.raw))
        if first
        else ""
    )
    context |= {
        "record_marks": False,
        "site_part": _PARTS.get(top, "Guides"),
        "page_title": f"{name} – {SITE}",
        "page_heading": name,
        "page_description": escape(shorten(text, 300)) or f"{name}, in the documentation of apec-outcomes.",
        "page_address": f"{base}{pagename}.html",
        "page_kind": _KINDS.get(top, "Guide"),
        "page_more": "",
    }


def _base(app: Sphinx) -> str:
    """Return the address of the site, or a local one if none is configured."""
    return app.config.html_baseurl or "http://localhost:8000/"


_HEAVY = (
    "clipboard",
    "copybutton",
    "design",
    "doctools",
    "documentation_options",
    "highlight",
    "mystnb",
    "pygments",
)


def _is_light(file: Any) -> bool:
    """Return whether the pages of the dataset need a script or a style."""
    return not any(name in str(file.filename) for name in _HEAVY)


def _write(app: Sphinx, failure: Exception | None) -> None:
    """Write the pages of the dataset, the downloads, the feeds and the search index."""
    if failure or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    folder = Path(app.outdir)
    data = apec.load()
    site = Site(data, _base(app))
    downloads.write(data, Path(app.srcdir).parent, folder / "downloads")
    shells: dict[tuple[str, bool], Shell] = {}
    for page in _pages(site, folder):
        layout = page.path if "/" not in page.path else "/".join([*page.path.split("/")[:-1], "page"])
        like = "record/part/page" if layout.count("/") == 2 else layout
        key = like, has_contents(page)
        if key not in shells:
            shells[key] = Shell(app.builder, like, contents=key[1])
        path = folder / f"{page.path}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(shells[key].around(page), encoding="utf-8")
    for source_map in (folder / "_static").rglob("*.map"):
        source_map.unlink()
    for picture in (folder / "_static" / "pictures").iterdir():
        # Sphinx has already copied the pictures of pages that are written by hand.
        if (folder / "_images" / picture.name).exists():
            picture.unlink()
    for picture in (folder / "_images").glob("*.svg"):
        pictures.shrink(picture)
    explorers.write_data(site, folder)
    feeds.write_feed(site, folder)
    feeds.write_sitemap(site, folder)
    finding.write_index(folder)


def _pages(site: Site, folder: Path) -> Iterator[Page]:
    for part in (portal, explorers, outcomes, meetings, themes, actors, fora, economies, years, cities):
        yield from part.pages(site)
    yield from downloads.pages(site, folder / "downloads")
