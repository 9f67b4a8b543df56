"""JSON Lines (https://jsonlines.org): a record in each line, a folder of files for a dataset."""

import json
import os

from apec_outcomes.export._protocols import Exported, Records, one_collection
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.serialization.converters import unstructure

__all__ = ["write"]

_BREAKS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}
"""Escapes of characters that JSON allows unescaped, but that some readers treat as the end of a line."""


def write(exported: Exported, path: str) -> None:
    """Write a query to a file, or a dataset to a folder."""
    if isinstance(exported, Records):
        _write_lines(exported, path)
        return
    os.mkdir(path)
    for name in COLLECTIONS:
        _write_lines(one_collection(exported, name), os.path.join(path, f"{name}.jsonl"))


def _write_lines(records: Records, path: str) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        for record in records:
            line = json.dumps(unstructure(record), ensure_ascii=False)
            file.write(f"{line.translate(_BREAKS)}\n")
