"""Saving is atomic: a dataset on disk is the old one or the new one, even if the process is killed."""

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import attrs
import pytest

import apec_outcomes as apec
from apec_outcomes import Dataset

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")

# Audit events of calls that open, create, rename and remove files.
CALLS = ("open", "os.", "shutil.")

# Saves are killed at every sixth step; at each step, so many times over, by APEC_KILL_ROUNDS. `-s` shows how
# many were killed.
ROUNDS = int(os.environ.get("APEC_KILL_ROUNDS", "0"))
STRIDE = 1 if ROUNDS else 6


def killed_at(step: int, dataset: Dataset, path: Path) -> bool:
    """Return whether a process that saves a dataset was killed at a step before it finished."""
    child = os.fork()
    if not child:
        count = 0

        def watch(event: str, _: object) -> None:
            nonlocal count
            if event.startswith(CALLS):
                count += 1
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        fsync = os.fsync

        def watched_fsync(fd: Any) -> None:
            watch("os.fsync", ())  # it has no audit event
            fsync(fd)

        os.fsync = watched_fsync
        dataset.save(path, replace=True)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.parametrize("ending", ["", ".json"], ids=["folder", "file"])
def test_a_killed_save_leaves_the_old_or_the_new_dataset(small: Dataset, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"record{ending}"
    new = attrs.evolve(small, version="new")
    kills = 0
    for _ in range(ROUNDS or 1):
        seen = set()
        step = 1
        small.save(path, replace=True)
        while killed_at(step, new, path):
            found = apec.load(path)
            assert found in (small, new)
            assert apec.load(path, check=False) == found
            seen.add(found.version)
            kills += 1
            small.save(path, replace=True)
            step += STRIDE
        assert seen == {small.version, "new"}
    print(f"{path.name}: {kills} saves were killed, and nothing was lost")  # noqa: T201


def test_a_reader_during_a_save_gets_one_dataset(small: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "record"
    theirs = [
        attrs.evolve(
            small,
            version=str(number),
            meetings=[attrs.evolve(each, note=f"note {number}") for each in small.meetings],
        )
        for number in range(2)
    ]
    theirs[0].save(path)
    done = threading.Event()

    def write() -> None:
        # Some seconds: each save waits until its files are on the disk.
        for turn in range(60):
            theirs[turn % 2].save(path, replace=True)
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    loaded = 0
    while not done.is_set():
        assert apec.load(path) in theirs
        loaded += 1
    writer.join()
    assert loaded


def test_a_child_forked_while_records_are_made_does_not_deadlock(tmp_path: Path, small: Dataset) -> None:
    small.save(tmp_path / "record")
    for _ in range(20):
        data = apec.load(tmp_path / "record", check=False)
        other = threading.Thread(target=lambda data=data: len(data.outcomes))
        other.start()
        child = os.fork()
        if not child:
            os._exit(0 if len(data.outcomes) == len(small.outcomes) else 1)
        other.join()
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
