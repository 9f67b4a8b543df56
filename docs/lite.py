"""Build the notebooks as pages that run Python in the browser: `python docs/lite.py OUTPUT`.

The interface is JupyterLite, the interpreter is Pyodide. The output contains everything that a page loads, so
pages make no request to other sites. Pyodide is downloaded from npm, and pure Python packages from PyPI.
There are no such wheels for Matplotlib, NumPy and pandas. The first notebook does not need them; the others
open with their outputs but cannot run.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
from email.parser import HeaderParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import nbformat
from jupyterlite_pyodide_kernel.constants import (
    DISABLE_PYPI_FALLBACK,
    PYODIDE_KERNEL_PLUGIN_ID,
    PYODIDE_PYTHON_VERSION,
    PYODIDE_VERSION,
)
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).parent.parent
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")

# Packages of the kernel and dependencies of the library, in the versions that Pyodide is tested with.
OF_PYODIDE = ("micropip", "ipython", "jedi", "attrs", "python-dateutil", "typing-extensions", "tzdata")
# Packages that Pyodide does not include.
OF_PYPI = ("comm", "cattrs>=26.1", "icalendar>=7", "networkx>=3.4")

# The environment in which markers of requirements are evaluated: the interpreter of the browser, no extras.
BROWSER = {
    "extra": "",
    "platform_system": "Emscripten",
    "python_version": PYODIDE_PYTHON_VERSION,
    "sys_platform": "emscripten",
}

# No request to PyPI; light or dark pages as set on the reader's system.
SETTINGS = {
    "jupyter-lite.json": {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "litePluginSettings": {PYODIDE_KERNEL_PLUGIN_ID: {DISABLE_PYPI_FALLBACK: True}}
        },
    },
    "overrides.json": {"@jupyterlab/apputils-extension:themes": {"adaptive-theme": True}},
}


def build(output: Path) -> None:
    """Write the pages.

    Parameters
    ----------
    output
        A folder, which is created if it does not exist.

    Raises
    ------
    subprocess.CalledProcessError
        If npm, pip or JupyterLite fails; its output says why.
    """
    with TemporaryDirectory() as temporary:
        work = Path(temporary)
        pyodide = work / "static" / "pyodide"
        pyodide.parent.mkdir()
        _fetch_core(work, pyodide)
        _fetch_packages(pyodide)
        _copy_examples(work / "contents")
        for name, settings in SETTINGS.items():
            (work / name).write_text(json.dumps(settings), encoding="utf-8")
        _run(
            *(sys.executable, "-m", "jupyter", "lite", "build", "--no-sourcemaps"),
            *("--no-unused-shared-packages", "--apps", "lab", "--apps", "notebooks"),
            *("--lite-dir", work, "--contents", work / "contents", "--output-dir", output.resolve()),
            folder=work,
        )


def _fetch_core(work: Path, pyodide: Path) -> None:
    """Download the interpreter and its standard library."""
    _run("npm", "pack", "--silent", f"pyodide@{PYODIDE_VERSION}", "--pack-destination", work)
    with tarfile.open(work / f"pyodide-{PYODIDE_VERSION}.tgz") as archive:
        archive.extractall(work, [archive.getmember(f"package/{name}") for name in CORE], filter="data")
    (work / "package").rename(pyodide)


def _fetch_packages(pyodide: Path) -> None:
    """Download the wheels, and write the lock file of the interpreter, which lists these wheels only."""
    path = pyodide / "pyodide-lock.json"
    lock = json.loads(path.read_bytes())
    known = lock["packages"]
    wanted, waiting = {}, list(OF_PYODIDE)
    while waiting:
        package = known[canonicalize_name(waiting.pop())]
        wanted[package["name"]] = f"{package['name']}=={package['version']}"
        waiting.extend(
            name for name in package["depends"] if known[canonicalize_name(name)]["name"] not in wanted
        )
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    _run(
        *(*pip, "download", "--no-deps", "--only-binary=:all:", "--platform", "any"),
        *("--python-version", PYODIDE_PYTHON_VERSION, "--dest", pyodide, *wanted.values(), *OF_PYPI),
    )
    _run(*pip, "wheel", "--no-deps", "--wheel-dir", pyodide, ROOT)
    entries = [_entry(wheel) for wheel in sorted(pyodide.glob("*.whl"))]
    served = {entry["name"] for entry in entries}
    for entry in entries:
        entry["depends"] = sorted(served.intersection(entry["depends"]))
    lock["packages"] = {entry["name"]: entry for entry in entries}
    path.write_text(json.dumps(lock), encoding="utf-8")


def _entry(wheel: Path) -> dict[str, Any]:
    """Return the entry of a wheel in the lock file of Pyodide."""
    name, version, *_ = parse_wheel_filename(wheel.name)
    with ZipFile(wheel) as archive:
        files = archive.namelist()
        (metadata,) = (file for file in files if file.endswith(".dist-info/METADATA"))
        fields = HeaderParser().parsestr(archive.read(metadata).decode())
    asked = map(Requirement, fields.get_all("Requires-Dist", ()))
    depends = {
        canonicalize_name(each.name) for each in asked if not each.marker or each.marker.evaluate(BROWSER)
    }
    tops = {file.split("/")[0].removesuffix(".py") for file in files if file.endswith(".py")}
    return {
        "name": name,
        "version": str(version),
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": sorted(top for top in tops if top.isidentifier()),
        "depends": sorted(depends),
        "unvendored_tests": False,
    }


def _copy_examples(contents: Path) -> None:
    """Copy the notebooks, marked as trusted so that they open with their outputs."""
    contents.mkdir()
    for path in (ROOT / "examples").iterdir():
        if path.is_file() and not path.name.startswith("."):
            shutil.copy(path, contents)
    for path in contents.glob("*.ipynb"):
        notebook: Any = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            cell.metadata["trusted"] = True
        # nbformat does not write the mark.
        path.write_text(json.dumps(notebook), encoding="utf-8")


def _run(*command: str | Path, folder: Path = ROOT) -> None:
    subprocess.run(list(map(str, command)), check=True, cwd=folder)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
