"""Building the indexes, which happens on first use, compared with structuring the dataset from builtins."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from apec_outcomes import Dataset, structure
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.serialization.document import DatasetDocument
from generate import files
from measure import Row, interleaved, row

DATED = ("meetings", "sessions", "documents", "outcomes", "calendar")
ALL = (*COLLECTIONS, "sessions", "documents")


class FirstUse:
    """A dataset without indexes, and the questions that build them."""

    def __init__(self, builtins: Any) -> None:
        self.builtins = builtins
        self.data = Dataset()

    def records(self) -> DatasetDocument:
        return structure(self.builtins, DatasetDocument)

    def structured(self) -> Dataset:
        return structure(self.builtins, Dataset)

    def fresh(self) -> None:
        contents = self.records()
        self.data = Dataset(**{name: getattr(contents, name) for name in COLLECTIONS})

    def order(self) -> None:
        for name in ALL:
            len(getattr(self.data, name))

    def ids(self) -> None:
        for name in ALL:
            found = getattr(self.data, name)
            found[found[:1].ids()[0]]

    def names(self) -> None:
        data = self.data
        data.economies[next(iter(data.economies)).name]
        data.fora[next(iter(data.fora)).name]
        data.themes[next(iter(data.themes)).label]

    def dates(self) -> None:
        for name in DATED:
            len(getattr(self.data, name).between(date(2000, 1, 1), date(2000, 1, 2)))

    def themes(self) -> None:
        len(self.data.outcomes.about(next(iter(self.data.themes))))

    def words(self) -> None:
        len(self.data.outcomes.matching("word"))


def indexes(rounds: int, size: float) -> Iterator[Row]:
    """Sorting the records, and building each index."""
    first_use = FirstUse(json.loads(files(size).single.read_text(encoding="utf-8")))
    parts = ("ids", "names", "dates", "themes")
    cases = {name: getattr(first_use, name) for name in ("structured", "records", "order", *parts, "words")}
    times = interleaved(rounds, cases, first_use.fresh)
    together = [sum(taken) for taken in zip(*(times[name] for name in parts), strict=True)]
    yield row("sorting the records / making them", times["order"], times["records"])
    whole = "indexes of ids, names, dates and themes"
    yield row(f"{whole} / structuring the dataset", together, times["structured"])
    yield row(f"{whole} / making its records without checking references", together, times["records"])
    for name in parts:
        yield row(f"- {name}", times[name], times["records"])
    yield row("index of the words of outcomes / making the records", times["words"], times["records"])
