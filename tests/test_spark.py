"""The Parquet tables, queried by Spark in local mode."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import apec_outcomes as apec

pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java"),
    pytest.mark.filterwarnings("ignore"),  # warnings of Spark
]
sql = pytest.importorskip("pyspark.sql", reason="Spark needs the extra 'spark'")


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A local session of Spark with the tables of the dataset."""
    folder = tmp_path_factory.mktemp("spark") / "tables"
    apec.load().export(folder, to="parquet")
    session = (
        sql.SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "1")
        .getOrCreate()
    )
    for path in folder.glob("*.parquet"):
        session.read.parquet(str(path)).createOrReplaceTempView(path.stem)
    yield session
    session.stop()


QUESTION = """
    SELECT DISTINCT o.id FROM outcomes o
    JOIN outcome_themes l ON l.outcome = o.id
    LEFT JOIN theme_broader b ON b.theme = l.theme AND b.broader = 'digital-economy'
    WHERE (l.theme = 'digital-economy' OR b.theme IS NOT NULL) AND o.date_end >= DATE '2020-01-01'
"""


def test_spark_duckdb_and_the_library_have_the_same_answer(
    spark: Any, data: apec.Dataset, tmp_path: Path
) -> None:
    import duckdb

    data.export(tmp_path / "apec.duckdb")
    with duckdb.connect(str(tmp_path / "apec.duckdb"), read_only=True) as database:
        by_duckdb = {key for (key,) in database.execute(QUESTION).fetchall()}
    by_spark = {row.id for row in spark.sql(QUESTION).collect()}
    themes = {"digital-economy", *(theme.id for theme in data.themes.where(broader="digital-economy"))}
    by_library = {o.id for o in data.outcomes.since(2020) if themes & set(o.themes) and o.date}
    assert by_spark == by_duckdb == by_library
    assert by_spark


def test_spark_counts_every_row(spark: Any, data: apec.Dataset) -> None:
    for name, table in data.tables().items():
        assert spark.table(name).count() == len(table.rows)
