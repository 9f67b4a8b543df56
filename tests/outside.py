"""Readers of exports: programs and libraries that did not write the files.

The decorator `reads` marks tests that use one. `tools/outside_readers.py` makes a table of them for the docs.
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
    """A reader of a format, the compared values, and the test."""

    format: str
    reader: str
    compared: str
    test: str


CHECKS: list[Check] = []


def reads(format: str, reader: str, compared: str) -> Callable[[F], F]:
    """Add a test to the table of readers.

    Parameters
    ----------
    format
        The format.
    reader
        The program or library.
    compared
        The values that are compared with the dataset.
    """

    def enter(test: F) -> F:
        CHECKS.append(Check(format, reader, compared, f"{test.__module__}.{test.__qualname__}"))
        return test

    return enter


def output_of(command: str, *words: str | Path, package: str, folder: Path | None = None) -> str:
    """Return the output of a program, or skip the test if it is not installed.

    Parameters
    ----------
    package
        The package that installs the program.
    folder
        The working directory.
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
    """Return the output of pandoc for a file, or skip the test if it is not installed."""
    pypandoc: Any = pytest.importorskip("pypandoc")
    return output_of(pypandoc.get_pandoc_path(), *words, package="pypandoc-binary")


@cache
def node_modules() -> Path:
    """Return a folder with the readers from npm, installed once, or skip the test if there is no npm."""
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
    """Return a hash of a file."""
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def node(reader: str, *paths: Path) -> Any:
    """Return the output of a reader from npm for files."""
    script = shutil.copy(_FOLDER / "read.mjs", node_modules())
    return json.loads(output_of("node", script, reader, *paths, package="nodejs"))
