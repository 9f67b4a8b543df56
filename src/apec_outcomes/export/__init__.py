"""The record in outside formats: one module for each format, over shared views of the record.

>>> import apec_outcomes as apec, pathlib, tempfile
>>> path = pathlib.Path(tempfile.mkdtemp()) / "ai.csv"
>>> apec.load().outcomes.about("AI").export(path)
>>> path.read_text(encoding="utf-8").partition(",")[0]
'id'
"""

import os
from importlib import import_module
from typing import Unpack, get_args

from apec_outcomes.errors import FormatError, check_flag, quoted
from apec_outcomes.export._citations import citation_of
from apec_outcomes.export._columns import Column
from apec_outcomes.export._disk import disk_errors
from apec_outcomes.export._formats import FORMATS, Format, Options, checked_options, format_of
from apec_outcomes.export._graphs import Edge, Node
from apec_outcomes.export._protocols import Exported, dataset_of
from apec_outcomes.export._tables import ForeignKey, Table, flat, tables
from apec_outcomes.export.graphs import Graph, graph_of
from apec_outcomes.export.jsonschema import json_schema
from apec_outcomes.model._citation import CitationFormat
from apec_outcomes.model._dataset import AllRecords
from apec_outcomes.storage.atomic import atomically

__all__ = [
    "FORMATS",
    "Column",
    "Edge",
    "ForeignKey",
    "Format",
    "Graph",
    "Node",
    "Options",
    "Table",
    "cite",
    "export",
    "flat",
    "graph_of",
    "json_schema",
    "tables",
]


def export(
    exported: Exported,
    path: str | os.PathLike[str],
    *,
    to: str | None = None,
    replace: bool = False,
    **options: Unpack[Options],
) -> None:
    """Write a query or a whole dataset in an outside format, whole or not at all.

    Parameters
    ----------
    exported
        The query or the dataset.
    path
        The file, or the folder where the format has a file for each table.
    to
        The name of the format, one of `FORMATS`. Without it, the ending of the path names the format.
    replace
        Overwrite what exists already; a file keeps its permissions.
    options
        Options that only some formats take.

        ``base``, for linked data: the beginning of the names of all records, such as
        ``https://example.org/apec/``, where you publish the record. Without it they are names alone, not
        addresses.

        ``formulas``, for CSV: ``defuse`` puts an apostrophe before a text that a spreadsheet would run as a
        formula, because it begins with ``=``, ``+``, ``-`` or ``@``; ``keep``, the default, does not.

        ``inexact``, for calendars: ``omit``, the default, leaves out the records whose days are not known, so
        that a calendar may have fewer events than the query has records; ``include`` brings them, too, as
        events over the whole month or year. Records without dates are always left out.

    Raises
    ------
    FormatError
        If no format has this name or ending, the format does not hold such records, or does not take the
        option or its value, or the path is empty.
    ArgumentError
        If `path` is no path.
    FileExistsError
        If the file or folder exists already, unless `replace`.
    OSError
        If it cannot be written, such as on a full disk.
    MissingExtraError
        If the library for the format is not installed.
    ArgumentError
        If `replace` is neither True nor False.

    >>> import apec_outcomes as apec, pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "themes.jsonld"
    >>> export(apec.load().themes, path, base="https://example.org/apec/")
    >>> "https://example.org/apec/themes/customs" in path.read_text(encoding="utf-8")
    True

    .. versionadded:: 0.2
    """
    dataset_of(exported)
    check_flag(replace, "replace")
    name = format_of(path, to)
    given = checked_options(name, options)
    module = import_module(f"apec_outcomes.export.{name}")
    with atomically(path, replace=replace) as fresh, disk_errors(path):
        module.write(exported, fresh, **given)


def cite(what: object, data: AllRecords, form: str) -> str:
    """Return the citation of a record, document or dataset in one of the formats of `Dataset.cite`.

    Raises
    ------
    ArgumentError
        If it is not a record that can be cited.
    FormatError
        If there is no such format.
    MissingExtraError
        If the library for the format is not installed.

    >>> import apec_outcomes as apec
    >>> data = apec.load()
    >>> print(cite(data.meetings["1994-aelm"], data, "ris").splitlines()[0])
    TY  - CONF

    .. versionadded:: 0.2
    """
    known = get_args(CitationFormat)
    if form not in known:
        raise FormatError(f"got {quoted(form)}; expected one of {', '.join(known)}")
    module = import_module(f"apec_outcomes.export.{form}")
    return str(getattr(module, f"to_{form}")([citation_of(what, data)]))
