"""Words and phrases in the texts of outcomes, compared with polars and SQLite FTS5.

Both get the texts and the words in the form that the library compares, with one spelling of each word.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from functools import partial
from random import Random

import polars

from apec_outcomes import Dataset, Outcome
from measure import Case, Row, equal, interleaved, row
from tables import common, dataset, searched, sqlite

# With only twenty questions, the caches that the garbage collector left cold would dominate the time.
QUESTIONS = 100
MATCHING = "select rowid, text from texts where texts match ?"

Asked = list[tuple[str, str]]
"""Words or phrases, each as a user asks it and in the form that searches compare."""


def phrases_by_kind(texts: list[str], random: Random) -> dict[str, Asked]:
    """Return words and phrases of the texts in random order, grouped by frequency."""
    cut = [re.findall(r"\w+", text.lower()) for text in texts]
    count = Counter(word for words in cut for word in set(words))
    share = {word: number / len(texts) for word, number in count.items()}
    kinds = {
        "rare words": [word for word in share if share[word] < 0.002],
        "less common words": [word for word in share if 0.005 < share[word] < 0.05],
        "common words": [word for word in share if share[word] > 0.1],
    }
    for number, name in ((2, "phrases of two words"), (3, "phrases of three words")):
        starts = [random.randrange(len(words) - number) for words in cut]
        kinds[name] = [" ".join(words[at : at + number]) for words, at in zip(cut, starts, strict=True)]
    # Polars does not fold accents.
    plain = {kind: [each for each in dict.fromkeys(found) if each.isascii()] for kind, found in kinds.items()}
    return {
        kind: [(each, common(each)) for each in random.sample(found, len(found))]
        for kind, found in plain.items()
    }


def ours(data: Dataset, asked: Asked) -> list[list[Outcome]]:
    return [list(data.outcomes.matching(f'"{phrase}"')) for phrase, _ in asked]


def in_polars(frame: polars.DataFrame, asked: Asked) -> list[polars.DataFrame]:
    patterns = (rf"\b{phrase}\b" for _, phrase in asked)
    return [frame.filter(polars.col("text").str.contains(pattern)) for pattern in patterns]


def in_sqlite(db: sqlite3.Connection, asked: Asked) -> list[list[tuple[int, str]]]:
    return [db.execute(MATCHING, (f'"{phrase}"',)).fetchall() for _, phrase in asked]


def words(rounds: int, size: float) -> Iterator[Row]:
    """Words at the given size and at ten times that size. Each round has new words while there are enough."""
    for each in (size, size * 10):
        yield from _words(rounds, dataset(each))


def _words(rounds: int, data: Dataset) -> Iterator[Row]:
    among = f"among {len(data.outcomes):,} outcomes"
    outcomes, db = tuple(data.outcomes), sqlite(data)
    frame = polars.DataFrame({"number": range(len(outcomes)), "text": list(map(searched, outcomes))})
    for kind, waiting in phrases_by_kind([o.summary for o in outcomes], Random(3)).items():
        asked = waiting[:QUESTIONS]
        equal(
            kind,
            [sorted(o.id for o in found) for found in ours(data, asked)],
            [sorted(outcomes[n].id for n in found["number"]) for found in in_polars(frame, asked)],
            [sorted(outcomes[n].id for n, _ in found) for found in in_sqlite(db, asked)],
        )
        cases: dict[str, Case] = {
            "ours": partial(ours, data, asked),
            "polars": partial(in_polars, frame, asked),
            "sqlite": partial(in_sqlite, db, asked),
        }
        times = interleaved(rounds, cases, partial(next_ones, waiting, asked))
        yield row(f"{kind} {among} / polars", times["ours"], times["polars"], 5, faster=True)
        yield row(f"{kind} {among} / SQLite FTS5", times["ours"], times["sqlite"], 5, faster=True)


def next_ones(waiting: Asked, asked: Asked) -> None:
    """Take the next words, from the start again when all are used."""
    waiting[:] = waiting[len(asked) :] + waiting[: len(asked)]
    asked[:] = waiting[: len(asked)]
