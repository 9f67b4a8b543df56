"""Where a fact comes from."""

from typing import Annotated

import attrs

from apec_outcomes.dates import DateSpan
from apec_outcomes.model._converters import span_or_none, texts
from apec_outcomes.model._record import Record, Reference, Slug, Url

__all__ = ["Source", "SourceRef"]

SourceRef = Annotated[str, Reference("sources")]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Source(Record):
    """A public page that states facts of the record.

    Parameters
    ----------
    id
        In kebab case.
    url
        The address of the page.
    publisher
        Who put the page out.
    title
        As the page gives it.
    published
        When the page says that it was published.
    language
        A BCP 47 tag, such as ``en``.
    accessed
        When the page was read for the record.
    summary
        What the page says, in our own words.
    themes
        What it is about.
    people
        Those whom the page names as contacts or shows in a picture, each with the part they have.
    see_also
        Addresses of pages by the same publisher on the same subject.
    note
        What a reader of the record should know of the page.

    >>> import apec_outcomes as apec
    >>> apec.Source(id="apec-som3", url="https://www.apec.org/som3", publisher="APEC")
    <Source apec-som3: APEC, https://www.apec.org/som3>
    """

    id: Slug
    url: Url
    publisher: str
    title: str | None = None
    published: DateSpan | None = attrs.field(default=None, converter=span_or_none)
    accessed: DateSpan | None = attrs.field(default=None, converter=span_or_none)
    language: str | None = None
    summary: str | None = None
    themes: tuple[Annotated[str, Reference("themes")], ...] = attrs.field(default=(), converter=texts)
    people: tuple[str, ...] = attrs.field(default=(), converter=texts)
    see_also: tuple[Url, ...] = attrs.field(default=(), converter=texts)
    note: str | None = None

    def _headline(self) -> str:
        return f"{self.id}: {self.publisher}, {self.title or self.url}"
