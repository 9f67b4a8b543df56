"""The generated outcomes in SQLite and as texts for other libraries."""

import sqlite3
from collections import defaultdict

from apec_outcomes import Dataset, Outcome, loads
from apec_outcomes.model._text import fold
from apec_outcomes.query.spelling import common_text
from generate import files


def dataset(size: float) -> Dataset:
    return loads(files(size).single.read_text(encoding="utf-8"), Dataset)


def common(text: str) -> str:
    """Return the form of a text that searches compare."""
    return common_text(fold(text))


def searched(outcome: Outcome) -> str:
    """Return the texts of an outcome in the form that searches compare.

    The word between two texts is in no phrase, so that no phrase is found across them.
    """
    texts = (outcome.title, outcome.summary, outcome.document, outcome.heading, outcome.note)
    return " fieldend ".join(map(common, filter(None, texts)))


def closure(data: Dataset) -> dict[str, list[str]]:
    """Return each theme with all narrower themes."""
    return {theme.id: [theme.id, *data.narrower(theme).ids()] for theme in data.themes}


def sqlite(data: Dataset) -> sqlite3.Connection:
    """Return a database of the outcomes: indexed dates, themes with their broader ones, and FTS5 texts."""
    db = sqlite3.connect(":memory:")
    db.executescript(
        """
        create table outcomes (number integer primary key, id text, title text, first text, last text);
        create table about (theme text, number integer, primary key (theme, number)) without rowid;
        create virtual table texts using fts5 (text, tokenize = 'unicode61');
        """
    )
    above = defaultdict(set)
    for theme, below in closure(data).items():
        for name in below:
            above[name].add(theme)
    for number, o in enumerate(data.outcomes):
        # As in the library, an outcome without a date has the dates of its meeting.
        days = o.date or data.meetings[o.meeting].dates
        dates = (str(days.start), str(days.end))
        db.execute("insert into outcomes values (?, ?, ?, ?, ?)", (number, o.id, o.title, *dates))
        themes = set[str]().union(*(above[name] for name in o.themes))
        db.executemany("insert into about values (?, ?)", [(theme, number) for theme in themes])
        db.execute("insert into texts (rowid, text) values (?, ?)", (number, searched(o)))
    db.executescript(
        """
        create index by_first on outcomes (first, last);
        create index by_last on outcomes (last, first);
        insert into texts (texts) values ('optimize');
        analyze;
        """
    )
    return db
