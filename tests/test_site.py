"""The site: whether its links lead somewhere, and whether it can be read by everyone, on every screen."""

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import apec_outcomes as apec

pytest.importorskip("sphinx", reason="the site needs the extra 'docs'")
pytest.importorskip("playwright", reason="the browser is driven by playwright")

from playwright.sync_api import Browser

from surfing import CHROMIUM, chromium, served

DOCS = Path(__file__).parent.parent / "docs"
AXE = "axe-core@4"

KINDS = (
    "index",
    "start",
    "tutorial",
    "guides/themes",
    "guides/commitments",
    "guides/converter",
    "guides/linked-data",
    "concepts/model",
    "record/index",
    "record/made/years/2024",
    "record/made/fora/index",
    "record/made/fora/som",
    "record/made/themes/digital-economy",
    "record/made/meetings/index",
    "record/made/meetings/2024-som3",
    "record/made/meetings/1994-aelm",
    "record/made/economies/per",
    "record/made/glossary/index",
    "record/made/tables/index",
    "reference/records",
    "notebooks/3-from-bogor-to-putrajaya",
    "downloads",
    "search",
)
"""A page of each kind."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to open the pages in"),
    pytest.mark.skipif(shutil.which("npm") is None, reason="there is no npm to fetch Pyodide and axe with"),
]


class Links(HTMLParser):
    """What a page links to and loads, and the places in it that can be linked to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.targets: set[str] = set()
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Gather the addresses and the ids of a tag."""
        told = dict(attrs)
        self.targets.update(told[name] or "" for name in ("href", "src") if name in told)
        self.places.update(told[name] or "" for name in ("id", "name") if name in told)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built by the command of the README from a copy of its pages."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(DOCS, folder / "docs", ignore=shutil.ignore_patterns("_build", "made"))
    for name in ("LICENSE-DATA", "CITATION.cff", "examples", "src", "pyproject.toml", "README.md", "LICENSE"):
        whole = DOCS.parent / name
        (shutil.copytree if whole.is_dir() else shutil.copy)(whole, folder / name)
    options = ("-b", "html", "-n", "-q", "-W", "--keep-going", "-j", "2")
    command = [sys.executable, "-m", "sphinx", *options, str(folder / "docs"), str(folder / "html")]
    ran = subprocess.run(command, capture_output=True, text=True, env=os.environ, check=False)
    assert ran.returncode == 0, ran.stderr
    return folder / "html"


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe, which finds what is in the way of a reader."""
    folder = tmp_path_factory.mktemp("axe")
    command = ["npm", "pack", "--silent", AXE]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as packed:
        script = packed.extractfile("package/axe.min.js")
        assert script
        return script.read().decode()


@pytest.fixture(scope="module")
def site(built: Path) -> Iterator[str]:
    """The address at which the site is served."""
    with served(built) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    with chromium() as opened:
        yield opened


def test_every_link_within_the_site_leads_to_a_page_and_a_place_in_it(built: Path) -> None:
    own = [path for path in built.rglob("*.html") if path.relative_to(built).parts[0] != "lite"]
    pages = {path: Links(path.read_text(encoding="utf-8")) for path in own}
    assert len(pages) > 600
    broken = set()
    for path, links in pages.items():
        for target in links.targets:
            address = urlsplit(target)
            if address.scheme or address.netloc:
                continue
            aim = (path.parent / unquote(address.path)).resolve() if address.path else path
            if not aim.exists():
                broken.add((str(path.relative_to(built)), target))
            place = unquote(address.fragment)
            if place and aim in pages and place not in pages[aim].places:
                broken.add((str(path.relative_to(built)), target))
    assert broken == set()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1300), ("dark", 390)])
def test_axe_finds_nothing_in_the_way_of_a_reader(
    browser: Browser, site: str, axe: str, scheme: str, width: int
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})  # type: ignore[arg-type]
    page = context.new_page()
    found = []
    for kind in KINDS:
        page.goto(f"{site}/{kind}.html", wait_until="networkidle")
        page.evaluate(axe)
        report = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert report["passes"]
        found += [
            (kind, each["id"], node["html"])
            for each in report["violations"]
            if each["impact"] in ("serious", "critical")
            for node in each["nodes"]
        ]
    context.close()
    assert found == []


def test_no_page_is_wider_than_a_phone(browser: Browser, site: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    widths = {}
    for kind in KINDS:
        page.goto(f"{site}/{kind}.html", wait_until="networkidle")
        widths[kind] = page.evaluate("document.scrollingElement.scrollWidth")
    page.close()
    assert widths == dict.fromkeys(KINDS, 390)


def test_a_table_sorts_by_date_and_filters_from_the_keyboard(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/record/made/meetings/index.html", wait_until="networkidle")
    keys = page.locator("table.sortable tbody tr td:first-child .key")
    heading = page.locator("table.sortable thead th").first.get_by_role("button")
    heading.focus()
    heading.press("Enter")
    heading.press("Enter")
    latest = keys.all_text_contents()
    assert len(latest) == 50
    assert latest == sorted(latest, reverse=True)
    assert latest[0] > "2026"
    page.get_by_role("searchbox").last.focus()
    page.keyboard.type("Bogor")
    page.wait_for_function("document.querySelectorAll('table.sortable tbody tr').length < 50")
    rows = page.locator("table.sortable tbody tr").all_text_contents()
    page.close()
    assert any("1994 APEC Economic Leaders" in row for row in rows)
    assert all("Bogor" in row for row in rows)


def test_the_reference_holds_every_public_name(built: Path) -> None:
    places = set().union(
        *(Links(path.read_text(encoding="utf-8")).places for path in (built / "reference").glob("*.html"))
    )
    assert {f"apec_outcomes.{name}" for name in apec.__all__ if not name.startswith("__")} <= places


def test_a_page_leads_from_an_acronym_to_the_glossary(built: Path) -> None:
    text = (built / "record" / "made" / "meetings" / "2024-som3.html").read_text(encoding="utf-8")
    assert "../glossary/index.html#term-" in text
    glossary = (built / "record" / "made" / "glossary" / "index.html").read_text(encoding="utf-8")
    assert {"term-MSME", "term-FTAAP", "term-CTI", "term-MAPA"} <= Links(glossary).places
