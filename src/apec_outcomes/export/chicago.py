"""Citations in the author-date style of the Chicago Manual (https://www.chicagomanualofstyle.org/)."""

from collections.abc import Iterable

from apec_outcomes.export._citations import Citation, closed, whereabouts

__all__ = ["to_chicago"]


def to_chicago(citations: Iterable[Citation]) -> str:
    """Return citations in Chicago style, one in each line."""
    return "\n".join(map(_reference, citations))


def _reference(citation: Citation) -> str:
    issued = citation.issued
    title = f"“{closed(citation.title)}”" if citation.title else None
    version = f"Version {citation.version}" if citation.version else None
    where = whereabouts(citation, str(issued or ""))
    year = str(issued.end.year) if issued else "n.d"
    rest = [closed(part) for part in (citation.genre, version, where, citation.url) if part]
    return " ".join(filter(None, (closed(citation.author), f"{year}.", title, *rest)))
