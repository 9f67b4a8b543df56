"""Documents of meetings."""

from enum import StrEnum

import attrs

from apec_outcomes.dates import DateSpan
from apec_outcomes.model._converters import member, span_or_none
from apec_outcomes.model._fields import Url
from apec_outcomes.model._record import Record

__all__ = ["Document", "DocumentKind"]


class DocumentKind(StrEnum):
    """The kind of a document, from its title."""

    DECLARATION = "declaration"
    JOINT_STATEMENT = "joint-statement"
    MINISTERIAL_STATEMENT = "ministerial-statement"
    CHAIRS_STATEMENT = "chairs-statement"
    ACTION_PLAN = "action-plan"
    ROADMAP = "roadmap"
    FRAMEWORK = "framework"
    GUIDELINES = "guidelines"
    PRINCIPLES = "principles"
    AGENDA = "agenda"
    VISION = "vision"
    REPORT = "report"


def _document_kind(value: DocumentKind | str) -> DocumentKind:
    return member(DocumentKind, value)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Document(Record):
    """A text that a meeting issued.

    Parameters
    ----------
    title
        The official title. Outcomes refer to a document of their meeting by title.
    kind
        The kind of text.
    date
        When it was issued.
    url
        Its address, if it is online.
    complete
        Whether the dataset has all its outcomes that say who will do what by when.

    >>> import apec_outcomes as apec
    >>> apec.Document(title="Trujillo Statement", kind=apec.DocumentKind.JOINT_STATEMENT)
    <Document Trujillo Statement (joint-statement)>
    """

    title: str
    kind: DocumentKind = attrs.field(converter=_document_kind)
    date: DateSpan | None = attrs.field(default=None, converter=span_or_none)
    url: Url | None = None
    complete: bool = False

    def _headline(self) -> str:
        date = f", {self.date}" if self.date else ""
        return f"{self.title} ({self.kind.value}{date})"
