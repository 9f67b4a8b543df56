"""A short turn of `tools/fuzz.py`, which holds every door of the library against hostile input."""

import subprocess
import sys
from pathlib import Path

FUZZ = Path(__file__).parent.parent / "tools" / "fuzz.py"


def test_a_short_fuzz_run_finds_no_fault() -> None:
    done = subprocess.run(
        [sys.executable, str(FUZZ), "--seconds", "6"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr[-4000:]
    assert "no fault in" in done.stdout
