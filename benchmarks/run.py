"""The speed of the library beside that of others, in one table: `python benchmarks/run.py --help`."""

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
    parser.add_argument("case", nargs="*", help=f"any of {', '.join(CASES)}; all of them where none is named")
    parser.add_argument(
        "--size",
        type=float,
        default=1,
        help="of the generated dataset: 1 is 5.6 MB of JSON; 0 is the bundled record, not generated",
    )
    parser.add_argument("--quick", action="store_true", help="5 rounds instead of 15")
    chosen = parser.parse_args()
    if unknown := set(chosen.case) - CASES.keys():
        parser.error(f"no case {', '.join(unknown)}; expected any of {', '.join(CASES)}")
    rounds = 5 if chosen.quick else 15
    python = platform.python_version()
    what = f"size {chosen.size:g}" if chosen.size else "the bundled record"
    print(f"Medians of {rounds} rounds (least–most), {what}, Python {python}.\n")
    print("| what | measured | goal | within |\n|---|---|---|---|")
    for name in chosen.case or CASES:
        for row in CASES[name](rounds, chosen.size):
            print(row)
            sys.stdout.flush()


if __name__ == "__main__":
    main()
