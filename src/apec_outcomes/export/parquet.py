"""Tables as Parquet: a file for a query, a folder with a file a table for a dataset (extra ``arrow``)."""

from apec_outcomes._extras import library
from apec_outcomes.export._protocols import Exported
from apec_outcomes.export._tables import table_files

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
        parquet.write_table(table.to_arrow(), name, compression="zstd")
