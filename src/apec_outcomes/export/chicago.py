"""Citations in the author-date style of the Chicago Manual (https://www.chicagomanualofstyle.org/)."""

from collections.abc import Iterable

from apec_outcomes.export._citations import Citation, closed

__all__ = ["to_chicago"]


def to_chicago(citations: Iterable[Citation]) -> str:
    """Return citations in a line each, as a list of references in the style of Chicago has them."""
    return "\n".join(map(_reference, citations))


def _reference(citation: Citation) -> str:
    issued = citation.issued
    title = f"“{closed(citation.title)}”" if citation.title else None
    version = f"Version {citation.version}" if citation.version else None
    where = ", ".join(part for part in (citation.event, citation.place, str(issued or "")) if part)
    inside = f"In {where}" if citation.event and citation.kind != "document" else where
    year = str(issued.end.year) if issued else "n.d"
    rest = (citation.genre, version, inside, citation.url)
    head = [closed(citation.author), f"{year}.", *([title] if title else [])]
    return " ".join([*head, *(closed(part) for part in rest if part)])
