"""Citations as BibTeX: the extra ``cite`` brings pybtex, which writes it."""

from typing import Any

from apec_outcomes._extras import library
from apec_outcomes.dates import Precision
from apec_outcomes.export._citations import Citation, citations_of
from apec_outcomes.export._tables import Exported

__all__ = ["to_bibtex", "write"]

_TYPES = {"document": "techreport"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def write(exported: Exported, path: str) -> None:
    """Write the citations of a query, or of a dataset as a whole, to a file.

    Raises
    ------
    QueryError
        Where its records are none that can be cited.
    MissingExtraError
        Where pybtex is not installed.
    """
    with open(path, "w", encoding="utf-8") as file:
        file.write(to_bibtex(citations_of(exported)))


def to_bibtex(citations: Any) -> str:
    """Return citations as BibTeX.

    Raises
    ------
    MissingExtraError
        Where pybtex is not installed.
    """
    database = library("pybtex.database", "cite", "pybtex")
    entries = {citation.id: _entry(citation, database) for citation in citations}
    return str(database.BibliographyData(entries).to_string("bibtex"))


def _entry(citation: Citation, database: Any) -> Any:
    issued = citation.issued
    fields = {
        # In braces, so that no style changes the case of names.
        "title": f"{{{citation.title}}}",
        "institution": citation.author if citation.kind == "document" else None,
        "year": str(issued.start.year) if issued else None,
        "month": _MONTHS[issued.start.month - 1]
        if issued and issued.start_precision != Precision.YEAR
        else None,
        "howpublished": citation.publisher,
        "note": ", ".join(part for part in (citation.event, citation.place) if part) or None,
        "edition": citation.version,
        "url": citation.url,
    }
    known = [(name, value) for name, value in fields.items() if value]
    author = database.Person()
    author.last_names = [f"{{{citation.author}}}"]
    return database.Entry(_TYPES.get(citation.kind, "misc"), known, persons={"author": [author]})
