"""Change the core of the library at random places, and report the changes that no test notices.

    python tools/mutate.py [--count 200] [--seed N] [--seconds T] [--timeout 300] [--trust] [PACKAGE ...]

Each mutant is a copy of the sources with one change. cosmic-ray makes most of the changes: a different
comparison or operator, a number one more or less, `and` for `or`, `not` removed, `True` for `False`, a loop
that never runs, a different exception, a decorator removed. `mutants.py` adds: `return` without its value, a
statement removed, `min` for `max`. The tests of the changed package run until one fails. A run that exceeds
the timeout counts as a failure and is reported. Two mutants run at a time.

Not changed: texts (docstrings and messages), type annotations, type variables, overloads, protocols,
`__all__`, and `is` to `==`. All places are equally likely; one of the possible changes of a place is chosen
at random. Mutants that no test can notice are in `equivalent_mutants.txt` with the reason, and are not
counted. The exit status is 1 if the score is below 90 % or if a test fails on the unchanged sources.
"""

import argparse
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from queue import SimpleQueue

import hypothesis
import pytest

from mutants import Mutant, equivalent, mutants

ROOT = Path(__file__).parent.parent
PACKAGE = Path("src/apec_outcomes")
GOAL = 90  # percent
AT_A_TIME = 2

# The tests of each package, the fastest first.
QUERIES = ("query_values", "query_lookups", "query", "query_search", "coverage", "changes")
IMPORTS = ("cells", "csv", "places", "revisions", "times", "tables", "calendars", "problems")
RECORDS = (
    "coding",
    "announcement_lines",
    "model",
    "dataset",
    "notebook_html",
    "query_lookups",
    "files",
    "record",
)
TESTS = {
    "dates": ("announcement_lines", "query_values", "imports_tables", "query", "dates", "constructors"),
    "model": (
        *RECORDS,
        "imports_tables",
        "pydantic",
        "json_schema",
        "dates",
        "constructors",
        "serialization",
        "export_tables",
        "coverage",
    ),
    "checks": (
        *("record_rules", "record_coding", "dataset", "record", "files", "imports_tables", "cli_check"),
        "serialization",
    ),
    "serialization": (
        *("upgrades", "files", "dataset", "pydantic", "json_schema", "constructors"),
        "serialization",
    ),
    "storage": (
        *("files", "dataset", "record", "saving_is_atomic", "query_lookups", "cli_check"),
        "export_disk",
    ),
    "query": (*QUERIES, "dataset", "notebook_html", "files", "record"),
    "imports": tuple(f"imports_{name}" for name in IMPORTS),
    "dataset.py": (
        *("dataset", "files", "query_lookups", "query", "changes", "coverage", "notebook_html"),
        "pydantic",
    ),
    "changes.py": ("changes", "query_lookups"),
    "bundled.py": ("files", "dataset", "query_lookups"),
    "_extras.py": ("cli", "export_tables"),
    "errors": (
        "model",
        "dataset",
        "query_values",
        "query_lookups",
        "imports_problems",
        "constructors",
        "files",
        "serialization",
    ),
}

# Slow property tests that are not run. Leaving them out can only lower the score.
SLOW = (
    "tests/test_serialization.py::TestRoundTrips::test_every_class_survives_a_round_trip_through_every_format",
    "tests/test_serialization.py::TestRoundTrips::test_unchecked_reading_returns_the_same_records",
)


class FirstFailure:
    """A pytest plugin that keeps the name of the first test that fails."""

    def __init__(self) -> None:
        self.name = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Check the result of a test."""
        if report.failed:
            self.name = self.name or report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Check the import of a test file."""
        if report.failed:
            self.name = self.name or f"{report.nodeid} (import)"


def test_run(copy: Path, files: Sequence[str], result: Path) -> None:
    """Run tests in this process, a fork, and write the name of the first failing test to a file."""
    os.setsid()
    os.chdir(copy)
    silent = os.open(os.devnull, os.O_RDONLY)
    output = os.open("output.txt", os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
    for stream, target in ((silent, 0), (output, 1), (output, 2)):
        os.dup2(stream, target)
    os.environ.update(PYTHONPATH=str(copy / "src"), PYTHONDONTWRITEBYTECODE="1", PYTHONHASHSEED="0")
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(copy / "src"))
    hypothesis.settings.register_profile(
        "mutants", deadline=None, database=None, derandomize=True, max_examples=30
    )
    ignored = ("-W", "ignore::pytest.PytestAssertRewriteWarning")  # hypothesis is already imported
    failure = FirstFailure()
    options = ("-x", "-q", "-p", "no:cacheprovider", *ignored, "--hypothesis-profile", "mutants")
    passed = [f"--deselect={test}" for test in SLOW]
    for file in files:  # one by one, so that later files are not collected after a failure
        status = pytest.main([*options, *passed, file], plugins=[failure])
        if failure.name or status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            result.write_text(failure.name or f"pytest: {status!r}", "utf-8")
            return
    result.touch()


