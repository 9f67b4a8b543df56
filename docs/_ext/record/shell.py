"""The layout of the theme around the pages of the dataset.

Sphinx does not parse sources for these pages, and the layouts of two pages in folders of equal depth differ
in a few places only. The theme renders the layout once for each depth, with marks at these places. The marks
are then replaced for each page.
"""

import json
import re
from html import escape
from pathlib import Path
from textwrap import shorten
from typing import Any

from sphinx.builders.html import StandaloneHTMLBuilder

from record.site import SECTIONS, Page

__all__ = ["Shell", "has_contents"]

SITE = "APEC outcomes"
_FEWEST = 4
"""With fewer headings, a page needs no table of contents."""

_PARTS = ("BODY", "CRUMBS", "TOC", "SIDEBAR", "TITLE", "HEADING", "DESCRIPTION", "ADDRESS", "KIND", "MORE")


# Parts that the theme writes twice, once for phones. `site.js` copies them instead, and adds the switch of
# colours, which needs scripts anyway. Breadcrumbs are in one box instead of four. On 2,300 pages this saves
# some megabytes.
_SIDEBAR = '<div class="sidebar-header-items sidebar-primary__section">'
_DUPLICATES = (
    (re.compile(r"<!--.*?-->\n", re.DOTALL), ""),
    (re.compile(rf'(?<={_SIDEBAR}).*?(?=<div class="sidebar-primary-items)', re.DOTALL), "</div>\n"),
    (re.compile(r'(?<=<div class="navbar-persistent--mobile">)<form.*?</form>', re.DOTALL), ""),
    (re.compile(r'(?<=</form>\n)<a class="site-search-link".*?</a>\n'), ""),
    (re.compile(r"<img [^>]*only-dark[^>]*>\n"), ""),
    (re.compile(r"logo__image only-light"), "logo__image"),
    (re.compile(r'<link rel="(?:preload|index)"[^>]*>\n?'), ""),
    (re.compile(r'<meta name="viewport"[^>]*/>\n(?=<meta name="color)'), ""),
    (re.compile(r"\?digest=[0-9a-f]+"), ""),
    (
        re.compile(
            r'<div class="bd-header-article.*?<div class="header-article-item">(.*?)(?:</div>\n?){4}',
            re.DOTALL,
        ),
        r'<div class="bd-header-article header-article__inner d-print-none">\1</div>\n',
    ),
)
# Empty elements, banners that the site does not use, and styles for browsers without scripts.
_EMPTY = (
    re.compile(r"<noscript>\n<style>.*?</style>\n</noscript>\n", re.DOTALL),
    re.compile(r'<div class="(?:navbar-item|sidebar-primary-items__end[^"]*)">\n</div>\n'),
    re.compile(r'<footer class="bd-footer-content">\n</footer>\n'),
    re.compile(r'<div id="pst-scroll-pixel-helper"></div>\n'),
    re.compile(r'<div class="pst-async-banner-revealer.*?</aside>\n</div>\n', re.DOTALL),
    re.compile(r' data-cfasync="false"'),
)
_SWITCH = re.compile(r'<div class="theme-switch-container.*?</ul>\n</div>', re.DOTALL)


