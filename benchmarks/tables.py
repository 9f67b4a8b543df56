"""The same outcomes as other tools hold them, in memory and indexed."""

import sqlite3
from collections import defaultdict

from apec_outcomes import Dataset, loads
from generate import files


def dataset(size: float) -> Dataset:
    return loads(files(size).single.read_text(encoding="utf-8"), Dataset)


def closure(data: Dataset) -> dict[str, list[str]]:
    """Return each theme with all those below it."""
    return {theme.id: [theme.id, *data.narrower(theme).ids()] for theme in data.themes}


def sqlite(data: Dataset) -> sqlite3.Connection:
    """Return the outcomes in SQLite by number: dates indexed, themes with all above them, words."""
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
        themes = set[str]().union(*(above[name] for name in o.themes))
        db.executemany("insert into about values (?, ?)", [(theme, number) for theme in themes])
        db.execute("insert into texts (rowid, title, summary) values (?, ?, ?)", (number, o.title, o.summary))
    db.executescript(
        """
        create index by_first on outcomes (first, last);
        create index by_last on outcomes (last, first);
        insert into texts (texts) values ('optimize');
        analyze;
        """
    )
    return db
