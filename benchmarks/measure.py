"""Measure times side by side: each case runs once in each round, and ratios are taken within a round."""

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
    """One measured ratio: the median, smallest and largest of all rounds, and the goal."""

    name: str
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
        return f"| {self.name} | {measured} | {bound} | {self.verdict} |"


def _short(number: float) -> str:
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"


def row(
    name: str, ours: list[int], theirs: list[int], goal: float | None = None, *, faster: bool = False
) -> Row:
    """Return the ratio of our times to theirs, or of theirs to ours if `faster`."""
    pairs = zip(theirs, ours, strict=True) if faster else zip(ours, theirs, strict=True)
    ratios = [above / below for above, below in pairs]
    return Row(name, median(ratios), min(ratios), max(ratios), goal, faster)


def interleaved(
    rounds: int, cases: Mapping[str, Case], fresh_round: Case | None = None
) -> dict[str, list[int]]:
    """Return the nanoseconds of each case in each round. A first round is not counted.

    Parameters
    ----------
    rounds
        The number of rounds.
    cases
        The functions to time. The garbage collector runs before each, and is on during each.
    fresh_round
        A function that is called before each round and not timed.
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
    """Return the output of code in a new process."""
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
    """Return the nanoseconds of a new process for each code in each round. Bytecode is cached."""
    return interleaved(rounds, {name: partial(run, code) for name, code in codes.items()})


def equal(name: str, *answers: Any) -> None:
    """Exit if the answers of the compared libraries differ."""
    if any(answer != answers[0] for answer in answers[1:]):
        raise SystemExit(
            f"{name}: the answers differ\n" + "\n".join(repr(answer)[:300] for answer in answers)
        )
