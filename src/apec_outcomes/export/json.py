"""Records as JSON, as `dumps` writes them: a list for a query; a dataset as `load` reads it."""

from apec_outcomes.export._protocols import Exported, Records
from apec_outcomes.serialization.converters import dumps

__all__ = ["write"]


def write(exported: Exported, path: str) -> None:
    """Write a query or a dataset to a file."""
    text = dumps(exported, indent=2 if isinstance(exported, Records) else None)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{text}\n")
