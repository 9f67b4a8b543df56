"""What names a document, which has a title only within its meeting."""

from apec_outcomes.model import Meeting
from apec_outcomes.model._text import slug

__all__ = ["document_key"]


def document_key(title: str, meeting: Meeting) -> str:
    """Return what names a document beside all others: titles that come to one slug are numbered."""
    name = slug(title)
    alike = [each.title for each in meeting.documents if slug(each.title) == name]
    number = alike.index(title) if title in alike else 0
    return f"{meeting.id}.{name}-{number + 1}" if number else f"{meeting.id}.{name}"
