"""Questions to a dataset in memory, beside plain dicts, SQLite and polars."""

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from time import perf_counter_ns
from typing import Any

import polars
from generate import YEARS, files
from measure import Row, equal, interleaved, row

from apec_outcomes import Dataset, Outcome, loads, structure
from apec_outcomes.serialization import Contents


def dataset(size: float) -> Dataset:
    return loads(files(size).single.read_text(encoding="utf-8"), Dataset)


def closure(data: Dataset) -> dict[str, list[str]]:
    """Return each theme with all those below it."""
    return {theme.id: [theme.id, *data.narrower(theme).ids()] for theme in data.themes}


# Look-ups.


def lookups(rounds: int, size: float) -> Iterator[Row]:
    """By id, by year, by theme with narrower ones, at the size and at ten times it."""
    for each in (size, size * 10):
        data = dataset(each)
        below = closure(data)
        by_id = {outcome.id: outcome for outcome in data.outcomes}
        by_year = {year: tuple(o for o in data.outcomes if o.date and o.date.start.year <= year <= o.date.end.year) for year in YEARS}
        by_theme = {name: tuple(o for o in data.outcomes if not set(o.themes).isdisjoint(below[name])) for name in below}
        ids = ["".join(list(name)) for name in Random(1).sample(list(by_id), 2000)]
        years, themes = [*YEARS] * 50, ["".join(list(name)) for name in below] * 25
        for year in YEARS:
            equal("in_year", data.outcomes.in_year(year).ids(), tuple(o.id for o in by_year[year]))
        for theme in below:
            equal("about", data.outcomes.about(theme).ids(), tuple(o.id for o in by_theme[theme]))

        def dict_loop(table: dict[Any, Any], keys: list[Any]) -> None:
            for key in keys:
                table[key]

        def dict_len_loop(table: dict[Any, Any], keys: list[Any]) -> None:
            for key in keys:
                len(table[key])

        def by_id_loop() -> None:
            for key in ids:
                data.outcomes[key]

        def year_loop() -> None:
            for year in years:
                data.outcomes.in_year(year)

        def year_len_loop() -> None:
            for year in years:
                len(data.outcomes.in_year(year))

        def theme_loop() -> None:
            for theme in themes:
                data.outcomes.about(theme)

        def theme_len_loop() -> None:
            for theme in themes:
                len(data.outcomes.about(theme))

        cases = {
            "id": by_id_loop,
            "dict id": lambda: dict_loop(by_id, ids),
            "year": year_loop,
            "dict year": lambda: dict_loop(by_year, years),
            "year, counted": year_len_loop,
            "dict year, counted": lambda: dict_len_loop(by_year, years),
            "theme": theme_loop,
            "dict theme": lambda: dict_loop(by_theme, themes),
            "theme, counted": theme_len_loop,
            "dict theme, counted": lambda: dict_len_loop(by_theme, themes),
        }
        times = interleaved(rounds * 3, cases)
        count = f"{len(data.outcomes):,} outcomes"
        for what, goal in (("id", 3), ("year", 4), ("year, counted", 4), ("theme", 4), ("theme, counted", 4)):
            yield row(f"look-up by {what}, {count} / dict", times[what], times[f"dict {what}"], goal)


# Dates.


def sqlite(data: Dataset) -> sqlite3.Connection:
    """Return the outcomes in SQLite, in memory and indexed."""
    db = sqlite3.connect(":memory:")
    db.executescript(
        """
        create table outcomes (number integer primary key, id text, title text, first text, last text);
        create table about (theme text, number integer, primary key (theme, number)) without rowid;
        create virtual table texts using fts5 (title, summary, tokenize = 'unicode61');
        """
    )
    above = defaultdict(set)
    for theme, below in closure(data).items():
        for name in below:
            above[name].add(theme)
    for number, o in enumerate(data.outcomes):
        dates = (str(o.date.start), str(o.date.end)) if o.date else (None, None)
        db.execute("insert into outcomes values (?, ?, ?, ?, ?)", (number, o.id, o.title, *dates))
        themes = set().union(*(above[name] for name in o.themes))
        db.executemany("insert into about values (?, ?)", [(theme, number) for theme in themes])
        db.execute("insert into texts (rowid, title, summary) values (?, ?, ?)", (number, o.title, o.summary))
    db.executescript(
        """
        create index by_dates on outcomes (first, last);
        insert into texts (texts) values ('optimize');
        analyze;
        """
    )
    return db


