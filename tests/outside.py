"""Outside readers of the exports: programs and libraries that did not write the files.

Each test that asks one says so by `reads`; `tools/outside_readers.py` makes a table of them for the docs.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pytest

__all__ = ["CHECKS", "Check", "node", "node_modules", "output_of", "pandoc", "reads"]

F = TypeVar("F", bound=Callable[..., object])
_FOLDER = Path(__file__).parent / "readers"


class Check(NamedTuple):
    """An outside reader of a format, what is compared, and the test that does it."""

    format: str
    reader: str
    compared: str
    test: str


CHECKS: list[Check] = []


def reads(format: str, reader: str, compared: str) -> Callable[[F], F]:
    """Enter a test into the table of outside readers.

    Parameters
    ----------
    format
        The format that is read.
    reader
        The program or library that reads it.
    compared
        What is held against the record.
    """

    def enter(test: F) -> F:
        CHECKS.append(Check(format, reader, compared, f"{test.__module__}.{test.__qualname__}"))
        return test

    return enter


def output_of(command: str, *words: str | Path, package: str, folder: Path | None = None) -> str:
    """Return what a program prints; without it, the test is skipped.

    Parameters
    ----------
    package
        The package that installs the program.
    folder
        The folder that it works in.
    """
    path = os.pathsep.join((os.path.dirname(sys.executable), os.environ.get("PATH", "")))
    program = shutil.which(command, path=path)
    if program is None:
        pytest.skip(f"needs {command}: install {package}")
    done = subprocess.run(
        [program, *map(str, words)], capture_output=True, text=True, cwd=folder, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout + done.stderr


def pandoc(*words: str | Path) -> str:
    """Return what pandoc makes of a file; without it, the test is skipped."""
    pypandoc: Any = pytest.importorskip("pypandoc")
    return output_of(pypandoc.get_pandoc_path(), *words, package="pypandoc-binary")


@cache
def node_modules() -> Path:
    """Return a folder with the readers of npm, installed once; without npm, the test is skipped."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("needs npm")
    folder = Path(tempfile.gettempdir()) / f"apec-outcomes-readers-{hash_of(_FOLDER / 'package.json')}"
    if not (folder / "done").exists():
        folder.mkdir(exist_ok=True)
        shutil.copy(_FOLDER / "package.json", folder)
        install = [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        done = subprocess.run(install, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode:
            pytest.skip(f"npm cannot install the readers: {done.stderr[-300:]}")
        (folder / "done").touch()
    return folder


def hash_of(path: Path) -> str:
    """Return the name of the version of a file."""
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def node(reader: str, *paths: Path) -> Any:
    """Return what a reader of npm makes of files."""
    script = shutil.copy(_FOLDER / "read.mjs", node_modules())
    return json.loads(output_of("node", script, reader, *paths, package="nodejs"))
