"""Read the files of a dataset folder as builtins, and write a dataset in the canonical format."""

import json
from pathlib import Path
from typing import Any

from apec_outcomes import Dataset
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.serialization.upgrades import SCHEMA_VERSION, up_to_date
from apec_outcomes.storage.writing import texts_of_folder

__all__ = ["DATA", "Fields", "contents_of", "records_of", "write"]

DATA = Path(__file__).parent.parent / "src" / "apec_outcomes" / "data"
"""The folder of the bundled dataset."""

Fields = dict[str, Any]


def contents_of(folder: Path) -> list[Fields]:
    """Return the content of each file of a folder, by file name."""
    files = sorted(folder.glob("*.json"))
    return [up_to_date(json.loads(file.read_text(encoding="utf-8")), str(file)) for file in files]


def records_of(folder: Path) -> tuple[Fields, dict[str, list[Fields]]]:
    """Return the schema, version and date of a dataset, and the records of each collection."""
    head: Fields = {"schema": SCHEMA_VERSION}
    records: dict[str, list[Fields]] = {name: [] for name in COLLECTIONS}
    for contents in contents_of(folder):
        head |= {name: contents[name] for name in ("version", "as_of") if name in contents}
        for name in COLLECTIONS:
            records[name] += contents.get(name, [])
    return head, records


def write(dataset: Dataset, folder: Path) -> None:
    """Write the files that change, and remove files that the dataset no longer has."""
    texts = texts_of_folder(dataset)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    for path in folder.glob("*.json"):
        if path.name not in texts:
            path.unlink()
