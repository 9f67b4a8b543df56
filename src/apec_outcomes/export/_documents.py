"""Documents by themselves: they belong to a meeting, and have a name only within it."""

from apec_outcomes.dataset import Dataset
from apec_outcomes.model import Document, Meeting
from apec_outcomes.model._folding import slug

__all__ = ["document_key", "meeting_of"]


def meeting_of(document: Document, data: Dataset) -> Meeting | None:
    """Return the meeting that issued a document; of equal ones, that of this very object."""
    issued = [meeting for meeting in data.meetings if document in meeting.documents]
    own = (meeting for meeting in issued if any(each is document for each in meeting.documents))
    return next(own, next(iter(issued), None))


def document_key(title: str, meeting: Meeting) -> str:
    """Return what names a document beside all others: titles that come to one slug are numbered."""
    name = slug(title)
    alike = [each.title for each in meeting.documents if slug(each.title) == name]
    number = alike.index(title) if title in alike else 0
    return f"{meeting.id}.{name}-{number + 1}" if number else f"{meeting.id}.{name}"
