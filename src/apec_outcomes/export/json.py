"""JSON: a query as a list, as `dumps` writes it; a dataset in the format that `load` reads."""

from apec_outcomes.export._protocols import Exported, Records
from apec_outcomes.serialization.converters import dumps

__all__ = ["write"]


def write(exported: Exported, path: str) -> None:
    """Write a query or a dataset to a file."""
    text = dumps(exported, indent=2 if isinstance(exported, Records) else None)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{text}\n")