def killer(copy: Path, files: Sequence[str], timeout: float) -> str | None:
    """Return the name of a failing test, "crash" or "timeout", or `None` if all tests pass."""
    result = copy / "result.txt"
    result.unlink(missing_ok=True)
    run = multiprocessing.get_context("fork").Process(target=test_run, args=(copy, files, result))
    run.start()
    end = time.monotonic() + timeout
    while (late := run.is_alive()) and time.monotonic() < end:
        time.sleep(0.05)  # `join` would also wait for runs that were forked in the meantime
    if run.pid is not None:
        try:
            os.killpg(run.pid, signal.SIGKILL)
        except ProcessLookupError:
            run.kill()
    run.join()
    if late:
        return "timeout"
    return (result.read_text("utf-8") or None) if result.exists() else "crash"


def tests_of(path: str) -> list[str]:
    """Return the tests of a module: its own examples, then the test files of its package."""
    named = TESTS[path.partition("/")[0]]
    files = [f"tests/test_{name}.py" for name in named]
    return [str(PACKAGE / path), *(file for file in files if (ROOT / file).exists())]


def tried(mutant: Mutant, copy: Path, files: Sequence[str], timeout: float) -> str | None:
    """Write a mutant into a copy, run tests, restore the module, and return the result of `killer`."""
    module = copy / PACKAGE / mutant.path
    times = module.stat()
    module.write_text(mutant.after, "utf-8")
    try:
        return killer(copy, files, timeout)
    finally:
        module.write_text(mutant.before, "utf-8")
        os.utime(module, ns=(times.st_atime_ns, times.st_mtime_ns))


def copied(folder: Path) -> Path:
    """Copy the files that tests read into a folder, and return it."""
    passed = shutil.ignore_patterns(
        ".git", ".tox", ".venv", "__pycache__", "_build", ".hypothesis", ".*_cache"
    )
    shutil.copytree(ROOT, folder, ignore=passed)
    return folder


def options() -> argparse.Namespace:
    """Read the command line."""
    about = (__doc__ or "").split("\n\n")
    parser = argparse.ArgumentParser(
        description=about[0],
        epilog="\n\n".join(about[2:]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--count", type=int, default=200, help="number of mutants (default: 200)")
    parser.add_argument(
        "--seed", type=int, default=int(time.time()), help="seed of the random choice (default: the time)"
    )
    parser.add_argument("--seconds", type=float, default=float("inf"), help="start no mutant after this time")
    parser.add_argument(
        "--timeout",
        type=float,
        default=300,
        help="limit for the tests of one mutant, in seconds (default: 300)",
    )
    parser.add_argument("--trust", action="store_true", help="do not test the unchanged sources first")
    parser.add_argument(
        "modules", nargs="*", metavar="PACKAGE", help=f"any of {', '.join(TESTS)} (default: all)"
    )
    asked = parser.parse_args()
    if wrong := [name for name in asked.modules if name.partition("/")[0] not in TESTS]:
        parser.error(f"unknown package {wrong[0]!r}; expected any of {', '.join(TESTS)}")
    return asked


def main() -> int:
    """Run the mutants, and print how many the tests noticed."""
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    asked = options()
    drawn = list(islice(mutants(ROOT / PACKAGE, asked.modules or tuple(TESTS), asked.seed), asked.count))
    tally = dict.fromkeys(("killed", "survived", "equivalent", "by timeout"), 0)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        copies_of = [copied(Path(folder) / str(number)) for number in range(AT_A_TIME)]
        for each in copies_of:
            copies.put(each)

        def turn(mutant: Mutant) -> None:
            if time.monotonic() > end:
                return
            removed, added = mutant.changed()
            reason = equivalent(mutant)
            copy = copies.get()
            try:
                by = None if reason else tried(mutant, copy, tests_of(mutant.path), asked.timeout)
            finally:
                copies.put(copy)
            result = "equivalent" if reason else "killed" if by else "survived"
            tally[result] += 1
            tally["by timeout"] += by == "timeout"
            print(f"{result} {mutant.path}:{mutant.line}\n- {removed}\n+ {added}")
            print(f"  {by or reason or 'by no test'}\n")

        files = sorted({file for mutant in drawn for file in tests_of(mutant.path)})
        by = None if asked.trust else killer(copies_of[0], files, timeout=3600)
        if by:
            print(f"a test fails on the unchanged sources: {by}")
            return 1
        end = time.monotonic() + asked.seconds
        with ThreadPoolExecutor(AT_A_TIME) as pool:
            list(pool.map(turn, drawn))
    counted = tally["killed"] + tally["survived"]
    score = 100 * tally["killed"] / counted if counted else 0.0
    print(f"seed {asked.seed}: {', '.join(f'{number} {name}' for name, number in tally.items())}")
    print(f"score: {score:.1f} % of {counted} killed")
    return 0 if score >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
