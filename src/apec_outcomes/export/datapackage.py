"""A Frictionless Data Package: a folder with a CSV file for each table, and ``datapackage.json``.

It follows https://specs.frictionlessdata.io/data-package/.
"""

from collections.abc import Iterable
from typing import Any

from apec_outcomes.export._about import DESCRIPTION, LICENCE, LICENCE_NAME, NAME, TITLE
from apec_outcomes.export._columns import Column
from apec_outcomes.export._packages import File, write_description, write_tables
from apec_outcomes.export._protocols import Exported, Records, dataset_of, referred
from apec_outcomes.export._tables import Table
from apec_outcomes.model import Document, Source
from apec_outcomes.model._dataset import AllRecords
from apec_outcomes.model._fields import cited

__all__ = ["write"]

_TYPES = {"text": "string", "integer": "integer", "boolean": "boolean", "date": "date"}


def write(exported: Exported, path: str) -> None:
    """Write a query or a dataset to a folder."""
    data, files = dataset_of(exported), write_tables(exported, path)
    description = {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": TITLE,
        "description": DESCRIPTION,
        **({"version": data.version} if data.version else {}),
        "licenses": [{"name": "CC-BY-4.0", "title": LICENCE_NAME, "path": LICENCE}],
        "sources": [
            {"title": source.title or source.publisher, "path": source.url} for source in _cited(exported)
        ],
        "resources": list(map(_resource, files)),
    }
    write_description(path, "datapackage.json", description)


def _cited(exported: Exported) -> list[Source]:
    """Return the sources that the exported records cite, each once."""
    if not isinstance(exported, Records):
        return list(exported.sources)
    if exported.collection == "sources":
        return list(exported)
    data = exported.dataset
    keys = dict.fromkeys(key for record in exported for key in _keys_in(record, data))
    return [referred(data, "sources", key) for key in keys]


def _keys_in(record: Any, data: AllRecords) -> Iterable[str]:
    """Return the ids of the sources of a record and its parts; for a document, those of its meeting."""
    meeting = data.meeting_of(record) if isinstance(record, Document) else None
    return meeting.sources if meeting else cited(record)


def _resource(file: File) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": file.table.name.replace("_", "-"),
        "path": file.path,
        "description": file.table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.digest}",
        "schema": _schema(file.table),
    }


def _schema(table: Table) -> dict[str, Any]:
    # A foreign key of several columns is looked up as a whole, and so fails if one of them is empty.
    required = {column.name for column in table.columns if column.required}
    keys = [
        {
            "fields": list(key.columns),
            "reference": {
                "resource": "" if key.table == table.name else key.table.replace("_", "-"),
                "fields": list(key.references),
            },
        }
        for key in table.foreign_keys
        if len(key.columns) == 1 or required.issuperset(key.columns)
    ]
    return {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if column.required and not column.many else {}
    if column.categories and not column.many:
        limits["enum"] = list(column.categories)
    return {
        "name": column.name,
        "type": "string" if column.many else _TYPES[column.type],
        "description": column.description,
        **({"constraints": limits} if limits else {}),
    }
