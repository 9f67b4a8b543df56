"""The speed of the library beside that of others, as ratios: `python benchmarks/run.py [--quick] [--size 1] [case ...]`."""

import argparse

import starting
from measure import Row

CASES = {"imports": starting.imports, "answers": starting.answers, "memory": starting.memory}

try:
    import reading

    CASES |= {"reading": reading.reading, "writing": reading.writing}
except ImportError as e:
    print(e)
try:
    import asking

    CASES |= {"lookups": asking.lookups, "dates": asking.dates, "words": asking.words, "indexes": asking.indexes}
except ImportError as e:
    print(e)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="*", help=", ".join(CASES))
    parser.add_argument("--size", type=float, default=1, help="of the generated dataset; 1 is 5.6 MB of JSON")
    parser.add_argument("--quick", action="store_true", help="5 rounds instead of 15")
    chosen = parser.parse_args()
    print("| what | measured | goal | within? |\n|---|---|---|---|")
    for name in chosen.case or CASES:
        rows = CASES[name](5 if chosen.quick else 15, chosen.size)
        for row in rows:
            print(row, flush=True)


if __name__ == "__main__":
    main()
