"""Measure how far two coders agree on the codes of outcomes.

    python tools/agreement.py draw 120 --seed 1 > sample.yaml     # a sample to be coded, without its codes
    python tools/agreement.py compare MINE.yaml [OTHER.yaml]      # without OTHER.yaml, with the dataset

A coding sheet is a YAML list of rows such as `{id: 1994-aelm.bogor-goals, kind: target, actors: [],
themes: []}`. Fields that a row leaves out are not compared. The measures are: for kinds, and for whether
anybody is asked to act, the share of equal codes and Cohen's kappa; for actors, the share of outcomes with
the same ones; for themes, that share and F1.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

import apec_outcomes as apec

Codes = Mapping[str, Mapping[str, Any]]


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float:
    """Return Cohen's kappa of two codings: their agreement, corrected for chance.

    >>> round(kappa([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]), 2)
    0.5
    """
    total = len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(first[code] * second[code] for code in first) / total**2
    return 1.0 if by_chance == 1 else (agreement(pairs) - by_chance) / (1 - by_chance)


def agreement(pairs: Sequence[tuple[Hashable, Hashable]]) -> float:
    """Return the share of pairs with equal codes."""
    return sum(one == other for one, other in pairs) / len(pairs)


def f1(pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> float:
    """Return the harmonic mean of precision and recall over all codes of two codings.

    >>> f1([(frozenset({"a", "b"}), frozenset({"a"})), (frozenset({"c"}), frozenset({"c"}))])
    0.8
    """
    shared = sum(len(one & other) for one, other in pairs)
    given = sum(len(one) + len(other) for one, other in pairs)
    return 2 * shared / given if given else 1.0


def compare(mine: Codes, others: Codes) -> list[str]:
    """Return the agreement of two codings, in one line for each field."""
    both = sorted(mine.keys() & others.keys())
    lines = []
    kinds = [(mine[key]["kind"], others[key]["kind"]) for key in both if "kind" in mine[key]]
    if kinds:
        lines.append(f"kind: {len(kinds)} outcomes, {agreement(kinds):.0%} agree, kappa {kappa(kinds):.2f}")
    actors = [
        (_set(mine[key], "actors"), _set(others[key], "actors")) for key in both if "actors" in mine[key]
    ]
    if actors:
        asked = [(bool(one), bool(other)) for one, other in actors]
        lines.append(f"anybody asked: {agreement(asked):.0%} agree, kappa {kappa(asked):.2f}")
        lines.append(f"actors: the same in {agreement(actors):.0%}")
    themes = [
        (_set(mine[key], "themes"), _set(others[key], "themes")) for key in both if "themes" in mine[key]
    ]
    if themes:
        lines.append(f"themes: F1 {f1(themes):.2f}, the same in {agreement(themes):.0%}")
    return lines or ["nothing to compare: the two have no outcome in common"]


def _set(row: Mapping[str, Any], field: str) -> frozenset[str]:
    return frozenset(row.get(field, ()))


def draw(data: apec.Dataset, number: int, seed: int) -> list[dict[str, str]]:
    """Return a sample of outcomes without their codes, in the order of their ids."""
    chosen = sorted(random.Random(seed).sample(sorted(data.outcomes.ids()), number))
    return [
        {"id": key, "title": data.outcomes[key].title, "summary": data.outcomes[key].summary}
        for key in chosen
    ]


def codes_of(data: apec.Dataset) -> Codes:
    """Return the codes of every outcome of a dataset."""
    return {o.id: {"kind": o.kind.value, "actors": o.actors, "themes": o.themes} for o in data.outcomes}


def _read(path: Path) -> Codes:
    return {row["id"]: row for row in yaml.safe_load(path.read_text(encoding="utf-8"))}


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw a sample, or compare two codings."""
    parser = argparse.ArgumentParser(description="Measure how far two coders agree on the codes of outcomes.")
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw", help="print a sample of outcomes without their codes")
    drawing.add_argument("number", type=int)
    drawing.add_argument("--seed", type=int, default=1)
    comparing = commands.add_parser("compare", help="print the agreement of two codings")
    comparing.add_argument("mine", type=Path)
    comparing.add_argument("other", type=Path, nargs="?", help="another sheet (default: the dataset)")
    given = parser.parse_args(arguments)
    data = apec.load()
    if given.command == "draw":
        yaml.safe_dump(draw(data, given.number, given.seed), sys.stdout, allow_unicode=True, sort_keys=False)
    else:
        print(*compare(_read(given.mine), _read(given.other) if given.other else codes_of(data)), sep="\n")


if __name__ == "__main__":
    main()