# No span is longer than a year, which lets the index bound both ends.
IN_RANGE = "select id, title from outcomes where first between ? and ? and last >= ?"
ABOUT_IN_RANGE = f"{IN_RANGE} and number in (select number from about where theme = ?)"

RANGES = 60


def dates(rounds: int, size: float) -> Iterator[Row]:
    """A range of dates, alone and with a theme; other ranges in every round."""
    data = dataset(size)
    db = sqlite(data)
    outcomes, names = data.outcomes, data.themes.ids()[:32]
    random = Random(2)
    ranges: list[tuple[str, date, date]] = []

    def other_ranges() -> None:
        ranges[:] = []
        for _ in range(RANGES):
            first = date(YEARS[0], 1, 1) + timedelta(random.randrange(365 * (len(YEARS) - 2)))
            ranges.append((random.choice(names), first, first + timedelta(random.randrange(30, 730))))

    def bounds(first: date, last: date) -> tuple[str, str, str]:
        return (str(first - timedelta(366)), str(last), str(first))

    def ours() -> list[list[Outcome]]:
        return [list(outcomes.between(first, last)) for _, first, last in ranges]

    def theirs() -> list[list[tuple[str, str]]]:
        return [db.execute(IN_RANGE, bounds(first, last)).fetchall() for _, first, last in ranges]

    def ours_about() -> list[list[Outcome]]:
        return [list(outcomes.about(theme).between(first, last)) for theme, first, last in ranges]

    def theirs_about() -> list[list[tuple[str, str]]]:
        return [db.execute(ABOUT_IN_RANGE, (*bounds(first, last), theme)).fetchall() for theme, first, last in ranges]

    other_ranges()
    for what, mine, rows in (("dates", ours(), theirs()), ("theme and dates", ours_about(), theirs_about())):
        equal(what, [sorted(o.id for o in found) for found in mine], [sorted(id for id, _ in found) for found in rows])
    cases = {"ours": ours, "sqlite": theirs, "ours about": ours_about, "sqlite about": theirs_about}
    times = interleaved(rounds, cases, other_ranges)
    yield row("a date range / SQLite", times["ours"], times["sqlite"], 50, faster=True)
    yield row("a theme and a date range / SQLite", times["ours about"], times["sqlite about"], 20, faster=True)


# Words.


class Words:
    """Words and phrases of the summaries, by how often they occur; never the same twice."""

    def __init__(self, texts: list[str], random: Random) -> None:
        cut = [re.findall(r"\w+", text.lower()) for text in texts]
        count = Counter(word for words in cut for word in set(words) if word.isascii() and word.isalpha())
        share = {word: number / len(texts) for word, number in count.items()}
        self.kinds = {
            "rare words": [word for word in share if share[word] < 0.002],
            "middling words": [word for word in share if 0.005 < share[word] < 0.05],
            "common words": [word for word in share if share[word] > 0.1],
            "phrases": [" ".join(words[at : at + n]) for words in cut for at, n in ((random.randrange(2, 20), 2),)],
            "longer phrases": [" ".join(words[at : at + 3]) for words in cut for at in (random.randrange(2, 18),)],
        }
        for kind, found in self.kinds.items():
            self.kinds[kind] = [phrase for phrase in dict.fromkeys(found) if phrase.isascii()]
            random.shuffle(self.kinds[kind])

    def take(self, kind: str, number: int = 10) -> list[str]:
        """Return the next few; they come round again where there are few of them."""
        taken, rest = self.kinds[kind][:number], self.kinds[kind][number:]
        self.kinds[kind] = rest + taken
        return taken


