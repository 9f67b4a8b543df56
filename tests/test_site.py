"""The site: its pages have all records, and can be read, searched and shared."""

import csv
import json
import re
import shutil
import statistics
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import apec_outcomes as apec

pytest.importorskip("sphinx", reason="the site needs the extra 'docs'")
pytest.importorskip("playwright", reason="the browser is driven by playwright")

from playwright.sync_api import Browser, Page

from surfing import CHROMIUM, chromium, fetched, served

KINDS = (
    "index",
    "search",
    "start",
    "guides/index",
    "guides/themes",
    "guides/gallery",
    "guides/converter",
    "concepts/model",
    "concepts/gaps",
    "reference/records",
    "reference/tables",
    "notebooks/index",
    "notebooks/3-from-bogor-to-putrajaya",
    "record/index",
    "record/outcomes/index",
    "record/outcomes/1994-aelm.bogor-goals",
    "record/meetings/index",
    "record/meetings/2024-som3",
    "record/promises",
    "record/calendar",
    "record/timeline",
    "record/themes/index",
    "record/themes/digital-economy",
    "record/actors/index",
    "record/fora/index",
    "record/fora/som",
    "record/economies/index",
    "record/economies/per",
    "record/years/index",
    "record/years/2024",
    "record/map",
    "record/glossary",
    "record/downloads",
)
"""A page of each kind."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to open the pages in"),
    pytest.mark.skipif(shutil.which("npm") is None, reason="there is no npm to fetch Pyodide and axe with"),
]


@pytest.fixture(scope="module")
def site(built: Path) -> Iterator[str]:
    """The address of the served site."""
    with served(built) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of Chromium."""
    opened = browser.new_page()
    yield opened
    opened.close()


@cache
def text_of(path: Path) -> str:
    """Return the HTML of a page."""
    return path.read_text(encoding="utf-8")


def pages_of(built: Path) -> list[Path]:
    """Return the pages of the site, without those that run Python."""
    return [
        path for path in built.rglob("*.html") if path.relative_to(built).parts[0] not in ("lite", "_static")
    ]


def places_in(text: str) -> set[str]:
    """Return the anchors of a page."""
    return set(re.findall(r'\s(?:id|name)="([^"]+)"', text))


# Contents.


def test_every_record_has_a_page_of_its_own(built: Path, data: apec.Dataset) -> None:
    expected = {f"outcomes/{each.id}" for each in data.outcomes}
    expected |= {f"meetings/{each.id}" for each in data.meetings}
    expected |= {f"themes/{each.id}" for each in data.themes}
    expected |= {f"actors/{each.id}" for each in data.actors}
    expected |= {f"fora/{each.id}" for each in data.fora}
    expected |= {f"economies/{each.code.lower()}" for each in data.economies}
    expected |= {f"years/{each.year}" for each in data.host_years}
    assert {key for key in expected if not (built / "record" / f"{key}.html").exists()} == set()


def test_every_internal_link_resolves(built: Path) -> None:
    broken = set()
    for path in pages_of(built):
        for target in set(re.findall(r'\s(?:href|src)="([^"]*)"', text_of(path))):
            address = urlsplit(target)
            if address.scheme or address.netloc:
                continue
            aim = (path.parent / unquote(address.path)).resolve() if address.path else path
            place = unquote(address.fragment)
            if not aim.exists() or (place and aim.suffix == ".html" and place not in places_in(text_of(aim))):
                broken.add((str(path.relative_to(built)), target))
    assert broken == set()


def test_pages_and_the_site_stay_small(built: Path) -> None:
    sizes = {path: path.stat().st_size for path in pages_of(built)}
    record = [size for path, size in sizes.items() if path.is_relative_to(built / "record")]
    assert statistics.median(record) <= 60_000
    assert max(sizes.values()) <= 400_000
    whole = sum(
        path.stat().st_size
        for path in built.rglob("*")
        if path.is_file() and path.relative_to(built).parts[0] not in ("lite", "downloads", ".doctrees")
    )
    assert whole <= 40_000_000


def test_every_page_has_metadata_for_previews(built: Path) -> None:
    lacking = []
    for kind in KINDS:
        text = text_of(built / f"{kind}.html")
        values = [
            re.search(rf'property="og:{name}" content="([^"]+)"', text)
            for name in ("title", "description", "image", "url")
        ]
        if not all(values) or 'rel="icon"' not in text or '<meta name="description"' not in text:
            lacking.append(kind)
    assert lacking == []
    assert (built / "_static" / "pictures" / "preview.png").exists()


