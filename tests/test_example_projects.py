"""The tests of the projects in `examples/`."""

import subprocess
import sys
from pathlib import Path

import pytest

PROJECTS = sorted((Path(__file__).parent.parent / "examples").glob("*/pyproject.toml"))


def test_there_are_example_projects() -> None:
    assert [path.parent.name for path in PROJECTS] == ["negotiators-diary", "reading-list"]


@pytest.mark.parametrize("path", PROJECTS, ids=lambda path: path.parent.name)
def test_the_tests_of_an_example_project_pass(path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=path.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
