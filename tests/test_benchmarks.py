"""A short run of the benchmarks: what they compare gives the same answers, whatever the times are."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
ROWS = {
    "imports": "importing every public class",
    "commands": "--version",
    "answers": "to first answer",
    "reading": "strict reading of records",
    "writing": "`dumps` of a dataset",
    "memory": "peak memory",
    "lookups": "look-up by id",
    "ranges": "a date range",
    "words": "phrases of two words",
    "merging": "`merge`",
    "frames": "to_pandas",
    "indexes": "index of the words",
}


def test_every_benchmark_runs_and_its_answers_agree() -> None:
    for library in ("msgspec", "pandas", "polars", "pydantic"):
        pytest.importorskip(library)
    command = [sys.executable, str(BENCHMARKS / "run.py"), "--rounds", "1", "--size", "0.05"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    rows = [line for line in done.stdout.splitlines() if line.startswith("|")]
    for case, row in ROWS.items():
        assert any(row in line for line in rows), case
