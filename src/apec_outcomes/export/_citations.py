"""Citations of records: one view, written by every citation format."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import ArgumentError, UnknownIdError, quoted
from apec_outcomes.export._about import AUTHORS, NAME, TITLE
from apec_outcomes.export._documents import document_key, numbered
from apec_outcomes.export._protocols import Exported, Records, addresses_of, place_of, referred
from apec_outcomes.model import CalendarEntry, Document, Meeting, Outcome, Session, Source
from apec_outcomes.model._dataset import AllRecords
from apec_outcomes.model.outcome import outcome_dates

__all__ = ["Citation", "citation_of", "citations_of", "event_and_place", "with_full_stop", "writer_of"]

BODY = "Asia-Pacific Economic Cooperation"


class Citation(NamedTuple):
    """The bibliographic data of a record, document or dataset.

    Parameters
    ----------
    id
        The id of the record; for a document, the id of its meeting and its title in kebab case.
    kind
        ``dataset``, ``document``, ``event``, ``outcome`` or ``page``.
    title, author, issued, url
        The title, the institution that issued it, the date and the address. A page may have no title.
    genre
        The kind of a document, such as ``Joint statement``.
    event, place
        Its meeting, if that has another title, and where it was held.
    version
        The version of a dataset.
    accessed
        The day on which a page was read for the dataset.
    """

    id: str
    kind: str
    title: str | None
    author: str
    issued: DateSpan | None = None
    url: str | None = None
    genre: str | None = None
    event: str | None = None
    place: str | None = None
    version: str | None = None
    accessed: DateSpan | None = None


def citations_of(exported: Exported) -> Iterator[Citation]:
    """Yield the citation of each record of a query, or of a dataset as a whole, with unique ids."""
    if not isinstance(exported, Records):
        yield citation_of(exported, exported)
        return
    used: set[str] = set()
    for record in exported:
        citation = citation_of(record, exported.dataset)
        used.add(key := numbered(citation.id, used))
        yield citation._replace(id=key)


def writer_of(text_of: Callable[[Iterator[Citation]], str]) -> Callable[[Exported, str], None]:
    """Return a function that writes the citations of a query, or of a dataset as a whole, to a file."""

    def write(exported: Exported, path: str) -> None:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text_of(citations_of(exported)))

    return write


def event_and_place(citation: Citation, *further: str) -> str:
    """Return the event and place of a citation, and further texts, in the form of a reference."""
    where = ", ".join(filter(None, (citation.event, citation.place, *further)))
    return f"In {where}" if citation.event and citation.kind != "document" else where


def with_full_stop(text: str) -> str:
    """Return a text with a full stop, if it does not end with punctuation."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def citation_of(record: Any, data: AllRecords) -> Citation:
    """Return the citation of a record, or of the dataset."""
    match record:
        case AllRecords():
            return Citation(NAME, "dataset", TITLE, AUTHORS, record.as_of, version=record.version)
        case Source():
            read = record.accessed
            return Citation(
                record.id, "page", record.title, record.publisher, record.published, record.url, accessed=read
            )
        case Document():
            return _of_document(record, data)
        case Meeting() | Session() | CalendarEntry():
            url = next(addresses_of(record, data, getattr(record, "documents", ())), None)
            place = place_of(record.venue, data)
            return Citation(record.id, "event", record.title, BODY, record.dates, url, place=place)
        case Outcome():
            meeting = referred(data, "meetings", record.meeting)
            papers = (paper for paper in meeting.documents if paper.title == record.document)
            url = next(addresses_of(record, data, papers), None)
            issued = outcome_dates(record, partial(data.find, "meetings"))
            document = record.document if record.document != record.title else None
            event = ", ".join(filter(None, (document, meeting.title)))
            place = place_of(meeting.venue, data)
            return Citation(record.id, "outcome", record.title, BODY, issued, url, event=event, place=place)
    raise ArgumentError(
        f"got {quoted(record)}; expected a meeting, session, document, outcome, calendar entry, source "
        "or dataset"
    )


def _of_document(document: Document, data: AllRecords) -> Citation:
    try:
        meeting = data.meeting_of(document)
    except UnknownIdError:
        meeting = None
    if meeting is None:
        raise ArgumentError(f"got {document!r}; expected a document of a meeting of the dataset")
    return Citation(
        document_key(document.title, meeting),
        "document",
        document.title,
        BODY,
        document.date or meeting.dates,
        document.url,
        document.kind.value.replace("-", " ").capitalize(),
        meeting.title if meeting.title != document.title else None,
        place_of(meeting.venue, data),
    )
