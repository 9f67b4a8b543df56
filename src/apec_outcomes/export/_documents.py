"""Keys of documents, whose titles are unique only within their meeting."""

from collections.abc import Collection

from apec_outcomes.model import Meeting
from apec_outcomes.model._text import slug

__all__ = ["document_key", "numbered"]


def document_key(title: str, meeting: Meeting) -> str:
    """Return the unique key of a document of a meeting: equal slugs are numbered."""
    keys: dict[str, str] = {}
    for document in meeting.documents:
        keys[document.title] = numbered(f"{meeting.id}.{slug(document.title)}", keys.values())
    return keys[title]


def numbered(key: str, used: Collection[str]) -> str:
    """Return a key, followed by a number if it is already used."""
    number, free = 1, key
    while free in used:
        number += 1
        free = f"{key}-{number}"
    return free
