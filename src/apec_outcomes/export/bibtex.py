"""Citations as BibTeX: bibtexparser (extra ``cite``) writes it."""

from typing import Any

from apec_outcomes._extras import library
from apec_outcomes.dates import Precision
from apec_outcomes.dates.precision import month_name
from apec_outcomes.export._citations import Citation, writer_of

__all__ = ["to_bibtex", "write"]


def to_bibtex(citations: Any) -> str:
    """Return citations as BibTeX."""
    bibtex = library("bibtexparser", "cite")
    return str(
        bibtex.write_string(bibtex.Library([_entry(citation, bibtex.model) for citation in citations]))
    )


def _entry(citation: Citation, model: Any) -> Any:
    issued = citation.issued
    is_report = citation.kind == "document"
    texts = {
        "title": citation.title,
        "author": citation.author,
        "institution": citation.author if is_report else None,
        "type": citation.genre,
        "year": str(issued.start.year) if issued else None,
        "note": ", ".join(part for part in (citation.event, citation.place) if part) or None,
        "version": citation.version,
    }
    values = {name: _latex(text) for name, text in texts.items() if text}
    # In braces, styles do not change the case of a title, or read an institution as the name of a person.
    values |= {name: f"{{{values[name]}}}" for name in ("title", "author") if name in values}
    if citation.url:
        values["url"] = citation.url.translate(_IN_ADDRESSES)
    fields = [model.Field(name, value) for name, value in values.items()]
    if issued and issued.start_precision != Precision.YEAR:
        month = model.Field("month", month_name(issued.start.month)[:3].lower())
        month.enclosing = "no-enclosing"  # the month is a BibTeX macro, not a text
        fields.append(month)
    return model.Entry("techreport" if is_report else "misc", citation.id, fields)


def _latex(text: str) -> str:
    """Return a text with the special characters of LaTeX escaped."""
    return " ".join(text.split()).translate(_MARKS)


_IN_ADDRESSES = str.maketrans({"{": "%7B", "}": "%7D", "'": "%27", "\\": "%5C"})
"""Percent-encoding of characters that end a field or that readers change: braces have no other escape."""
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