def test_the_sitemap_names_every_page_and_the_feed_the_newest_outcomes(
    built: Path, data: apec.Dataset
) -> None:
    sitemap = ElementTree.parse(built / "sitemap.xml")
    named = {
        unquote(urlsplit(each.text or "").path).removeprefix("/") for each in sitemap.iter() if each.text
    }
    assert {path.relative_to(built).as_posix() for path in pages_of(built)} <= named
    feed = ElementTree.parse(built / "feed.atom")
    atom = "{http://www.w3.org/2005/Atom}"
    links = [str(each.get("href")) for each in feed.iterfind(f"{atom}entry/{atom}link")]
    assert len(links) == 40
    assert all((built / urlsplit(link).path.removeprefix("/")).exists() for link in links)


def test_an_outcome_page_has_citations_and_readable_json(built: Path, data: apec.Dataset) -> None:
    bogor = data.outcomes["1994-aelm.bogor-goals"]
    text = text_of(built / "record" / "outcomes" / f"{bogor.id}.html")
    assert "Asia-Pacific Economic Cooperation. (1994, November 15). Bogor Goals." in text
    assert "Asia-Pacific Economic Cooperation. 1994. “Bogor Goals.”" in text
    assert "@misc{1994-aelm.bogor-goals" in text
    assert "ID  - 1994-aelm.bogor-goals" in text
    pres = re.findall(r"<pre>(\{.*?\})</pre>", text, re.DOTALL)
    unescaped = pres[0].replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&")
    assert apec.structure(json.loads(unescaped), apec.Outcome) == bogor
    assert "2020-aelm.putrajaya-vision-2040.html" in text


def test_a_meeting_shows_its_takeaways_under_their_headings_and_each_session_once(
    built: Path, data: apec.Dataset
) -> None:
    som3 = data.meetings["2024-som3"]
    text = text_of(built / "record" / "meetings" / "2024-som3.html")
    headings = [each.strip() for each in re.findall(r'<h3 id="part-\d">(.*?)</h3>', text)]
    found = data.outcomes.adopted_at("2024-som3").where(lambda each: each.takeaway is not None)
    expected = {each.takeaway: each.heading for each in found}
    assert headings == [f"{number}. {expected[number]}" for number in range(1, 7)]
    assert all(len(re.findall(rf'id="{session.id}"', text)) == 1 for session in som3.sessions)
    assert all(text.count(f"{outcome.id}.html") >= 1 for outcome in found)
    assert all(each.name in text for each in som3.organisations)
    assert "Announced next" in text
    assert "took place 20–21 October 2024" in text


def test_the_timeline_shows_every_meeting_with_its_status(built: Path, data: apec.Dataset) -> None:
    text = text_of(built / "record" / "timeline.html")
    marks = re.findall(r'<a class="([^"]+)"[^>]*href="meetings/([^"]+)\.html"', text)
    shown = {key: classes for classes, key in marks}
    assert shown.keys() == set(data.meetings.ids())
    assert all(f"is-{data.meetings[key].status.value}" in classes for key, classes in shown.items())
    year = text_of(built / "record" / "years" / "2024.html")
    assert all(f"meetings/{key}.html" in year for key in data.meetings.where(year=2024).ids())


def test_the_map_places_almost_every_city(built: Path) -> None:
    text = text_of(built / "record" / "map.html")
    assert text.count("<circle") > 130
    elsewhere = re.search(r"Not on the map: ([^<]*)\.", text)
    assert elsewhere is None or elsewhere[1].count(",") < 10


def test_acronyms_link_to_the_glossary(built: Path) -> None:
    text = text_of(built / "record" / "meetings" / "2024-som3.html")
    assert "../glossary.html#term-" in text
    assert any("record/glossary.html#term-" in text_of(path) for path in (built / "concepts").glob("*.html"))
    glossary = text_of(built / "record" / "glossary.html")
    assert {"term-MSME", "term-FTAAP", "term-CTI", "term-MAPA"} <= places_in(glossary)


