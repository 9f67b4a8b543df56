"""Records as JSON, as `dumps` writes them: a list for a query; a dataset as `load` reads it."""

import json
from typing import Any

from apec_outcomes.export._protocols import Exported, Records
from apec_outcomes.serialization.converters import dumps, unstructure

__all__ = ["write"]


def write(exported: Exported, path: str) -> None:
    """Write a query or a dataset to a file."""
    if isinstance(exported, Records):
        records: list[Any] = [unstructure(record) for record in exported]
        text = json.dumps(records, ensure_ascii=False, indent=2)
    else:
        text = dumps(exported)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{text}\n")
