"""Sources of facts."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

import attrs

from apec_outcomes.dates import DateSpan
from apec_outcomes.model._converters import member, span_or_none, texts
from apec_outcomes.model._fields import Reference, Slug, Url
from apec_outcomes.model._record import Record

__all__ = ["Source", "SourceKind", "SourceRef", "strongest"]

SourceRef = Annotated[str, Reference("sources")]


class SourceKind(StrEnum):
    """The kind of a source, from strong evidence to weak.

    .. versionadded:: 0.3
    """

    DOCUMENT = "document"
    """The text of a document, from its issuer or as a copy or translation."""
    OFFICIAL = "official"
    """A page of APEC, a host or a member government, in its own words."""
    ORGANISATION = "organisation"
    """Another intergovernmental body, a parliament, a research institute, a reference work."""
    NEWS = "news"
    """A newspaper, an agency or a broadcaster."""
    COMMENTARY = "commentary"
    """A company, a law firm, a consultancy, an association or a blog."""


_STRONGEST_FIRST = tuple(SourceKind)


def strongest(kinds: Iterable[SourceKind]) -> SourceKind | None:
    """Return the strongest of some kinds of sources, or None if there are none."""
    return min(kinds, key=_STRONGEST_FIRST.index, default=None)


def _source_kind(value: SourceKind | str) -> SourceKind:
    return member(SourceKind, value)


def as_source_kind_or_none(value: SourceKind | str | None) -> SourceKind | None:
    """Return the kind of a source, from a member or its text, or None."""
    return None if value is None else member(SourceKind, value)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Source(Record):
    """A public page that states facts of the dataset.

    Parameters
    ----------
    id
        In kebab case.
    url
        The address of the page.
    kind
        The kind of page.
    publisher
        The publisher of the page.
    title
        The title on the page.
    published
        The date of publication on the page.
    language
        A BCP 47 tag, such as ``en``.
    accessed
        When the page was read for the dataset.
    summary
        A summary of the page, in our own words.
    themes
        The ids of its themes.
    people
        Contacts named on the page and people shown in pictures, each with their role.
    see_also
        Addresses of pages by the same publisher on the same subject.
    note
        A remark for readers.

    >>> import apec_outcomes as apec
    >>> url = "https://www.apec.org/som3"
    >>> apec.Source(id="apec-som3", url=url, kind=apec.SourceKind.OFFICIAL, publisher="APEC")
    <Source apec-som3: APEC, https://www.apec.org/som3>
    """

    id: Slug
    url: Url
    kind: SourceKind = attrs.field(converter=_source_kind)
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
