"""A short run of the benchmarks: the compared libraries have the same answers."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


def test_every_benchmark_runs_and_its_answers_agree() -> None:
    for library in ("msgspec", "pandas", "polars", "pydantic"):
        pytest.importorskip(library)
    command = [sys.executable, str(BENCHMARKS / "run.py"), "--rounds", "1", "--size", "0.05"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    assert done.stdout.splitlines()[-1].startswith("| index of the words of outcomes")
