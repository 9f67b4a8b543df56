"""Tables as Parquet: a file for a query, a folder with a file for each table for a dataset (extra ``arrow``).

The ``README.md`` in the folder lets Hugging Face `datasets` load it, with each table as a configuration.
"""

import os

from apec_outcomes._extras import library
from apec_outcomes.export._about import about
from apec_outcomes.export._protocols import Exported, Records
from apec_outcomes.export._tables import table_files

__all__ = ["write"]


def write(exported: Exported, path: str) -> None:
    """Write a query to a file, or a dataset to a folder."""
    parquet = library("pyarrow.parquet", "arrow", "pyarrow")
    names = []
    for name, table in table_files(exported, path, ".parquet"):
        parquet.write_table(table.to_arrow(), name, compression="zstd")
        names.append(table.name)
    if not isinstance(exported, Records):
        with open(os.path.join(path, "README.md"), "w", encoding="utf-8") as file:
            file.write(_card(about(exported), names))


def _card(described: dict[str, str], names: list[str]) -> str:
    """Return the text of ``README.md``, with the tables in the header that Hugging Face reads."""
    configs = "\n".join(f"- config_name: {name}\n  data_files: {name}.parquet" for name in names)
    return (
        f"---\nlicense: cc-by-4.0\npretty_name: apec-outcomes\nlanguage:\n- en\nconfigs:\n{configs}\n---\n\n"
        f"# {described['title']}\n\n{described['description']}\n\n"
        f"Cite it as: {described['citation']}\n\n"
        f"Licence: [{described['licence']}]({described['licence_url']}).\n"
    )