def words(rounds: int, size: float) -> Iterator[Row]:
    """Words and phrases in summaries; other ones in every round, so that no answer is remembered."""
    data = dataset(size)
    db, outcomes = sqlite(data), data.outcomes
    frame = polars.DataFrame(
        {
            "id": [o.id for o in outcomes],
            "text": [f"{o.title}\n{o.summary}".lower() for o in outcomes],
        }
    )
    outcomes.matching("policy")._all()
    supply = Words([o.summary for o in outcomes], Random(3))
    for kind in supply.kinds:
        asked: list[str] = []

        def ours() -> list[list[Outcome]]:
            return [list(outcomes.matching(f'"{phrase}"')) for phrase in asked]  # noqa: B023

        def polars_found() -> list[polars.DataFrame]:
            patterns = (r"\b" + phrase.replace(" ", r"[^\w\n]+") + r"\b" for phrase in asked)  # noqa: B023
            return [frame.filter(polars.col("text").str.contains(pattern)) for pattern in patterns]

        def fts_found() -> list[list[tuple[int, str]]]:
            query = "select rowid, title from texts where texts match ?"
            return [db.execute(query, (f'"{phrase}"',)).fetchall() for phrase in asked]  # noqa: B023

        def others() -> None:
            asked[:] = supply.take(kind)  # noqa: B023

        others()
        ids = outcomes.ids()
        equal(
            kind,
            [sorted(o.id for o in found) for found in ours()],
            [sorted(found["id"].to_list()) for found in polars_found()],
            [sorted(ids[number] for number, _ in found) for found in fts_found()],
        )
        times = interleaved(rounds, {"ours": ours, "polars": polars_found, "fts": fts_found}, others)
        yield row(f"{kind} in summaries / polars", times["ours"], times["polars"], 2, faster=True)
        yield row(f"{kind} in summaries / SQLite FTS5", times["ours"], times["fts"], 2, faster=True)


# Indexes.

DATED = ("meetings", "sessions", "documents", "outcomes", "calendar")
KEYED = ("economies", "fora", "themes", "host_years", *DATED, "sources")


def indexes(rounds: int, size: float) -> Iterator[Row]:
    """Building the indexes, on first use, beside making the records of builtins."""
    builtins = json.loads(files(size).single.read_text(encoding="utf-8"))
    held: dict[str, Any] = {}

    def records() -> None:
        contents = structure(builtins, Contents)
        held["data"] = Dataset(**{name: getattr(contents, name) for name in KEYED if hasattr(contents, name)})

    def order() -> None:
        for name in KEYED:
            len(getattr(held["data"], name))

    def keys() -> None:
        for name in KEYED:
            getattr(held["data"], name).get("absent") if name == "" else getattr(held["data"], name)._keyed()

    def ranges() -> None:
        for name in DATED:
            len(getattr(held["data"], name).between(date(2000, 1, 1), date(2000, 1, 2)))

    def themes() -> None:
        len(held["data"].outcomes.about(held["data"].themes.first()))

    def words() -> None:
        len(held["data"].outcomes.matching("absent"))

    cases = {
        "structure": lambda: structure(builtins, Contents),
        "order": order,
        "keys": keys,
        "dates": ranges,
        "themes": themes,
        "words": words,
    }
    times = interleaved(rounds, cases, records)
    four = [sum(taken) for taken in zip(*(times[name] for name in ("order", "keys", "dates", "themes")), strict=True)]
    yield row("indexes of ids, dates and themes, first use / making the records", four, times["structure"], 0.1)
    for name, what in (("order", "order by date"), ("keys", "ids"), ("dates", "dates"), ("themes", "themes")):
        yield row(f"- of these: {what}", times[name], times["structure"])
    yield row("index of words in outcomes, first use / making the records", times["words"], times["structure"])
