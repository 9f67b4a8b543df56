"""A short run of `tools/fuzz.py`, which calls every public entry point with hostile input."""

import subprocess
import sys
from pathlib import Path

FUZZ = Path(__file__).parent.parent / "tools" / "fuzz.py"


def test_a_short_fuzz_run_finds_no_failure() -> None:
    done = subprocess.run(
        [sys.executable, str(FUZZ), "--seconds", "6"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr[-4000:]
    assert "no failure in" in done.stdout
