"""Date ranges, alone and with a theme, compared with SQLite."""

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import NamedTuple

from apec_outcomes import Dataset, Outcome
from generate import YEARS
from measure import Case, Row, equal, interleaved, row
from tables import dataset, sqlite

IN_RANGE = "select id, title from outcomes where first <= ? and last >= ?"
ABOUT_IN_RANGE = f"{IN_RANGE} and number in (select number from about where theme = ?)"
# No span is longer than a year. With this bound, the index limits both ends of the range.
IN_YEAR_LONG_RANGE = f"{IN_RANGE} and first >= ?"

# With only a hundred questions, the caches that the garbage collector left cold would dominate the time.
QUESTIONS = 1000

Found = list[list[Outcome]]
Rows = list[list[tuple[str, str]]]


class Asked(NamedTuple):
    """A theme, and a range of a month to two years."""

    theme: str
    first: date
    last: date

    @property
    def bounds(self) -> tuple[str, str]:
        return str(self.last), str(self.first)


def some_ranges(random: Random, themes: tuple[str, ...]) -> list[Asked]:
    asked = []
    for _ in range(QUESTIONS):
        first = date(YEARS[0], 1, 1) + timedelta(random.randrange(365 * (len(YEARS) - 2)))
        asked.append(Asked(random.choice(themes), first, first + timedelta(random.randrange(30, 730))))
    return asked


def ours(data: Dataset, asked: list[Asked]) -> Found:
    return [list(data.outcomes.between(each.first, each.last)) for each in asked]


def theirs(db: sqlite3.Connection, asked: list[Asked]) -> Rows:
    return [db.execute(IN_RANGE, each.bounds).fetchall() for each in asked]


def theirs_bounded(db: sqlite3.Connection, asked: list[Asked]) -> Rows:
    return [
        db.execute(IN_YEAR_LONG_RANGE, (*each.bounds, str(each.first - timedelta(366)))).fetchall()
        for each in asked
    ]


def ours_about(data: Dataset, asked: list[Asked]) -> Found:
    return [list(data.outcomes.about(each.theme).between(each.first, each.last)) for each in asked]


def theirs_about(db: sqlite3.Connection, asked: list[Asked]) -> Rows:
    return [db.execute(ABOUT_IN_RANGE, (*each.bounds, each.theme)).fetchall() for each in asked]


def ids(found: Found) -> list[list[str]]:
    return [sorted(o.id for o in outcomes) for outcomes in found]


def ids_of_rows(rows: Rows) -> list[list[str]]:
    return [sorted(name for name, _ in found) for found in rows]


def ranges(rounds: int, size: float) -> Iterator[Row]:
    """Ranges at the given size and at ten times that size. Each round has new ranges."""
    for each in (size, size * 10):
        yield from _ranges(rounds, dataset(each))


def _ranges(rounds: int, data: Dataset) -> Iterator[Row]:
    among = f"among {len(data.outcomes):,} outcomes"
    db, random, broad = sqlite(data), Random(2), data.themes.ids()[:32]
    asked = some_ranges(random, broad)
    equal(
        "a date range",
        *map(ids_of_rows, (theirs(db, asked), theirs_bounded(db, asked))),
        ids(ours(data, asked)),
    )
    equal("a theme and a date range", ids(ours_about(data, asked)), ids_of_rows(theirs_about(db, asked)))

    def other_ranges() -> None:
        asked[:] = some_ranges(random, broad)

    cases: dict[str, Case] = {
        "ours": partial(ours, data, asked),
        "sqlite": partial(theirs, db, asked),
        "bounded": partial(theirs_bounded, db, asked),
        "ours about": partial(ours_about, data, asked),
        "sqlite about": partial(theirs_about, db, asked),
    }
    times = interleaved(rounds, cases, other_ranges)
    yield row(f"a date range {among} / SQLite", times["ours"], times["sqlite"], 5, faster=True)
    bounded = times["ours"], times["bounded"]
    yield row("- with a query that uses that no span is longer than a year", *bounded, faster=True)
    both = times["ours about"], times["sqlite about"]
    yield row(f"a theme with narrower ones and a date range {among} / SQLite", *both, 5, faster=True)
