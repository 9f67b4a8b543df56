"""Look-ups by id, by year and by theme, beside the look-up of a ready answer in a plain dict."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from random import Random
from typing import Any

from apec_outcomes import Dataset
from generate import YEARS
from measure import Row, equal, interleaved, row
from tables import closure, dataset


def in_dict(table: Mapping[Any, Any], keys: Iterable[Any]) -> None:
    for key in keys:
        table[key]


def in_dict_counted(table: Mapping[Any, Any], keys: Iterable[Any]) -> None:
    for key in keys:
        len(table[key])


def by_id(data: Dataset, ids: Iterable[str]) -> None:
    for key in ids:
        data.outcomes[key]


def in_year(data: Dataset, years: Iterable[int]) -> None:
    for year in years:
        data.outcomes.in_year(year)


def in_year_counted(data: Dataset, years: Iterable[int]) -> None:
    for year in years:
        len(data.outcomes.in_year(year))


def about(data: Dataset, themes: Iterable[str]) -> None:
    for theme in themes:
        data.outcomes.about(theme)


def about_counted(data: Dataset, themes: Iterable[str]) -> None:
    for theme in themes:
        len(data.outcomes.about(theme))


def lookups(rounds: int, size: float) -> Iterator[Row]:
    """At the size and at ten times it."""
    for each in (size, size * 10):
        data = dataset(each)
        outcomes, below = tuple(data.outcomes), closure(data)
        ids = {o.id: o for o in outcomes}
        years = {
            y: tuple(o for o in outcomes if o.date and o.date.start.year <= y <= o.date.end.year)
            for y in YEARS
        }
        themes = {t: tuple(o for o in outcomes if not set(o.themes).isdisjoint(below[t])) for t in below}
        for year, found in years.items():
            equal("in_year", tuple(data.outcomes.in_year(year)), found)
        for theme, found in themes.items():
            equal("about", tuple(data.outcomes.about(theme)), found)

        # A user's own text is equal to a key, not the same object.
        some_ids = [f"{key} "[:-1] for key in Random(1).sample(list(ids), min(5000, len(ids)))] * 4
        some_years = list(years) * 500
        some_themes = [f"{theme} "[:-1] for theme in themes] * 250
        cases = {
            "id": partial(by_id, data, some_ids),
            "dict of ids": partial(in_dict, ids, some_ids),
            "year": partial(in_year, data, some_years),
            "dict of years": partial(in_dict, years, some_years),
            "theme": partial(about, data, some_themes),
            "dict of themes": partial(in_dict, themes, some_themes),
            "year counted": partial(in_year_counted, data, some_years),
            "dict of years counted": partial(in_dict_counted, years, some_years),
            "theme counted": partial(about_counted, data, some_themes),
            "dict of themes counted": partial(in_dict_counted, themes, some_themes),
        }
        times = interleaved(rounds * 3, cases)
        among = f"among {len(outcomes):,} outcomes"
        yield row(f"look-up by id {among} / dict", times["id"], times["dict of ids"], 3)
        yield row(f"look-up by year {among} / dict", times["year"], times["dict of years"], 4)
        yield row(
            f"look-up by theme with narrower {among} / dict", times["theme"], times["dict of themes"], 4
        )
        for what in ("year", "theme"):
            ours, theirs = times[f"{what} counted"], times[f"dict of {what}s counted"]
            yield row(f"- by {what}, and `len()` of what is found", ours, theirs)