class Shell:
    """The layout for pages of one depth.

    Parameters
    ----------
    builder
        The HTML builder.
    like
        The path of a page of this depth.
    contents
        Whether the pages have a table of contents.
    """

    def __init__(self, builder: StandaloneHTMLBuilder, like: str, *, contents: bool) -> None:
        marks: dict[str, Any] = {
            "title": "@@HEADING@@",
            "record_marks": True,
            "site_part": "Dataset" if like.startswith("record/") else "",
            "page_title": "@@TITLE@@",
            "page_heading": "@@HEADING@@",
            "page_description": "@@DESCRIPTION@@",
            "page_address": "@@ADDRESS@@",
            "page_kind": "@@KIND@@",
            "page_more": "@@MORE@@",
            "meta": {} if contents else {"html_theme.sidebar_secondary.remove": True},
        }
        path = Path(builder.outdir) / "shell.html"
        builder.handle_page(like, marks, "record.html", outfilename=path)
        text = re.sub(r"\s*\n\s*", "\n", path.read_text(encoding="utf-8"))
        for duplicate, rest in _DUPLICATES:
            text = duplicate.sub(rest, text)
        for empty in _EMPTY:
            text = empty.sub("", text)
        path.unlink()
        switch = _SWITCH.search(text)
        if switch:
            script = f"export default {json.dumps(switch[0])};\n"
            (Path(builder.outdir) / "_static" / "switch.js").write_text(script, encoding="utf-8")
            text = text.replace(switch[0], "")
        self._parts: list[str] = []
        for number, part in enumerate(text.split("@@")):
            if number % 2 and part not in _PARTS:
                raise ValueError(f"the layout has the mark {part!r}; expected one of {', '.join(_PARTS)}")
            self._parts.append(part)

    def around(self, page: Page) -> str:
        """Return the HTML of a page with its layout."""
        heading = escape(page.title)
        values = {
            "BODY": page.body,
            "CRUMBS": _crumbs(page),
            "TOC": _contents(page),
            "SIDEBAR": _sidebar(page),
            "TITLE": SITE if page.path == "index" else f"{heading} – {SITE}",
            "HEADING": heading,
            "DESCRIPTION": escape(shorten(page.description, 200, placeholder="…")),
            "ADDRESS": escape(f"{page.site.base}{page.path}.html"),
            "KIND": page.kind,
            "MORE": _more(page),
        }
        return "".join(values[part] if n % 2 else part for n, part in enumerate(self._parts))


def _more(page: Page) -> str:
    """Return the attributes that the search shows in addition to the text of a page."""
    return f' data-date="{escape(page.when)}"' if page.when else ""


def _crumbs(page: Page) -> str:
    if page.path == "index":
        return ""
    above = [("Home", "index")]
    if page.path.startswith("record/") and page.path != "record/index":
        above.append(("Dataset", "record/index"))
    above += [(label, path) for key, path, label in SECTIONS if key == page.section and path != page.path]
    items = [
        f'<li><a href="{page.to(path)}">{escape(label)}</a></li>' for label, path in [*above, *page.crumbs]
    ]
    path = f'<ul class="bd-breadcrumbs">{"".join(items)}</ul>'
    return f'<nav aria-label="Breadcrumb" class="d-print-none">{path}</nav>'


def has_contents(page: Page) -> bool:
    """Return whether a page has a table of contents."""
    return "/" in page.path and len(page.headings()) >= _FEWEST


def _contents(page: Page) -> str:
    if not has_contents(page):
        return ""
    headings = page.headings()
    items = "".join(
        f'<li class="toc-h2 nav-item toc-entry"><a class="nav-link" href="#{key}">{text}</a></li>'
        for key, text in headings
    )
    return (
        '<p class="page-toc tocsection onthispage" id="contents-heading">On this page</p>'
        '<nav class="page-toc" id="pst-page-toc-nav" aria-labelledby="contents-heading">'
        f'<ul class="nav section-nav flex-column">{items}</ul></nav>'
    )


def _sidebar(page: Page) -> str:
    items = []
    for key, path, label in SECTIONS:
        here = path == page.path
        current = ' aria-current="page"' if here else ""
        cls = ' class="current active"' if key == page.section else ""
        items.append(f'<li{cls}><a href="{page.to(path)}"{current}>{escape(label)}</a>')
        if key == page.section and page.place:
            items.append('<ul class="place">')
            for name, target in page.place:
                here = target == page.path
                current = ' aria-current="page"' if here else ""
                cls = ' class="current active"' if here else ""
                items.append(f'<li{cls}><a href="{page.to(target)}"{current}>{escape(name)}</a></li>')
            items.append("</ul>")
        items.append("</li>")
    return (
        '<nav class="bd-docs-nav bd-links" aria-label="Dataset">'
        f'<p class="bd-links__title">The dataset</p><ul class="nav bd-sidenav">{"".join(items)}</ul></nav>'
    )
