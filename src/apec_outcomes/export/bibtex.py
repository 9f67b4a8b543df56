"""Citations as BibTeX: the extra ``cite`` brings bibtexparser, which writes it."""

from typing import Any

from apec_outcomes._extras import library
from apec_outcomes.dates import Precision
from apec_outcomes.export._citations import Citation, writer_of

__all__ = ["to_bibtex", "write"]

_TYPES = {"document": "techreport"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def to_bibtex(citations: Any) -> str:
    """Return citations as BibTeX.

    Raises
    ------
    MissingExtraError
        Where bibtexparser is not installed.
    """
    bibtex = library("bibtexparser", "cite")
    return str(
        bibtex.write_string(bibtex.Library([_entry(citation, bibtex.model) for citation in citations]))
    )


def _entry(citation: Citation, model: Any) -> Any:
    issued = citation.issued
    fields = {
        "title": citation.title,
        "author": citation.author,
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
    known = {name: value if name in _VERBATIM else _latex(value) for name, value in fields.items() if value}
    if citation.url:
        # In an address no brace can be escaped but as an address has it.
        known["url"] = citation.url.replace("{", "%7B").replace("}", "%7D")
    # In braces of their own, no style changes the case of names or takes them for a person's.
    known |= {name: f"{{{known[name]}}}" for name in ("title", "author")}
    written = [model.Field(name, value) for name, value in known.items()]
    return model.Entry(_TYPES.get(citation.kind, "misc"), citation.id, written)


def _latex(text: str) -> str:
    """Return a text with what LaTeX would take for its own written as LaTeX writes it."""
    return " ".join(text.split()).translate(_MARKS)


_VERBATIM = ("url", "month")
_MARKS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{mark: f"\\{mark}" for mark in "&%$#_"},
    }
)


write = writer_of(to_bibtex)
