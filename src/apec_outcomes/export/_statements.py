"""The record as statements of linked data: one view, which JSON-LD and Turtle write.

Meetings are schema.org events, documents and outcomes creative works, themes a SKOS concept scheme; what a
fact comes from is told in PROV-O, and the dataset as a whole in DCAT.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote

from apec_outcomes.dates import DateSpan, Precision
from apec_outcomes.export._about import AUTHORS, DESCRIPTION, LICENCE, TITLE
from apec_outcomes.export._docstrings import summary_of
from apec_outcomes.export._documents import document_key
from apec_outcomes.export._protocols import AllRecords, Exported, Records, one_collection
from apec_outcomes.model import (
    CalendarEntry,
    Document,
    Economy,
    Forum,
    HostYear,
    Meeting,
    Outcome,
    Session,
    Source,
    Status,
    Theme,
    Venue,
)
from apec_outcomes.model._collections import row_of

__all__ = ["BASE", "PREFIXES", "Iri", "Literal", "Statement", "statements_of"]

BASE = "urn:x-apec-outcomes:"
"""What the names of all records begin with. They are names, not addresses: who publishes the record at an
address of their own gives that as the base."""

PREFIXES: Mapping[str, str] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_STATUSES = {
    Status.CANCELLED: "schema:EventCancelled",
    Status.POSTPONED: "schema:EventPostponed",
    Status.HELD: "schema:EventScheduled",  # schema.org has no status for what took place
    Status.SCHEDULED: "schema:EventScheduled",
}


class Iri(str):
    """The name of a thing, in full."""

    __slots__ = ()


class Literal(NamedTuple):
    """A text, with the name of its type or its language."""

    text: str
    type: str | None = None
    language: str | None = None


class Statement(NamedTuple):
    """What is said of a thing: the property is named with a prefix, such as ``schema:name``."""

    subject: Iri
    property: str
    value: Iri | Literal


def statements_of(exported: Exported, base: str = BASE) -> Iterator[Statement]:
    """Yield what a query, or a whole dataset, states.

    Parameters
    ----------
    exported
        What is stated.
    base
        What the names of its records begin with.
    """
    if isinstance(exported, Records):
        yield from _Telling(exported.dataset, base).records(exported)
        return
    told = _Telling(exported, base)
    yield from told.dataset()
    for name in _TOLD:
        yield from told.records(one_collection(exported, name))


_TOLD = ("themes", "economies", "fora", "host_years", "meetings", "outcomes", "calendar", "sources")
"""The collections that have statements of their own; sessions and documents come with meetings."""


class _Telling:
    """What records state, with names that begin alike."""

    def __init__(self, data: AllRecords, base: str) -> None:
        self._data = data
        self._base = base
        self._places: set[str] = set()

    def records(self, records: Iterable[Any]) -> Iterator[Statement]:
        for record in records:
            yield from getattr(self, f"_{row_of(type(record)).name}")(record)

    def name(self, collection: str, key: object) -> Iri:
        return Iri(f"{self._base}{collection}/{quote(str(key))}")

    def dataset(self) -> Iterator[Statement]:
        it, due = Iri(f"{self._base}dataset"), self._due
        scheme = self._scheme
        yield from _typed(it, "dcat:Dataset")
        yield from _said(it, "dcterms:title", TITLE, language="en")
        yield from _said(it, "dcterms:description", DESCRIPTION, language="en")
        yield from _said(it, "dcterms:creator", AUTHORS)
        yield from _said(it, "dcterms:publisher", AUTHORS)
        yield Statement(it, "dcterms:license", Iri(LICENCE))
        yield from _said(it, "dcat:version", self._data.version)
        yield from _dated(it, "dcterms:modified", self._data.as_of, "end")
        yield Statement(it, "dcat:themeTaxonomy", scheme)
        yield from self._reach(it)
        yield from _typed(scheme, "skos:ConceptScheme")
        yield from _said(scheme, "dcterms:title", "Themes of APEC's record", language="en")
        yield from _typed(self._outcome, "rdfs:Class")
        yield Statement(self._outcome, "rdfs:subClassOf", _full("schema:CreativeWork"))
        yield from _said(self._outcome, "rdfs:label", "Outcome", language="en")
        yield from _said(self._outcome, "rdfs:comment", summary_of(Outcome), language="en")
        yield from _typed(due, "rdf:Property")
        yield from _said(due, "rdfs:label", "due by", language="en")
        yield from _said(
            due, "rdfs:comment", "The last day of the deadline that an outcome sets.", language="en"
        )

    def _reach(self, it: Iri) -> Iterator[Statement]:
        """Yield the time of which the dataset tells: from the first host year to the day it is as of."""
        first = min(self._data.host_years, key=lambda each: each.year, default=None)
        if first and self._data.as_of:
            period = Iri(f"{self._base}period")
            yield Statement(it, "dcterms:temporal", period)
            yield from _typed(period, "dcterms:PeriodOfTime")
            yield Statement(period, "dcat:startDate", Literal(f"{first.year:04}", "xsd:gYear"))
            yield from _dated(period, "dcat:endDate", self._data.as_of, "end")

    @property
    def _outcome(self) -> Iri:
        return Iri(f"{self._base}vocabulary/Outcome")

    @property
    def _due(self) -> Iri:
        return Iri(f"{self._base}vocabulary/dueBy")

    @property
    def _scheme(self) -> Iri:
        return Iri(f"{self._base}themes")

    def _themes(self, theme: Theme) -> Iterator[Statement]:
        it, scheme = self.name("themes", theme.id), self._scheme
        yield from _typed(it, "skos:Concept")
        yield Statement(it, "skos:inScheme", scheme)
        yield from _said(it, "skos:prefLabel", theme.label, language="en")
        yield from _said(it, "skos:definition", theme.definition, language="en")
        for alias in theme.aliases:
            if alias != theme.label:
                yield from _said(it, "skos:altLabel", alias, language="en")
        if theme.broader:
            above = self.name("themes", theme.broader)
            yield Statement(it, "skos:broader", above)
            yield Statement(above, "skos:narrower", it)
        else:
            yield Statement(it, "skos:topConceptOf", scheme)
            yield Statement(scheme, "skos:hasTopConcept", it)

    def _economies(self, economy: Economy) -> Iterator[Statement]:
        it = self.name("economies", economy.code)
        yield from _typed(it, "schema:AdministrativeArea")
        yield from _said(it, "schema:name", economy.name)
        yield from _said(it, "schema:identifier", economy.code)
        for alias in economy.aliases:
            yield from _said(it, "schema:alternateName", alias)
        yield from self._sourced(it, economy.sources)

    def _fora(self, forum: Forum) -> Iterator[Statement]:
        it = self.name("fora", forum.id)
        yield from _typed(it, "schema:Organization")
        yield from _said(it, "schema:name", forum.name)
        yield from _said(it, "schema:alternateName", forum.acronym)
        yield from _said(it, "schema:description", forum.summary, language="en")
        if forum.parent:
            yield Statement(it, "schema:parentOrganization", self.name("fora", forum.parent))
        for earlier in forum.predecessors:
            yield Statement(it, "dcterms:replaces", self.name("fora", earlier))
        if forum.successor:
            yield Statement(it, "dcterms:isReplacedBy", self.name("fora", forum.successor))
        yield from _dated(it, "schema:foundingDate", forum.established, "start")
        yield from _dated(it, "schema:dissolutionDate", forum.ended, "end")
        if forum.url:
            yield Statement(it, "schema:url", _address(forum.url))
        yield from self._sourced(it, forum.sources)

    def _host_years(self, year: HostYear) -> Iterator[Statement]:
        it = self.name("host-years", year.year)
        yield from _typed(it, "schema:EventSeries")
        yield from _said(it, "schema:name", f"APEC {year.year}")
        yield from _said(it, "schema:alternateName", year.theme)
        yield Statement(it, "schema:organizer", self.name("economies", year.host))
        yield from self._sourced(it, year.sources)

    def _meetings(self, meeting: Meeting) -> Iterator[Statement]:
        it = self.name("meetings", meeting.id)
        yield from self._event(it, meeting)
        yield from _said(it, "schema:description", meeting.summary, language="en")
        if self._data.find("host_years", meeting.year):
            yield Statement(it, "schema:superEvent", self.name("host-years", meeting.year))
        if meeting.part_of:
            whole = self.name("meetings", meeting.part_of)
            yield Statement(it, "schema:superEvent", whole)
            yield Statement(whole, "schema:subEvent", it)
        for session in meeting.sessions:
            part = self.name("sessions", session.id)
            yield Statement(it, "schema:subEvent", part)
            yield Statement(part, "schema:superEvent", it)
            yield from self._sessions(session)
        for document in meeting.documents:
            yield from self._document(document, meeting)

    def _documents(self, document: Document) -> Iterator[Statement]:
        meeting = self._data.meeting_of(document)
        if meeting:
            yield from self._document(document, meeting)

    def _document(self, document: Document, meeting: Meeting) -> Iterator[Statement]:
        key = document_key(document.title, meeting)
        it = self.name("documents", key)
        yield Statement(self.name("meetings", meeting.id), "schema:workFeatured", it)
        yield from _typed(it, "schema:CreativeWork")
        yield from _said(it, "schema:identifier", key)
        yield from _said(it, "schema:name", document.title)
        yield from _said(it, "schema:genre", document.kind.value)
        yield from _dated(it, "schema:dateCreated", document.date, "start")
        if document.url:
            yield Statement(it, "schema:url", _address(document.url))
        # A document has no sources of its own: those of its meeting tell of it.
        yield from self._sourced(it, meeting.sources)

    def _sessions(self, session: Session) -> Iterator[Statement]:
        it = self.name("sessions", session.id)
        yield from self._event(it, session)
        yield from _said(it, "schema:description", session.summary, language="en")

    def _event(self, it: Iri, record: Meeting | Session) -> Iterator[Statement]:
        yield from _typed(it, "schema:Event")
        yield from _said(it, "schema:identifier", record.id)
        yield from _said(it, "schema:name", record.title)
        yield from _said(it, "schema:additionalType", record.kind.value)
        yield from _dated(it, "schema:startDate", record.dates, "start")
        yield from _dated(it, "schema:endDate", record.dates, "end")
        if record.status:
            yield Statement(it, "schema:eventStatus", _full(_STATUSES[record.status]))
        if record.forum:
            yield Statement(it, "schema:organizer", self.name("fora", record.forum))
        for theme in record.themes:
            yield Statement(it, "schema:about", self.name("themes", theme))
        yield from self._placed(it, record.venue)
        yield from self._sourced(it, record.sources)

    def _placed(self, it: Iri, venue: Venue | None) -> Iterator[Statement]:
        if venue is None or not str(venue):
            return
        place = self.name("places", venue)
        yield Statement(it, "schema:location", place)
        if place in self._places:
            return
        self._places.add(place)
        yield from _typed(place, "schema:Place")
        yield from _said(place, "schema:name", str(venue.name or venue.city or venue.economy))
        yield from _said(place, "schema:address", venue.city)
        if venue.economy:
            yield Statement(place, "schema:containedInPlace", self.name("economies", venue.economy))

    def _outcomes(self, outcome: Outcome) -> Iterator[Statement]:
        it = self.name("outcomes", outcome.id)
        yield from _typed(it, "schema:CreativeWork")
        yield Statement(it, "rdf:type", self._outcome)
        yield from _said(it, "schema:identifier", outcome.id)
        yield from _said(it, "schema:name", outcome.title)
        yield from _said(it, "schema:abstract", outcome.summary, language="en")
        yield from _said(it, "schema:genre", outcome.kind.value)
        where = ("sessions", outcome.session) if outcome.session else ("meetings", outcome.meeting)
        yield Statement(it, "schema:recordedAt", self.name(*where))
        if outcome.document:
            key = document_key(outcome.document, self._data.find("meetings", outcome.meeting))
            yield Statement(it, "schema:isPartOf", self.name("documents", key))
        for theme in outcome.themes:
            yield Statement(it, "schema:about", self.name("themes", theme))
        for earlier in outcome.builds_on:
            yield Statement(it, "schema:isBasedOn", self.name("outcomes", earlier))
        yield from _dated(it, "schema:dateCreated", outcome.date, "start")
        if outcome.target_date:
            yield Statement(it, self._due, _day(outcome.target_date, "end"))
        yield from self._sourced(it, outcome.sources)

    def _calendar(self, entry: CalendarEntry) -> Iterator[Statement]:
        it = self.name("calendar", entry.id)
        yield from _typed(it, "schema:CreativeWork")
        yield from _said(it, "schema:genre", "announcement")
        yield from _said(it, "schema:identifier", entry.id)
        yield from _said(it, "schema:name", entry.title)
        yield from _said(it, "schema:temporalCoverage", entry.dates.edtf)
        if entry.session or entry.meeting:
            where = ("sessions", entry.session) if entry.session else ("meetings", entry.meeting)
            yield Statement(it, "schema:about", self.name(*where))
        yield from self._sourced(it, entry.sources)

    def _sources(self, source: Source) -> Iterator[Statement]:
        it = self.name("sources", source.id)
        yield from _typed(it, "schema:WebPage")
        yield from _typed(it, "prov:Entity")
        yield Statement(it, "schema:url", _address(source.url))
        yield from _said(it, "dcterms:publisher", source.publisher)
        yield from _said(it, "schema:name", source.title)
        yield from _said(it, "schema:inLanguage", source.language)
        yield from _dated(it, "schema:datePublished", source.published, "start")

    def _sourced(self, it: Iri, sources: Iterable[str]) -> Iterator[Statement]:
        for source in sources:
            yield Statement(it, "prov:hadPrimarySource", self.name("sources", source))


def _address(url: str) -> Iri:
    """Return an address with what no IRI may hold (RFC 3987) escaped."""
    return Iri(re.sub(r"""[\x00-\x20<>"{}|\\^`]""", lambda found: quote(found[0]), url))


def _full(name: str) -> Iri:
    prefix, _, rest = name.partition(":")
    return Iri(f"{PREFIXES[prefix]}{rest}")


def _typed(it: Iri, kind: str) -> Iterator[Statement]:
    yield Statement(it, "rdf:type", _full(kind))


def _said(it: Iri, name: str, text: str | None, language: str | None = None) -> Iterator[Statement]:
    if text:
        yield Statement(it, name, Literal(text, language=language))


def _dated(it: Iri, name: str, span: DateSpan | None, end: str) -> Iterator[Statement]:
    if span:
        yield Statement(it, name, _day(span, end))


def _day(span: DateSpan, end: str) -> Literal:
    """Return one end of a span, as exactly as it is known."""
    day: date = getattr(span, end)
    match getattr(span, f"{end}_precision"):
        case Precision.YEAR:
            return Literal(f"{day.year:04}", "xsd:gYear")
        case Precision.MONTH:
            return Literal(f"{day.year:04}-{day.month:02}", "xsd:gYearMonth")
        case _:
            return Literal(day.isoformat(), "xsd:date")
