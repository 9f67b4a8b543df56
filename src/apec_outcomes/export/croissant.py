"""Croissant (https://mlcommons.org/croissant): a folder with a CSV file for each table, and metadata."""

from collections.abc import Iterable, Iterator
from typing import Any

from apec_outcomes.export._about import AUTHORS, DESCRIPTION, LICENCE, NAME, citation_text
from apec_outcomes.export._columns import Column
from apec_outcomes.export._packages import File, write_description, write_tables
from apec_outcomes.export._protocols import Exported, dataset_of
from apec_outcomes.export._tables import Table

__all__ = ["write"]

_TYPES = {"text": "sc:Text", "integer": "sc:Integer", "boolean": "sc:Boolean", "date": "sc:Date"}
_SIMPLE = (
    "column", "data", "examples", "field", "fileObject", "fileProperty", "fileSet", "format", "includes",
    "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex",
    "repeated", "replace", "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
    "dct": "http://purl.org/dc/terms/",
    "citeAs": "cr:citeAs",
    "conformsTo": "dct:conformsTo",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "extract": "cr:extract",
    **{word: f"cr:{word}" for word in _SIMPLE},
    "equivalentProperty": "cr:equivalentProperty",
    "data": {"@id": "cr:data", "@type": "@json"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
}


def write(exported: Exported, path: str) -> None:
    """Write a query or a dataset to a folder."""
    data, files = dataset_of(exported), write_tables(exported, path)
    plain = set(_plain(file.table for file in files))
    description = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": NAME,
        "description": DESCRIPTION,
        "license": LICENCE,
        "creator": {"@type": "sc:Organization", "name": AUTHORS},
        "citeAs": citation_text(data),
        **({"version": data.version} if data.version else {}),
        **({"datePublished": data.as_of.end.isoformat()} if data.as_of else {}),
        "distribution": [_file(file) for file in files],
        "recordSet": [_records(file, plain) for file in files],
    }
    write_description(path, "croissant.json", description)


def _file(file: File) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "contentUrl": file.path,
        "contentSize": f"{file.size} B",
        "encodingFormat": "text/csv",
        "sha256": file.digest,
    }


def _records(file: File, plain: set[str]) -> dict[str, Any]:
    table = file.table
    linked = _reference(table, plain)
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": [{"@id": f"{table.name}/{column}"} for column in table.key],
        "field": [_field(table.name, column, file.path, linked.get(column.name)) for column in table.columns],
    }


def _plain(tables: Iterable[Table]) -> Iterator[str]:
    """Yield the names of the tables that have rows and do not refer to other tables.

    mlcroissant joins a record set to the one that it refers to. It fails if there are several of these, or if
    the referenced one has no rows or refers to another one.
    """
    for table in tables:
        if table.values[0] and all(key.table == table.name for key in table.foreign_keys):
            yield table.name


def _reference(table: Table, plain: set[str]) -> dict[str, str]:
    """Return the first column that refers to a plain table, and the field that it refers to."""
    for key in table.foreign_keys:
        if key.table in plain - {table.name} and len(key.columns) == 1:
            return {key.columns[0]: f"{key.table}/{key.references[0]}"}
    return {}


def _field(table: str, column: Column, path: str, target: str | None) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": "sc:Text" if column.many else _TYPES[column.type],
        "source": {"fileObject": {"@id": path}, "extract": {"column": column.name}},
        **({"references": {"field": {"@id": target}}} if target else {}),
    }
