"""Run the command line on a pseudo-terminal."""

import os
import select
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

__all__ = ["on_a_terminal", "script"]


def on_a_terminal(
    *words: str | os.PathLike[str], columns: int = 100, lines: int = 40, keys: bytes = b"", **environment: str
) -> tuple[int, str]:
    """Return the exit code of the command line on a terminal of this size, and its output.

    The keys are pressed once there is output.
    """
    pytest.importorskip("pty", reason="needs pseudo-terminals")
    import fcntl
    import pty
    import termios

    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    kept = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES", "NO_COLOR")}
    with subprocess.Popen(
        [sys.executable, "-m", "apec_outcomes", *map(str, words)],
        stdin=inner,
        stdout=inner,
        stderr=inner,
        env={**kept, "TERM": "xterm-256color", "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        start_new_session=True,
    ) as running:
        os.close(inner)
        shown = _all_of(outer, running, keys)
    os.close(outer)
    return running.returncode, shown.decode("utf-8", "replace").replace("\r\n", "\n")


def _all_of(outer: int, running: subprocess.Popen[bytes], keys: bytes) -> bytes:
    parts: list[bytes] = []
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if select.select([outer], [], [], 0.1)[0]:
            try:
                part = os.read(outer, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            if not parts:
                os.write(outer, keys)
            parts.append(part)
        elif running.poll() is not None:
            break
    else:
        running.kill()
    running.wait()
    return b"".join(parts)


def script(path: Path, text: str) -> Path:
    """Write a program of the shell, and return its path."""
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path
