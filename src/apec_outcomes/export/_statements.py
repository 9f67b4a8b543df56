"""The record as statements of linked data: one view, which JSON-LD, Turtle and N-Triples write.

Meetings are schema.org events, documents and outcomes creative works, themes a SKOS concept scheme; the
sources of a fact are stated in PROV-O, and the dataset as a whole in DCAT.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from apec_outcomes.export._about import AUTHORS, DESCRIPTION, LICENCE, TITLE
from apec_outcomes.export._documents import document_key
from apec_outcomes.export._naming import EN, Naming
from apec_outcomes.export._protocols import Exported, Records, one_collection
from apec_outcomes.export._rdf import (
    BASE,
    Iri,
    Literal,
    Statement,
    address,
    dated,
    day,
    full,
    said,
    typed,
)
from apec_outcomes.export._terms import described_terms
from apec_outcomes.model import (
    Actor,
    Assessment,
    CalendarEntry,
    Document,
    Economy,
    Forum,
    HostYear,
    Meeting,
    MeetingFormat,
    Outcome,
    Session,
    Source,
    Status,
    Theme,
)
from apec_outcomes.model._collections import COLLECTIONS, row_of

__all__ = ["statements_of"]

_STATUSES = {
    Status.CANCELLED: "schema:EventCancelled",
    Status.POSTPONED: "schema:EventPostponed",
    Status.HELD: "schema:EventScheduled",  # schema.org has no status for what took place
    Status.SCHEDULED: "schema:EventScheduled",
}
_MODES = {
    MeetingFormat.IN_PERSON: "schema:OfflineEventAttendanceMode",
    MeetingFormat.VIRTUAL: "schema:OnlineEventAttendanceMode",
    MeetingFormat.HYBRID: "schema:MixedEventAttendanceMode",
}


def statements_of(exported: Exported, base: str = BASE) -> Iterator[Statement]:
    """Yield the statements of a query, or of a whole dataset.

    Records that others refer to are described, too: by their class, name and sources.

    Parameters
    ----------
    exported
        The query or the dataset.
    base
        The beginning of the names of its records.
    """
    if isinstance(exported, Records):
        yield from _complete(_Stating(exported.dataset, base), exported)
    else:
        stating = _Stating(exported, base)
        records = [record for name in COLLECTIONS for record in one_collection(exported, name)]
        yield from stating.dataset()
        yield from _complete(stating, records)


def _complete(stating: "_Stating", records: Iterable[Any]) -> Iterator[Statement]:
    """Yield the statements of records, of those that they refer to, and of our own terms that they use."""
    used = set()
    for statement in stating.records(records):
        used.add(statement.property)
        if statement.property == "rdf:type" and statement.value == stating.outcome_class:
            used.add("apec:Outcome")
        yield statement
    yield from described_terms(used, stating.base)


class _Stating(Naming):
    """The statements of records, whose names begin alike."""

    @property
    def outcome_class(self) -> Iri:
        """The class of outcomes."""
        return Iri(f"{self.base}vocabulary/Outcome")

    def records(self, records: Iterable[Any]) -> Iterator[Statement]:
        """Yield the statements of records, then a description of those that they refer to."""
        for record in records:
            yield from getattr(self, f"_{row_of(type(record)).name}")(record)
        while waiting := {it: what for it, what in self._referred.items() if it not in self._stated}:
            for it, (collection, record) in waiting.items():
                self._stated.add(it)
                yield from self._described(it, collection, record)
        if self._scheme in self._stated:
            yield from typed(self._scheme, "skos:ConceptScheme")
            yield from said(self._scheme, "dcterms:title", "Themes of APEC's record", EN)

    # The dataset.

    def dataset(self) -> Iterator[Statement]:
        """Yield the statements of the dataset as a whole."""
        it = Iri(f"{self.base}dataset")
        self._stated.add(self._scheme)
        yield from typed(it, "dcat:Dataset")
        yield from said(it, "dcterms:title", TITLE, EN)
        yield from said(it, "dcterms:description", DESCRIPTION, EN)
        yield from self._agent(it, "dcterms:creator", AUTHORS)
        yield from self._agent(it, "dcterms:publisher", AUTHORS)
        yield Statement(it, "dcterms:license", Iri(LICENCE))
        yield from said(it, "dcat:version", self._data.version)
        yield from dated(it, "dcterms:modified", self._data.as_of, "end")
        yield Statement(it, "dcat:themeTaxonomy", self._scheme)
        first = min(self._data.host_years, key=lambda each: each.year, default=None)
        if first and self._data.as_of:
            period = Iri(f"{self.base}period")
            yield Statement(it, "dcterms:temporal", period)
            yield from typed(period, "dcterms:PeriodOfTime")
            yield Statement(period, "dcat:startDate", Literal(f"{first.year:04}", "xsd:gYear"))
            yield from dated(period, "dcat:endDate", self._data.as_of, "end")

    # Vocabularies.

    def _themes(self, theme: Theme) -> Iterator[Statement]:
        it = self._own("themes", theme.id)
        yield from self._concept(it, theme)
        for alias in theme.aliases:
            if alias != theme.label:
                yield from said(it, "skos:altLabel", alias, EN)
        for broader in theme.broader:
            above = self._to("themes", broader)
            yield Statement(it, "skos:broader", above)
            yield Statement(above, "skos:narrower", it)
        for related in theme.related:
            yield Statement(it, "skos:related", self._to("themes", related))
        if not theme.broader:
            yield Statement(it, "skos:topConceptOf", self._scheme)
            yield Statement(self._scheme, "skos:hasTopConcept", it)

    def _economies(self, economy: Economy) -> Iterator[Statement]:
        it = self._own("economies", economy.code)
        yield from typed(it, "schema:AdministrativeArea")
        yield from said(it, "schema:name", economy.name, EN)
        yield from said(it, "schema:identifier", economy.code)
        yield from said(it, "schema:additionalType", economy.kind.value)
        yield from said(it, "apec:apecCode", economy.apec_code)
        yield from dated(it, "apec:joined", economy.joined, "start")
        if economy.founding:
            yield Statement(it, "apec:founding", Literal("true", "xsd:boolean"))
        for alias in economy.aliases:
            yield from said(it, "schema:alternateName", alias, EN)
        yield from self._noted(it, economy)

    def _fora(self, forum: Forum) -> Iterator[Statement]:
        it = self._own("fora", forum.id)
        yield from typed(it, "schema:Organization")
        yield from said(it, "schema:identifier", forum.id)
        yield from said(it, "schema:name", forum.name, EN)
        yield from said(it, "schema:alternateName", forum.acronym, EN)
        yield from said(it, "schema:additionalType", forum.kind.value)
        yield from said(it, "schema:description", forum.summary, EN)
        if forum.parent:
            yield Statement(it, "schema:parentOrganization", self._to("fora", forum.parent))
        for earlier in forum.predecessors:
            yield Statement(it, "dcterms:replaces", self._to("fora", earlier))
        if forum.successor:
            yield Statement(it, "dcterms:isReplacedBy", self._to("fora", forum.successor))
        yield from dated(it, "schema:foundingDate", forum.established, "start")
        yield from dated(it, "schema:dissolutionDate", forum.ended, "end")
        if forum.former:
            yield Statement(it, "apec:former", Literal("true", "xsd:boolean"))
        if forum.url:
            yield Statement(it, "schema:url", address(forum.url))
        yield from self._noted(it, forum)

    def _host_years(self, year: HostYear) -> Iterator[Statement]:
        it = self._own("host-years", year.year)
        yield from typed(it, "schema:EventSeries")
        yield from said(it, "schema:name", f"APEC {year.year}", EN)
        yield from said(it, "apec:officialTheme", year.theme, EN)
        for priority in year.priorities:
            yield from said(it, "apec:priority", priority, EN)
        yield Statement(it, "apec:host", self._to("economies", year.host))
        yield from self._noted(it, year)

    def _actors(self, actor: Actor) -> Iterator[Statement]:
        it = self._own("actors", actor.id)
        yield from typed(it, "foaf:Agent")
        yield from said(it, "schema:identifier", actor.id)
        yield from said(it, "schema:name", actor.label, EN)
        yield from said(it, "schema:additionalType", actor.kind.value)
        yield from said(it, "schema:description", actor.definition, EN)
        for alias in actor.aliases:
            yield from said(it, "schema:alternateName", alias, EN)
        if actor.economy:
            yield Statement(it, "apec:economy", self._to("economies", actor.economy))
        if actor.forum:
            yield Statement(it, "apec:forum", self._to("fora", actor.forum))

    # Meetings.

    def _meetings(self, meeting: Meeting) -> Iterator[Statement]:
        it = self._own("meetings", meeting.id)
        yield from self._event(it, meeting)
        yield from said(it, "apec:officialTheme", meeting.theme, EN)
        if self._data.find("host_years", meeting.year):
            yield Statement(it, "schema:superEvent", self._to("host_years", meeting.year))
        if meeting.part_of:
            whole = self._to("meetings", meeting.part_of)
            yield Statement(it, "schema:superEvent", whole)
            yield Statement(whole, "schema:subEvent", it)
        for topic in meeting.topics:
            part = self._own("topics", topic.id)
            yield Statement(it, "apec:topic", part)
            yield from self._named(part, "schema:CreativeWork", topic)
            yield from said(part, "schema:description", topic.summary, EN)
            yield from self._about(part, topic.themes)
            yield from self._sourced(part, topic.sources)
        for session in meeting.sessions:
            part = self._name("sessions", session.id)
            yield Statement(it, "schema:subEvent", part)
            yield Statement(part, "schema:superEvent", it)
            yield from self._sessions(session)
        for document in meeting.documents:
            yield from self._document(document, meeting)
        for body in meeting.organisations:
            part = self._own("organisations", f"{meeting.id}.{body.id}")
            yield Statement(it, "schema:contributor", part)
            yield from typed(part, "foaf:Organization")
            yield from said(part, "schema:identifier", body.id)
            yield from said(part, "schema:name", body.name, EN)
            yield from said(part, "apec:role", body.role, EN)
            yield from said(part, "schema:description", body.summary, EN)
            yield from self._noted(part, body)

    def _documents(self, document: Document) -> Iterator[Statement]:
        meeting = self._data.meeting_of(document)
        if meeting:
            self._to("meetings", meeting.id)
            yield from self._document(document, meeting)

    def _document(self, document: Document, meeting: Meeting) -> Iterator[Statement]:
        key = document_key(document.title, meeting)
        it = self._own("documents", key)
        yield Statement(self._name("meetings", meeting.id), "schema:workFeatured", it)
        yield from typed(it, "schema:CreativeWork")
        yield from said(it, "schema:identifier", key)
        yield from said(it, "schema:name", document.title, EN)
        yield from said(it, "schema:genre", document.kind.value)
        yield from dated(it, "schema:dateCreated", document.date, "start")
        if document.url:
            yield Statement(it, "schema:url", address(document.url))
        if document.complete:
            yield Statement(it, "apec:complete", Literal("true", "xsd:boolean"))
        # A document has no sources of its own: those of its meeting state it.
        yield from self._sourced(it, meeting.sources)

    def _sessions(self, session: Session) -> Iterator[Statement]:
        it = self._own("sessions", session.id)
        yield from self._event(it, session)
        for person in session.participants:
            yield from self._person(it, "apec:participant", person)

    def _event(self, it: Iri, record: Meeting | Session) -> Iterator[Statement]:
        yield from self._named(it, "schema:Event", record)
        yield from said(it, "schema:additionalType", record.kind.value)
        yield from said(it, "schema:description", record.summary, EN)
        yield from dated(it, "schema:startDate", record.dates, "start")
        yield from dated(it, "schema:endDate", record.dates, "end")
        if record.status:
            yield Statement(it, "schema:eventStatus", full(_STATUSES[record.status]))
            yield from said(it, "apec:status", record.status.value)
        if record.format:
            yield Statement(it, "schema:eventAttendanceMode", full(_MODES[record.format]))
        yield from self._numbered(it, "apec:ordinal", record.ordinal)
        if record.forum:
            yield Statement(it, "schema:organizer", self._to("fora", record.forum))
        for chair in record.chairs:
            yield from self._person(it, "apec:chair", chair)
        yield from self._about(it, record.themes)
        yield from self._placed(it, "schema:location", record.venue)
        yield from self._noted(it, record)

    # Outcomes and announcements.

    def _outcomes(self, outcome: Outcome) -> Iterator[Statement]:
        it = self._own("outcomes", outcome.id)
        yield from self._named(it, "schema:CreativeWork", outcome)
        yield Statement(it, "rdf:type", self.outcome_class)
        yield from said(it, "schema:abstract", outcome.summary, EN)
        yield from said(it, "schema:genre", outcome.kind.value)
        yield from said(it, "schema:alternativeHeadline", outcome.heading, EN)
        yield from self._numbered(it, "apec:takeaway", outcome.takeaway)
        where = ("sessions", outcome.session) if outcome.session else ("meetings", outcome.meeting)
        yield Statement(it, "schema:recordedAt", self._to(*where))
        if outcome.document:
            meeting = self._data.find("meetings", outcome.meeting)
            yield Statement(it, "schema:isPartOf", self._to_document(outcome.document, meeting))
        yield from self._about(it, outcome.themes)
        for actor in outcome.actors:
            yield Statement(it, "apec:actor", self._to("actors", actor))
        for earlier in outcome.builds_on:
            yield Statement(it, "schema:isBasedOn", self._to("outcomes", earlier))
        yield from dated(it, "schema:dateCreated", outcome.date, "start")
        if outcome.target_date:
            yield Statement(it, "apec:dueBy", day(outcome.target_date, "end"))
        yield from self._noted(it, outcome)

    def _assessments(self, assessment: Assessment) -> Iterator[Statement]:
        it = self._own("assessments", assessment.id)
        yield from typed(it, "schema:Review")
        yield from said(it, "schema:identifier", assessment.id)
        yield Statement(it, "schema:itemReviewed", self._to("outcomes", assessment.outcome))
        yield from said(it, "apec:verdict", assessment.verdict.value)
        yield from said(it, "schema:reviewBody", assessment.summary, EN)
        yield from dated(it, "schema:datePublished", assessment.date, "start")
        if assessment.by:
            if self._data.find("actors", assessment.by):
                yield Statement(it, "schema:author", self._to("actors", assessment.by))
            else:
                yield from self._agent(it, "schema:author", assessment.by)
        yield from self._noted(it, assessment)

    def _calendar(self, entry: CalendarEntry) -> Iterator[Statement]:
        it = self._own("calendar", entry.id)
        yield from self._named(it, "schema:CreativeWork", entry)
        yield from said(it, "schema:genre", "announcement")
        yield from said(it, "schema:temporalCoverage", entry.dates.edtf)
        yield from said(it, "apec:status", entry.status.value)
        yield from self._numbered(it, "apec:ordinal", entry.ordinal)
        yield from dated(it, "schema:datePublished", entry.announced, "start")
        if entry.forum:
            yield Statement(it, "apec:forum", self._to("fora", entry.forum))
        for collection, key in (("meetings", entry.meeting), ("sessions", entry.session)):
            if key:
                yield Statement(it, "schema:about", self._to(collection, key))
        yield from self._placed(it, "schema:contentLocation", entry.venue)
        yield from self._noted(it, entry)

    # Sources.

    def _sources(self, source: Source) -> Iterator[Statement]:
        it = self._own("sources", source.id)
        yield from self._page(it, source)
        yield from said(it, "schema:additionalType", source.kind.value)
        yield from said(it, "schema:description", source.summary, EN)
        yield from said(it, "schema:inLanguage", source.language)
        yield from dated(it, "schema:datePublished", source.published, "start")
        yield from dated(it, "apec:accessed", source.accessed, "start")
        yield from self._about(it, source.themes)
        for person in source.people:
            yield from self._person(it, "apec:person", person)
        for other in source.see_also:
            yield Statement(it, "rdfs:seeAlso", address(other))
        yield from said(it, "skos:note", source.note, EN)
