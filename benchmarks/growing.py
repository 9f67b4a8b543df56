"""`merge` of a meeting compared with reading it, and `to_pandas` compared with `pandas.DataFrame`."""

from collections.abc import Iterator
from functools import partial

import pandas

import apec_outcomes as apec
from measure import Row, interleaved, row
from tables import dataset

TIMES = 200  # calls in one measurement


def merging(rounds: int, size: float) -> Iterator[Row]:
    """Merging a dataset of one meeting into the generated one."""
    data = dataset(size)
    alone: dict[str, object] = {
        "sessions": [],
        "themes": [],
        "topics": [],
        "sources": [],
        "part_of": None,
        "forum": None,
    }
    like = apec.unstructure(data.meetings[0]) | alone | {"id": "2030-own-meeting", "venue": {"city": "Lima"}}
    one = apec.Dataset(meetings=[apec.structure(like, apec.Meeting)])
    text = apec.dumps(one)
    data.merge(one)  # builds the indexes of the larger dataset

    def merge() -> None:
        for _ in range(TIMES):
            data.merge(one)

    def read() -> None:
        for _ in range(TIMES):
            apec.loads(text, apec.Dataset)

    times = interleaved(rounds, {"ours": merge, "reading": read})
    yield row(
        "`merge` of a dataset of one meeting / reading that dataset strictly",
        times["ours"],
        times["reading"],
        3,
    )


def frames(rounds: int, size: float) -> Iterator[Row]:
    """All outcomes as a data frame, compared with making it from ready columns."""
    data = dataset(size)
    frame = data.outcomes.to_pandas()
    columns = {name: frame[name].tolist() for name in frame.columns}
    times = interleaved(
        rounds, {"ours": data.outcomes.to_pandas, "pandas": partial(pandas.DataFrame, columns)}
    )
    yield row(
        "`to_pandas()` of all outcomes / `DataFrame` of ready columns", times["ours"], times["pandas"], 3
    )
