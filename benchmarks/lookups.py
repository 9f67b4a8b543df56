"""Look-ups by id, compared with a dict."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from random import Random
from typing import Any

from apec_outcomes import Dataset
from measure import Row, interleaved, row
from tables import dataset


def in_dict(table: Mapping[Any, Any], keys: Iterable[Any]) -> None:
    for key in keys:
        table[key]


def by_id(data: Dataset, ids: Iterable[str]) -> None:
    for key in ids:
        data.outcomes[key]


def lookups(rounds: int, size: float) -> Iterator[Row]:
    """Look-ups at the given size and at ten times that size."""
    for each in (size, size * 10):
        data = dataset(each)
        ids = {outcome.id: outcome for outcome in data.outcomes}
        # Users pass a text that is equal to the key, but not the same object.
        some = [f"{key} "[:-1] for key in Random(1).sample(list(ids), min(5000, len(ids)))] * 4
        cases = {"ours": partial(by_id, data, some), "dict": partial(in_dict, ids, some)}
        times = interleaved(rounds * 3, cases)
        yield row(f"look-up by id among {len(ids):,} outcomes / dict", times["ours"], times["dict"], 4)
