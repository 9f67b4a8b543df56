"""Tables as Parquet: a file for a query, a folder with a file a table for a dataset (extra ``arrow``)."""

from apec_outcomes._extras import library
from apec_outcomes.export._tables import Exported, table_files
from apec_outcomes.export.arrow import to_arrow

__all__ = ["write"]


def write(exported: Exported, path: str) -> None:
    """Write a query to a file, or a dataset to a folder.

    Raises
    ------
    MissingExtraError
        Where pyarrow is not installed.
    """
    parquet = library("pyarrow.parquet", "arrow", "pyarrow")
    for name, table in table_files(exported, path, ".parquet"):
        parquet.write_table(to_arrow(table), name, compression="zstd")
