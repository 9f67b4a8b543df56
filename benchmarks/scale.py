"""Measure how the cost of a question grows with the dataset: `python benchmarks/scale.py [--most 1000]`.

The bundled outcomes and their themes are repeated with new ids, so the proportions of years, themes and words
stay the same. This library, DuckDB, polars and pandas answer three questions about them: a theme and dates, a
word, a count by year. DuckDB, polars and pandas read Parquet files again for each question. This library
uses objects in memory and their indexes; a thousand repetitions need about 5 GB.
"""

import argparse
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Any

import attrs
import duckdb
import pandas
import polars

import apec_outcomes as apec
from measure import equal, interleaved

THEME, SINCE, WORD = "customs", "2010-01-01", "tariffs"
SIZES = (1, 10, 100, 1000)


def repeated(data: apec.Dataset, times: int) -> apec.Dataset:
    """Return a dataset with a number of copies of each outcome, each with its own id."""
    outcomes = [
        attrs.evolve(outcome, id=f"{outcome.id}-{number}", builds_on=()) if number else outcome
        for number in range(times)
        for outcome in data.outcomes
    ]
    kept = {
        name: getattr(data, name)
        for name in ("economies", "fora", "themes", "host_years", "meetings", "sources")
    }
    return apec.Dataset(**kept, outcomes=outcomes)


def write(data: apec.Dataset, times: int, folder: Path) -> None:
    """Write a number of copies of the outcomes and their themes as Parquet."""
    tables = data.tables()
    for name, key in (("outcomes", "id"), ("outcome_themes", "outcome")):
        once = tables[name].to_polars()
        copies = (
            once.with_columns(polars.col(key) + f"-{number}") if number else once for number in range(times)
        )
        polars.concat(copies).write_parquet(folder / f"{name}.parquet")


def cases(folder: Path, held: apec.Dataset) -> dict[str, dict[str, Callable[[], Any]]]:
    """Return the function of each library that answers each question."""
    outcomes, links = str(folder / "outcomes.parquet"), str(folder / "outcome_themes.parquet")
    in_duckdb = duckdb.connect()
    first = polars.lit(SINCE).str.to_date()

    def by_duckdb(query: str) -> Any:
        return in_duckdb.execute(query).fetchall()

    def by_pandas(columns: list[str]) -> pandas.DataFrame:
        return pandas.read_parquet(outcomes, columns=columns)

    def pandas_theme() -> int:
        named = pandas.read_parquet(links, columns=["outcome", "theme"])
        ids = set(named.loc[named["theme"] == THEME, "outcome"])
        frame = by_pandas(["id", "date_end"])
        ends: Any = pandas.to_datetime(frame["date_end"])
        late = ends >= SINCE
        return int((late & frame["id"].isin(ids)).sum())

    def pandas_word() -> int:
        frame = by_pandas(["title", "summary"])
        texts: Any = frame["title"] + " " + frame["summary"]
        return int(texts.str.contains(pattern, regex=True).sum())

    pattern = rf"(?i)\b{WORD}\b"
    scanned = polars.scan_parquet(outcomes)
    query = held.outcomes
    theme_ids = polars.scan_parquet(links).filter(polars.col("theme") == THEME).select("outcome")
    return {
        "a theme and dates": {
            "DuckDB": lambda: by_duckdb(
                f"SELECT count(*) FROM '{outcomes}' o JOIN '{links}' l ON l.outcome = o.id "
                f"WHERE l.theme = '{THEME}' AND o.date_end >= DATE '{SINCE}'"
            )[0][0],
            "polars": lambda: (
                scanned.filter(polars.col("date_end") >= first)
                .join(theme_ids, left_on="id", right_on="outcome")
                .select(polars.len())
                .collect()
                .item()
            ),
            "pandas": pandas_theme,
            "this library, in memory": lambda: len(
                query.where(lambda o: o.date is not None).about(THEME, narrower=False).since(SINCE)
            ),
        },
        "a word": {
            "DuckDB": lambda: by_duckdb(
                f"SELECT count(*) FROM '{outcomes}' "
                f"WHERE regexp_matches(title || ' ' || summary, '{pattern}')"
            )[0][0],
            "polars": lambda: (
                scanned.filter((polars.col("title") + " " + polars.col("summary")).str.contains(pattern))
                .select(polars.len())
                .collect()
                .item()
            ),
            "pandas": pandas_word,
            "this library, in memory": lambda: len(query.matching(WORD)),
        },
        "a count by year": {
            "DuckDB": lambda: dict(by_duckdb(f"SELECT year, count(*) FROM '{outcomes}' GROUP BY year")),
            "polars": lambda: dict(scanned.group_by("year").len().collect().iter_rows()),
            "pandas": lambda: by_pandas(["year"])["year"].value_counts().to_dict(),
            "this library, in memory": lambda: query.tally("year"),
        },
    }


def table(times: Mapping[int, Mapping[str, Mapping[str, float]]]) -> str:
    """Return a table of milliseconds, each with its ratio to the smallest size in brackets."""
    sizes = sorted(times)
    lines = [
        f"| question | library | {' | '.join(f'{size:,} ×' for size in sizes)} |",
        f"|---|---|{'--:|' * len(sizes)}",
    ]
    for question, answered in times[sizes[0]].items():
        for who, least in answered.items():
            cells = []
            for size in sizes:
                taken = times[size][question][who]
                cells.append(f"{taken:.3g} ms ({taken / least:.3g})")
            lines.append(f"| {question} | {who} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, and print the table of the page on speed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--most", type=int, default=1000, help="the largest size (default: 1000)")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    data = apec.load()
    times: dict[int, dict[str, dict[str, float]]] = {}
    for size in (size for size in SIZES if size <= given.most):
        held = repeated(data, size)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write(data, size, folder)
            times[size] = {}
            for question, asked in cases(folder, held).items():
                answers = [answer() for answer in asked.values()]
                equal(f"{question}, {size} times", *answers)
                taken = interleaved(given.rounds, asked)
                times[size][question] = {who: median(each) / 1e6 for who, each in taken.items()}
    print(table(times))


if __name__ == "__main__":
    main()
