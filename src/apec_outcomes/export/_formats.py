"""Export formats and their options."""

import os
import re
from typing import Any, Literal, NamedTuple, TypedDict

from apec_outcomes.errors import ArgumentError, FormatError, listed, quoted
from apec_outcomes.export._rdf import PREFIXES
from apec_outcomes.storage.paths import path_to_write

__all__ = ["FORMATS", "Format", "Options", "checked_options", "format_of"]


class Format(NamedTuple):
    """An export format.

    Parameters
    ----------
    endings
        The extensions of its files, in lower case.
    description
        A description in a few words.
    options
        The names of its options, explained by `export`.

    .. versionadded:: 0.2
    """

    endings: tuple[str, ...]
    description: str
    options: tuple[str, ...] = ()


class Options(TypedDict, total=False):
    """Options of some formats, explained by `export`.

    .. versionadded:: 0.3
    """

    base: str | None
    formulas: Literal["keep", "defuse"]
    inexact: Literal["omit", "include"]


FORMATS = {
    "json": Format((".json",), "JSON: a list of records, or a dataset as `load` reads it"),
    "jsonl": Format((".jsonl",), "JSON Lines, a record in each line; a folder of files for a dataset"),
    "csv": Format((".csv",), "comma-separated values; a folder of files for a dataset", ("formulas",)),
    "markdown": Format((".md",), "a Markdown table; a folder of files for a dataset"),
    "parquet": Format((".parquet",), "Apache Parquet; a folder of files for a dataset"),
    "xlsx": Format((".xlsx",), "an Excel workbook, with a sheet for each table"),
    "sqlite": Format((".sqlite", ".db"), "an SQLite database"),
    "datasette": Format((), "a folder with an SQLite database and its metadata, to open in Datasette"),
    "duckdb": Format((".duckdb",), "a DuckDB database"),
    "icalendar": Format((".ics",), "a calendar of meetings, sessions or calendar entries", ("inexact",)),
    "jsonld": Format((".jsonld",), "linked data in JSON-LD: schema.org, SKOS, PROV-O and DCAT", ("base",)),
    "turtle": Format((".ttl",), "linked data in Turtle, with the same statements", ("base",)),
    "ntriples": Format((".nt",), "linked data in N-Triples, with the same statements", ("base",)),
    "csl": Format((), "citations in CSL-JSON"),
    "bibtex": Format((".bib",), "citations in BibTeX"),
    "ris": Format((".ris",), "citations in RIS"),
    "graphml": Format((".graphml",), "a graph of outcomes, fora or themes in GraphML"),
    "mermaid": Format((".mmd", ".mermaid"), "a graph of outcomes, fora or themes as a Mermaid flowchart"),
    "dot": Format((".dot", ".gv"), "a graph of outcomes, fora or themes in DOT, the language of Graphviz"),
    "datapackage": Format((), "a Frictionless Data Package: a folder of CSV files with their schemas"),
    "croissant": Format((), "a folder of CSV files with Croissant metadata, for machine learning"),
    "rocrate": Format((), "an RO-Crate: a folder of CSV files with metadata for research archives"),
}
"""The formats by name. Each is a module of the same name in this package.

.. versionadded:: 0.2
"""


def format_of(path: str | os.PathLike[str], to: object, *, option: str = "to='csv'") -> str:
    """Return the name of the format: `to`, or else determined by the extension of the path.

    `option` is an example of how to pass the format, for errors.
    """
    given = path_to_write(path)
    if to is not None:
        if isinstance(to, str) and to in FORMATS:
            return to
        raise FormatError(f"got {quoted(to)}; expected one of the formats {', '.join(FORMATS)}")
    ending = os.path.splitext(given)[1].lower()
    for name, known in FORMATS.items():
        if ending in known.endings:
            return name
    endings = ", ".join(each for known in FORMATS.values() for each in known.endings)
    raise FormatError(
        f"unknown extension of {quoted(given)}; expected one of {endings}, or a format, such as {option}"
    )


def checked_options(name: str, options: Options) -> dict[str, Any]:
    """Check the options for a format, and return those that are not None."""
    given = {option: value for option, value in options.items() if value is not None}
    for option, value in given.items():
        takers = [each for each, row in FORMATS.items() if option in row.options]
        if not takers:
            known = ", ".join(Options.__annotations__)
            raise ArgumentError(f"got an unknown option {option!r}; expected one of {known}")
        if name not in takers:
            verb = "takes" if len(takers) == 1 else "take"
            raise FormatError(
                f"got {option}={quoted(value)} for {name}; only {listed(takers)} {verb} {option}"
            )
        if option == "base":
            fits, expected = _is_base(value), "one such as 'https://example.org/apec/'"
        else:
            fits, expected = value in _CHOICES[option], " or ".join(map(repr, _CHOICES[option]))
        if not fits:
            raise FormatError(f"got {option}={quoted(value)}; expected {expected}")
    return given


def _is_base(base: object) -> bool:
    if not isinstance(base, str):
        return False
    scheme, _, rest = base.partition(":")
    # A scheme equal to one of our prefixes would be read as that prefix, and a web address needs a host.
    if scheme in PREFIXES or (scheme in ("http", "https") and not re.match(r"//[^/?#]+", rest)):
        return False
    return bool(re.fullmatch(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f<>"{}|\\^`\[\]]*[/#:]""", base))


_CHOICES = {"formulas": ("keep", "defuse"), "inexact": ("omit", "include")}
