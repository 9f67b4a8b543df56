"""Export to other formats: one module for each format, based on shared views of the dataset.

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
    """Write a query or a dataset atomically in a format for other tools.

    Parameters
    ----------
    exported
        The query or the dataset.
    path
        The file, or the folder if the format has a file for each table.
    to
        The name of the format, one of `FORMATS`. Default: determined by the extension of the path.
    replace
        Overwrite an existing file or folder. A file keeps its permissions.
    options
        Options of some formats.

        ``base``, for linked data: the beginning of the IRIs of all records. If you publish the data, this is
        their address, such as ``https://example.org/apec/``. The default is a URN.

        ``formulas``, for CSV: ``defuse`` puts an apostrophe before texts that begin with ``=``, ``+``, ``-``
        or ``@``, which a spreadsheet would run as formulas; ``keep``, the default, does not.

        ``inexact``, for calendars: ``omit``, the default, leaves out records without exact days; ``include``
        adds them as events of a whole month or year. Records without dates are always left out.

    Raises
    ------
    FormatError
        If the name or extension is of no format, the format does not support these records, the option or
        its value, or the path is empty.
    ArgumentError
        If `path` is no path, or `replace` neither True nor False.
    FileExistsError
        If the file or folder exists, unless `replace`.
    OSError
        If it cannot be written, for instance on a full disk.
    MissingExtraError
        If the library for the format is not installed.

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
        If `what` cannot be cited.
    FormatError
        If `form` is unknown.
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
