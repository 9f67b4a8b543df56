"""The record in outside formats: one module a format, each over the same views of the record.

>>> import apec_outcomes as apec, pathlib, tempfile
>>> path = pathlib.Path(tempfile.mkdtemp()) / "ai.csv"
>>> apec.load().outcomes.about("AI").export(path)
>>> path.read_text(encoding="utf-8").partition(",")[0]
'id'
"""

import os
import re
from importlib import import_module
from typing import NamedTuple

from apec_outcomes.errors import QueryError, quoted
from apec_outcomes.export._citations import citation_of
from apec_outcomes.export._columns import Column
from apec_outcomes.export._graphs import Edge, Node
from apec_outcomes.export._protocols import AllRecords, Exported, dataset_of
from apec_outcomes.export._statements import PREFIXES
from apec_outcomes.export._tables import ForeignKey, Table, flat, tables
from apec_outcomes.export.graphs import Graph, graph_of
from apec_outcomes.export.jsonschema import json_schema
from apec_outcomes.storage.atomic import whole

__all__ = [
    "FORMATS",
    "Column",
    "Edge",
    "ForeignKey",
    "Format",
    "Graph",
    "Node",
    "Table",
    "cite",
    "export",
    "flat",
    "graph_of",
    "json_schema",
    "tables",
]


class Format(NamedTuple):
    """An outside format: the endings of its files, what it is, and whether it names records by addresses."""

    endings: tuple[str, ...]
    description: str
    names: bool = False


FORMATS = {
    "csv": Format((".csv",), "comma-separated values; a folder with a file a table for a dataset"),
    "parquet": Format((".parquet",), "Apache Parquet; a folder with a file a table for a dataset"),
    "xlsx": Format((".xlsx",), "an Excel workbook, a sheet a table"),
    "sqlite": Format((".sqlite", ".db"), "an SQLite database"),
    "duckdb": Format((".duckdb",), "a DuckDB database"),
    "icalendar": Format((".ics",), "a calendar to subscribe to, of meetings, sessions or calendar entries"),
    "jsonld": Format((".jsonld",), "linked data in JSON-LD: schema.org, SKOS, PROV-O and DCAT", names=True),
    "turtle": Format((".ttl",), "linked data in Turtle: schema.org, SKOS, PROV-O and DCAT", names=True),
    "csl": Format((), "citations in CSL-JSON"),
    "bibtex": Format((".bib",), "citations in BibTeX"),
    "ris": Format((".ris",), "citations in RIS"),
    "graphml": Format((".graphml",), "a graph of outcomes, fora or themes in GraphML"),
    "mermaid": Format((".mmd", ".mermaid"), "a graph of outcomes, fora or themes as a Mermaid flowchart"),
    "dot": Format((".dot", ".gv"), "a graph of outcomes, fora or themes in DOT, the language of Graphviz"),
    "datapackage": Format((), "a Frictionless Data Package: a folder of CSV files with their schemas"),
    "croissant": Format((), "a folder of CSV files with Croissant metadata, for machine learning"),
}
"""The formats that files can be written in, by their names; each has a module of its name here."""


def export(
    exported: Exported,
    path: str | os.PathLike[str],
    *,
    to: str | None = None,
    replace: bool = False,
    base: str | None = None,
) -> None:
    """Write a query or a whole dataset in an outside format, whole or not at all.

    Parameters
    ----------
    exported
        What is written.
    path
        The file, or the folder where the format has one file a table.
    to
        The name of the format, one of `FORMATS`; by the ending of the path where it is left out.
    replace
        Take the place of what stands there already.
    base
        For linked data, what the names of all records begin with, such as ``https://example.org/apec/``:
        yours, where you publish the record. Without it they are names alone, no addresses.

    Raises
    ------
    QueryError
        Where no format has this name or ending, it does not hold such records, or the base is none.
    FileExistsError
        Where something stands there already, unless `replace`.
    OSError
        Where it cannot be written.
    MissingExtraError
        Where the library for the format is not installed.

    >>> import apec_outcomes as apec, pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "themes.jsonld"
    >>> export(apec.load().themes, path, base="https://example.org/apec/")
    >>> "https://example.org/apec/themes/customs" in path.read_text(encoding="utf-8")
    True
    """
    dataset_of(exported)
    name = _format_of(path) if to is None else to
    if not isinstance(name, str) or name not in FORMATS:
        raise QueryError(f"got {quoted(to)}; expected one of the formats {', '.join(FORMATS)}")
    named = {} if base is None else {"base": _checked(base, name)}
    module = import_module(f"apec_outcomes.export.{name}")
    with whole(path, replace=replace) as fresh:
        module.write(exported, fresh, **named)


def cite(what: object, data: AllRecords, form: str) -> str:
    """Return the citation of a record, document or dataset in ``csl``, ``bibtex`` or ``ris``.

    Raises
    ------
    QueryError
        Where it is none that can be cited, or there is no such format.
    MissingExtraError
        Where the library for the format is not installed.

    >>> import apec_outcomes as apec
    >>> data = apec.load()
    >>> print(cite(data.meetings["1994-aelm"], data, "ris").splitlines()[1])
    TY  - CONF
    """
    if form not in _CITATIONS:
        raise QueryError(f"got {quoted(form)}; expected one of {', '.join(_CITATIONS)}")
    module = import_module(f"apec_outcomes.export.{form}")
    return str(getattr(module, f"to_{form}")([citation_of(what, data)]))


_CITATIONS = ("csl", "bibtex", "ris")


def _checked(base: str, name: str) -> str:
    """Return the base that a format is given, where it takes one and can begin names with it."""
    if not FORMATS[name].names:
        takers = ", ".join(each for each, known in FORMATS.items() if known.names)
        raise QueryError(
            f"got the base {quoted(base)} for {name}, which takes none; expected one of {takers}"
        )
    if not isinstance(base, str) or not _begins_names(base):
        raise QueryError(f"got the base {quoted(base)}; expected one such as 'https://example.org/apec/'")
    return base


def _begins_names(base: str) -> bool:
    scheme, _, rest = base.partition(":")
    # A scheme that is a prefix of ours would be read as one, and the web has no address without a host.
    if scheme in PREFIXES or (scheme in ("http", "https") and not re.match(r"//[^/?#]+", rest)):
        return False
    return bool(re.fullmatch(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f<>"{}|\\^`\[\]]*[/#:]""", base))


def _format_of(path: str | os.PathLike[str]) -> str:
    ending = os.path.splitext(os.fsdecode(path))[1].lower()
    for name, known in FORMATS.items():
        if ending in known.endings:
            return name
    endings = ", ".join(each for known in FORMATS.values() for each in known.endings)
    raise QueryError(
        f"no format has the ending of {quoted(os.fsdecode(path))}; expected one of {endings}, "
        "or the name of a format as to="
    )
