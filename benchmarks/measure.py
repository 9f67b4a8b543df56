"""Times taken side by side: every case runs once a round, and only ratios within a round count."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter_ns
from typing import Any, NamedTuple

Case = Callable[[], Any]


class Row(NamedTuple):
    """One measured ratio, with the smallest and the largest of any round, beside its goal."""

    what: str
    ratio: float
    least: float
    most: float
    goal: float | None = None
    faster: bool = False

    @property
    def verdict(self) -> str:
        if self.goal is None:
            return ""
        return "yes" if (self.ratio >= self.goal if self.faster else self.ratio <= self.goal) else "**no**"

    def __str__(self) -> str:
        sign = " × faster" if self.faster else ""
        bound = "" if self.goal is None else f"{'≥' if self.faster else '≤'} {self.goal:g}"
        measured = f"{_short(self.ratio)}{sign} ({_short(self.least)}–{_short(self.most)})"
        return f"| {self.what} | {measured} | {bound} | {self.verdict} |"


def _short(number: float) -> str:
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"


def row(
    what: str, ours: list[int], theirs: list[int], goal: float | None = None, *, faster: bool = False
) -> Row:
    """Return the ratio of our times to theirs; where ours are to be so often `faster`, theirs to ours."""
    pairs = zip(theirs, ours, strict=True) if faster else zip(ours, theirs, strict=True)
    ratios = [above / below for above, below in pairs]
    return Row(what, median(ratios), min(ratios), max(ratios), goal, faster)


def interleaved(
    rounds: int, cases: Mapping[str, Case], fresh_round: Case | None = None
) -> dict[str, list[int]]:
    """Return the nanoseconds that each case takes in each round, after one that does not count.

    Parameters
    ----------
    rounds
        How many rounds there are.
    cases
        What is timed. The collector runs as it does by default, from a clean start.
    fresh_round
        What prepares a round, untimed.
    """
    times: dict[str, list[int]] = {name: [] for name in cases}
    for number in range(rounds + 1):
        if fresh_round:
            fresh_round()
        for name, case in cases.items():
            gc.collect()
            start = perf_counter_ns()
            result = case()
            taken = perf_counter_ns() - start
            del result
            if number:
                times[name].append(taken)
    return times


# Fresh processes.


def run(code: str) -> str:
    """Return what a fresh process prints."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
    paths = [str(Path(__file__).parent), *filter(None, [kept.get("PYTHONPATH")])]
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**kept, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{code}\n{done.stderr}")
    return done.stdout


def fresh(rounds: int, codes: Mapping[str, str]) -> dict[str, list[int]]:
    """Return the nanoseconds that a process of each code takes in each round, bytecode caches filled."""
    return interleaved(rounds, {name: partial(run, code) for name, code in codes.items()})


def equal(what: str, *answers: Any) -> None:
    """Stop where answers that were compared in speed are not the same."""
    if any(answer != answers[0] for answer in answers[1:]):
        raise SystemExit(
            f"{what}: the answers differ\n" + "\n".join(repr(answer)[:300] for answer in answers)
        )
