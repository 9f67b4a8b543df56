"""What a citation of a record says: one view, which every format of citations writes."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import QueryError, UnknownIdError
from apec_outcomes.export._about import AUTHORS, NAME, TITLE
from apec_outcomes.export._documents import document_key
from apec_outcomes.export._protocols import AllRecords, Exported, Records, sources_of
from apec_outcomes.model import CalendarEntry, Document, Meeting, Outcome, Session, Source

__all__ = ["Citation", "citation_of", "citations_of", "writer_of"]

BODY = "Asia-Pacific Economic Cooperation"


class Citation(NamedTuple):
    """What is cited, and by what it is found.

    Parameters
    ----------
    id
        The id of the record; of a document, that of its meeting and its title in kebab case.
    kind
        ``dataset``, ``document``, ``event``, ``outcome`` or ``page``.
    title, author, issued, url
        What it is called, who put it out, when, and where it can be read.
    publisher
        Who published it, where that is another than the author.
    event, place
        The meeting that it is of, and where it was held.
    version
        Of a dataset.
    accessed
        When a page was read for the record.
    """

    id: str
    kind: str
    title: str
    author: str
    issued: DateSpan | None = None
    url: str | None = None
    publisher: str | None = None
    event: str | None = None
    place: str | None = None
    version: str | None = None
    accessed: DateSpan | None = None


def citations_of(exported: Exported) -> Iterator[Citation]:
    """Yield the citation of each record of a query, or of a dataset as a whole.

    Raises
    ------
    QueryError
        Where its records are none that can be cited.
    """
    if isinstance(exported, Records):
        for record in exported:
            yield citation_of(record, exported.dataset)
    else:
        yield citation_of(exported, exported)


def writer_of(text_of: Callable[[Iterator[Citation]], str]) -> Callable[[Exported, str], None]:
    """Return the function that writes the citations of a query, or of a dataset as a whole, to a file.

    Parameters
    ----------
    text_of
        Returns the text of citations in the format.
    """

    def write(exported: Exported, path: str) -> None:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text_of(citations_of(exported)))

    return write


def citation_of(record: Any, data: AllRecords) -> Citation:
    """Return the citation of a record, or of the dataset.

    Raises
    ------
    QueryError
        Where it is none that can be cited.
    """
    match record:
        case AllRecords():
            return Citation(NAME, "dataset", TITLE, AUTHORS, record.as_of, version=record.version)
        case Source():
            title = record.title or record.url
            return Citation(
                record.id,
                "page",
                title,
                record.publisher,
                record.published,
                record.url,
                accessed=record.accessed,
            )
        case Document():
            return _of_document(record, data)
        case Meeting():
            url = next((paper.url for paper in record.documents if paper.url), _page(record, data))
            return _of_event(record, record.title, url, data)
        case Session() | CalendarEntry():
            return _of_event(record, None, _page(record, data), data)
        case Outcome():
            meeting = data.find("meetings", record.meeting)
            papers = (paper for paper in meeting.documents if paper.title == record.document)
            url = next((paper.url for paper in papers if paper.url), _page(record, data))
            issued = record.date or meeting.dates
            event = f"{record.document}, {meeting.title}" if record.document else meeting.title
            place = _place(meeting, data)
            return Citation(record.id, "outcome", record.title, BODY, issued, url, event=event, place=place)
    raise QueryError(
        f"got {record!r}; expected a meeting, session, document, outcome, calendar entry, source or dataset"
    )


def _of_document(document: Document, data: AllRecords) -> Citation:
    try:
        meeting = data.meeting_of(document)
    except UnknownIdError:
        meeting = None
    if meeting is None:
        raise QueryError(f"got {document!r}; expected a document of a meeting of the dataset")
    key = document_key(document.title, meeting)
    issued = document.date or meeting.dates
    place = _place(meeting, data)
    return Citation(
        key, "document", document.title, BODY, issued, document.url, event=meeting.title, place=place
    )


def _of_event(
    record: Meeting | Session | CalendarEntry, event: str | None, url: str | None, data: AllRecords
) -> Citation:
    place = _place(record, data)
    return Citation(
        record.id, "event", record.title, BODY, record.dates, url, event=event or record.title, place=place
    )


def _page(record: Any, data: AllRecords) -> str | None:
    return next((source.url for source in sources_of(record, data)), None)


def _place(record: Meeting | Session | CalendarEntry, data: AllRecords) -> str | None:
    venue = record.venue
    if venue is None:
        return None
    economy = data.find("economies", venue.economy)
    parts = (venue.city, economy.name if economy else venue.economy)
    return ", ".join(part for part in parts if part) or None
