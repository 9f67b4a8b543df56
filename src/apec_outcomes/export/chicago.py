"""Citations in the author-date style of the Chicago Manual (https://www.chicagomanualofstyle.org/)."""

from collections.abc import Iterable

from apec_outcomes.export._citations import Citation, event_and_place, with_full_stop

__all__ = ["to_chicago"]


def to_chicago(citations: Iterable[Citation]) -> str:
    """Return citations in Chicago style, one in each line."""
    return "\n".join(map(_reference, citations))


def _reference(citation: Citation) -> str:
    issued = citation.issued
    title = f"“{with_full_stop(citation.title)}”" if citation.title else None
    version = f"Version {citation.version}" if citation.version else None
    where = event_and_place(citation, str(issued or ""))
    year = str(issued.end.year) if issued else "n.d"
    rest = [with_full_stop(part) for part in (citation.genre, version, where, citation.url) if part]
    return " ".join(filter(None, (with_full_stop(citation.author), f"{year}.", title, *rest)))
