"""The keys of documents, which have a title only within their meeting."""

from collections.abc import Collection

from apec_outcomes.model import Meeting
from apec_outcomes.model._text import slug

__all__ = ["document_key", "document_keys", "numbered"]


def document_key(title: str, meeting: Meeting) -> str:
    """Return the key of a document of a meeting, which no other document has.

    A title that the meeting does not list gets the key that it would have as the only one.
    """
    return document_keys(meeting).get(title) or f"{meeting.id}.{slug(title)}"


def document_keys(meeting: Meeting) -> dict[str, str]:
    """Return the key of each document of a meeting, by its title: titles with one slug are numbered."""
    keys: dict[str, str] = {}
    for document in meeting.documents:
        if document.title not in keys:
            keys[document.title] = numbered(f"{meeting.id}.{slug(document.title)}", keys.values())
    return keys


def numbered(key: str, used: Collection[str]) -> str:
    """Return a key, with a number after it if it is used already."""
    number, free = 1, key
    while free in used:
        number += 1
        free = f"{key}-{number}"
    return free
