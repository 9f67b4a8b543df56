"""Compare the speed of the library with other libraries, in one table: `python benchmarks/run.py --help`."""

import argparse
import platform
import sys

import growing
import indexes
import lookups
import ranges
import reading
import starting
import words

CASES = {
    "imports": starting.imports,
    "commands": starting.commands,
    "answers": starting.answers,
    "reading": reading.reading,
    "writing": reading.writing,
    "memory": starting.memory,
    "lookups": lookups.lookups,
    "ranges": ranges.ranges,
    "words": words.words,
    "merging": growing.merging,
    "frames": growing.frames,
    "indexes": indexes.indexes,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="*", help=f"any of {', '.join(CASES)} (default: all)")
    parser.add_argument(
        "--size",
        type=float,
        default=1,
        help="size of the generated dataset: 1 is 5.9 MB of JSON; 0 uses the bundled dataset instead",
    )
    parser.add_argument("--rounds", type=int, default=15, help="how often each is measured (default: 15)")
    chosen = parser.parse_args()
    if unknown := set(chosen.case) - CASES.keys():
        parser.error(f"unknown case {', '.join(unknown)}; expected any of {', '.join(CASES)}")
    rounds = chosen.rounds
    python = platform.python_version()
    dataset = f"a dataset of size {chosen.size:g}" if chosen.size else "the bundled dataset"
    print(f"Medians of {rounds} rounds (smallest–largest), {dataset}, Python {python}.\n")
    print("| benchmark | measured | goal | met |\n|---|---|---|---|")
    for name in chosen.case or CASES:
        for row in CASES[name](rounds, chosen.size):
            print(row)
            sys.stdout.flush()


if __name__ == "__main__":
    main()