# In the browser.


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe, which checks accessibility."""
    return fetched("axe-core@4", "axe.min.js", tmp_path_factory.mktemp("axe"))


@pytest.mark.parametrize(("scheme", "width"), [("light", 1300), ("dark", 390)], ids=["wide", "phone"])
def test_every_kind_of_page_is_accessible_on_every_screen(
    browser: Browser, site: str, axe: str, scheme: str, width: int
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})  # type: ignore[arg-type]
    page = context.new_page()
    found, widths, errors = [], {}, []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for kind in KINDS:
        page.goto(f"{site}/{kind}.html")
        page.wait_for_load_state("networkidle")
        widths[kind] = page.evaluate("document.scrollingElement.scrollWidth")
        page.evaluate(axe)
        report = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert report["passes"]
        found += [
            (kind, each["id"], node["html"][:200])
            for each in report["violations"]
            if each["impact"] in ("serious", "critical")
            for node in each["nodes"]
        ]
    context.close()
    assert found == []
    assert widths == dict.fromkeys(KINDS, width)
    assert errors == []


def test_outcomes_are_searched_and_filtered_and_the_address_has_the_choice(
    page: Page, site: str, data: apec.Dataset
) -> None:
    page.set_default_timeout(20_000)
    page.goto(f"{site}/record/outcomes/index.html")
    page.wait_for_selector("[data-ready]")
    page.get_by_label("Search outcomes").focus()
    page.keyboard.type("bogor")
    assert page.locator("#results li").first.locator("a").first.text_content() is not None
    page.wait_for_function("location.search.includes('q=bogor')")
    number = int(str(page.locator("#count").text_content()).split()[0].replace(",", ""))
    assert 0 < number < len(data.outcomes)
    box = page.get_by_role("checkbox", name=re.compile("^Target"))
    box.focus()
    page.keyboard.press("Space")
    page.wait_for_function("location.search.includes('kind=target')")
    page.locator("#to").select_option("1994")
    assert page.locator("#results li").count() >= 1
    titles = page.locator("#results .item-title").all_text_contents()
    assert "Bogor Goals" in titles
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert page.locator("#results .item-title").all_text_contents() == titles
    page.get_by_role("button", name="Clear all").click()
    assert page.locator("#count").text_content() == f"{len(data.outcomes):,} outcomes"


def test_the_shown_outcomes_can_be_downloaded_as_csv(
    page: Page, site: str, data: apec.Dataset, tmp_path: Path
) -> None:
    page.goto(f"{site}/record/outcomes/index.html?theme=data-privacy&sort=old")
    page.wait_for_selector("[data-ready]")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    path = tmp_path / "shown.csv"
    download.value.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["id"] for row in rows} == set(data.outcomes.about("data-privacy").ids())
    assert rows[0]["address"].endswith(f"{rows[0]['id']}.html")


def test_meetings_are_filtered_by_host_and_kind(page: Page, site: str, data: apec.Dataset) -> None:
    page.goto(f"{site}/record/meetings/index.html?kind=leaders&host=PER")
    page.wait_for_selector("[data-ready]")
    shown = page.locator("#results .item-title a").evaluate_all("links => links.map(link => link.href)")
    expected = data.meetings.of_kind("leaders").hosted_by("PER").ids()
    assert {link.rpartition("/")[2].removesuffix(".html") for link in shown} == set(expected)


@pytest.mark.parametrize(("width", "shown"), [(1280, ".site-search input"), (390, ".site-search-link")])
def test_search_and_dark_mode_are_available_on_every_screen(
    page: Page, site: str, width: int, shown: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}/record/map.html")
    assert page.locator(f".bd-header {shown}").locator("visible=true").count() == 1
    if width < 1000:
        page.get_by_label("Site navigation").click()
    page.locator(".theme-switch-button").locator("visible=true").click()
    page.locator("[data-mode=dark].theme-change-button").locator("visible=true").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_search_finds_the_theme_first_and_then_its_outcomes(page: Page, site: str) -> None:
    page.goto(f"{site}/index.html")
    page.locator(".front-search input").fill("data privacy")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-searched='data privacy']")
    first = page.locator("#search-results > li").first
    assert first.locator("a").text_content() == "Data privacy"
    assert "Theme" in str(first.locator(".row-more").text_content())
    excerpts = page.locator("#search-results > li > p:nth-child(2)").all_text_contents()
    assert all(" " in text and "import apec_outcomes" not in text for text in excerpts)
    page.get_by_role("button", name=re.compile("^Outcomes")).click()
    page.wait_for_selector("#search-kinds [aria-pressed=true]:has-text('Outcomes')")
    page.locator("#search-results .row-more").nth(3).wait_for()
    kinds = page.locator("#search-results .row-more").all_text_contents()
    assert all(kind.startswith("Outcome") for kind in kinds)
