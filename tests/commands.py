"""Run the command line in this process or in a new one."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from apec_outcomes.cli import app

__all__ = ["answer", "as_id", "error_of", "ids", "process", "run"]


def run(*words: object) -> Result:
    """Run the command line in this process, as in a pipe."""
    return CliRunner().invoke(app, [str(word) for word in words])


def process(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a new process."""
    command = [sys.executable, "-m", "apec_outcomes", *map(str, words)]
    return subprocess.run(command, capture_output=True, env={**os.environ, **environment}, check=False)


def answer(result: Result) -> str:
    """Return the standard output of a command that succeeded."""
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result.stdout


def ids(result: Result) -> list[str]:
    """Return the ids of the records that a command printed as JSON."""
    return [record["id"] for record in json.loads(answer(result))]


def error_of(result: Result) -> str:
    """Return the line of an error, without its prefix."""
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("Error: ")
    return result.stderr.removeprefix("Error: ").rstrip("\n")


def as_id(value: Any) -> str | None:
    """Return the id of a parametrised test: the words of a command."""
    return " ".join(map(str, value)) if isinstance(value, tuple | list) else None
