"""The notebooks in the browser: whether the first one runs there, served from one place alone."""

import functools
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("jupyterlite_pyodide_kernel", reason="the pages need the extra 'lite'")
pytest.importorskip("playwright", reason="the browser is driven by playwright")

import nbformat
from playwright.sync_api import Page, Request, sync_playwright

ROOT = Path(__file__).parent.parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to open the pages in"),
    pytest.mark.skipif(shutil.which("npm") is None, reason="there is no npm to fetch Pyodide with"),
]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages, built as the site builds them."""
    folder = tmp_path_factory.mktemp("lite") / "pages"
    subprocess.run([sys.executable, ROOT / "docs" / "lite.py", folder], check=True)
    # The face can be driven by a script only where it says so.
    config = folder / "jupyter-lite.json"
    settings = json.loads(config.read_bytes())
    settings["jupyter-config-data"]["exposeAppInBrowser"] = True
    config.write_text(json.dumps(settings), encoding="utf-8")
    return folder


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that does not speak."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(pages: Path) -> Iterator[str]:
    """The address at which the pages are served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(pages))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def page() -> Iterator[Page]:
    """A page of headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser.new_page()
        browser.close()


def test_the_first_notebook_runs_in_the_browser_with_the_outputs_that_it_holds(page: Page, site: str) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(_address(request)))
    page.goto(f"{site}/notebooks/index.html?path=1-som3-2024.ipynb")
    page.wait_for_function("window.jupyterapp?.shell?.currentWidget?.context?.isReady", timeout=120_000)
    fresh = page.evaluate(
        """async () => {
            const panel = jupyterapp.shell.currentWidget;
            await panel.sessionContext.ready;
            await jupyterapp.commands.execute("notebook:clear-all-cell-outputs");
            const cleared = panel.content.model.toJSON();
            await jupyterapp.commands.execute("notebook:run-all-cells");
            return [cleared, panel.content.model.toJSON()];
        }"""
    )
    cleared, ran = fresh
    held: Any = nbformat.read(ROOT / "examples" / "1-som3-2024.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in cleared["cells"])
    assert _outputs(nbformat.from_dict(ran)) == _outputs(held)
    assert {address for address in asked if not address.startswith(site)} == set()


def test_the_pages_hold_every_notebook_and_what_it_reads(pages: Path) -> None:
    shown = {path.name for path in (pages / "files").iterdir()}
    assert shown == {path.name for path in (ROOT / "examples").iterdir() if path.is_file()}


def test_every_package_that_the_interpreter_is_offered_lies_beside_it(pages: Path) -> None:
    folder = pages / "static" / "pyodide"
    packages = json.loads((folder / "pyodide-lock.json").read_bytes())["packages"]
    assert {"apec-outcomes", "attrs", "cattrs", "python-dateutil", "icalendar", "networkx"} <= packages.keys()
    assert {package["file_name"] for package in packages.values()} == {p.name for p in folder.glob("*.whl")}


def _outputs(notebook: Any) -> dict[str, Any]:
    """Return what each cell printed and drew."""
    return {cell.id: cell.get("outputs") for cell in notebook.cells}


def _address(request: Request) -> str:
    """Return where a request goes; what a page holds itself counts as nowhere else."""
    return request.url.removeprefix("blob:")
