"""The notebooks in the browser: the first one runs without requests to other sites."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("jupyterlite_pyodide_kernel", reason="the pages need the extra 'lite'")
pytest.importorskip("playwright", reason="the browser is driven by playwright")

import nbformat
from playwright.sync_api import Page

from surfing import CHROMIUM, chromium, served

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to open the pages in"),
    pytest.mark.skipif(shutil.which("npm") is None, reason="there is no npm to fetch Pyodide with"),
]


@pytest.fixture(scope="module")
def pages(built: Path) -> Path:
    """The folder of the pages within the built site."""
    folder = built / "lite"
    # Scripts can control the interface only with this setting.
    config = folder / "jupyter-lite.json"
    settings = json.loads(config.read_bytes())
    settings["jupyter-config-data"]["exposeAppInBrowser"] = True
    config.write_text(json.dumps(settings), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(pages: Path) -> Iterator[str]:
    """The address at which the pages are served."""
    with served(pages) as address:
        yield address


@pytest.fixture
def page() -> Iterator[Page]:
    """A page of headless Chromium."""
    with chromium() as browser:
        yield browser.new_page()


def opened(page: Page, site: str, name: str) -> None:
    """Open a notebook and wait until it is loaded."""
    page.goto(f"{site}/notebooks/index.html?path={name}")
    page.wait_for_function("window.jupyterapp?.shell?.currentWidget?.context?.isReady", timeout=120_000)


def held(name: str) -> Any:
    """Return a notebook of the repository."""
    return nbformat.read(EXAMPLES / name, as_version=4)


def outputs(notebook: Any) -> dict[str, Any]:
    """Return the outputs of each cell."""
    return {cell.id: cell.get("outputs") for cell in notebook.cells}


def test_the_first_notebook_runs_in_the_browser_with_its_saved_outputs(page: Page, site: str) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url.removeprefix("blob:")))
    opened(page, site, "1-som3-2024.ipynb")
    cleared, ran = page.evaluate(
        """async () => {
            const panel = jupyterapp.shell.currentWidget;
            await panel.sessionContext.ready;
            await jupyterapp.commands.execute("notebook:clear-all-cell-outputs");
            const cleared = panel.content.model.toJSON();
            await jupyterapp.commands.execute("notebook:run-all-cells");
            return [cleared, panel.content.model.toJSON()];
        }"""
    )
    assert not any(cell.get("outputs") for cell in cleared["cells"])
    assert outputs(nbformat.from_dict(ran)) == outputs(held("1-som3-2024.ipynb"))
    assert {address for address in asked if not address.startswith(site)} == set()


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*.ipynb")))
def test_a_notebook_opens_with_its_outputs_and_shows_its_pictures(page: Page, site: str, name: str) -> None:
    opened(page, site, name)
    shown = page.evaluate("jupyterapp.shell.currentWidget.content.model.toJSON()")
    assert outputs(nbformat.from_dict(shown)) == outputs(held(name))
    # Pictures are only shown in trusted cells.
    trusted = page.evaluate(
        "[...jupyterapp.shell.currentWidget.content.model.cells].map(cell => cell.trusted)"
    )
    assert trusted
    assert all(trusted)


def test_the_pages_have_every_notebook_and_its_files(pages: Path) -> None:
    shown = {path.name for path in (pages / "files").iterdir()}
    assert shown == {path.name for path in EXAMPLES.iterdir() if path.is_file()}


def test_every_package_of_the_lock_file_is_in_the_output(pages: Path) -> None:
    folder = pages / "static" / "pyodide"
    packages = json.loads((folder / "pyodide-lock.json").read_bytes())["packages"]
    assert {"apec-outcomes", "attrs", "cattrs", "python-dateutil", "icalendar", "networkx"} <= packages.keys()
    assert {package["file_name"] for package in packages.values()} == {p.name for p in folder.glob("*.whl")}
