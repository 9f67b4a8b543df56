"""Meetings, with their topics, sessions, documents and organisations, as statements of linked data."""

from collections.abc import Iterator

from apec_outcomes.export._documents import document_key
from apec_outcomes.export._naming import EN, Naming
from apec_outcomes.export._rdf import Iri, Statement, dated, flagged, full, located, numbered, said
from apec_outcomes.model import Document, Meeting, MeetingFormat, Session, Status

__all__ = ["Events"]

_STATUSES = {
    Status.CANCELLED: "schema:EventCancelled",
    Status.POSTPONED: "schema:EventPostponed",
    Status.HELD: "schema:EventScheduled",  # schema.org has no status for past events
    Status.SCHEDULED: "schema:EventScheduled",
}
_MODES = {
    MeetingFormat.IN_PERSON: "schema:OfflineEventAttendanceMode",
    MeetingFormat.VIRTUAL: "schema:OnlineEventAttendanceMode",
    MeetingFormat.HYBRID: "schema:MixedEventAttendanceMode",
}


class Events(Naming):
    """The statements of meetings and of their parts."""

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
            yield from self._named(part, "schema:CreativeWork", topic.title, topic.id)
            yield from said(part, "schema:description", topic.summary, EN)
            yield from self._linked(part, "schema:about", "themes", topic.themes)
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
            yield from self._named(part, "foaf:Organization", body.name, body.id)
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
        yield from self._named(it, "schema:CreativeWork", document.title, key)
        yield from said(it, "schema:genre", document.kind.value)
        yield from dated(it, "schema:dateCreated", document.date, "start")
        yield from located(it, "schema:url", document.url)
        yield from flagged(it, "apec:complete", document.complete)
        # Documents have no sources: those of the meeting apply.
        yield from self._sourced(it, meeting.sources)

    def _sessions(self, session: Session) -> Iterator[Statement]:
        it = self._own("sessions", session.id)
        yield from self._event(it, session)
        yield from self._people(it, "apec:participant", session.participants)

    def _event(self, it: Iri, record: Meeting | Session) -> Iterator[Statement]:
        yield from self._named(it, "schema:Event", record.title, record.id)
        yield from said(it, "schema:additionalType", record.kind.value)
        yield from said(it, "schema:description", record.summary, EN)
        yield from dated(it, "schema:startDate", record.dates, "start")
        yield from dated(it, "schema:endDate", record.dates, "end")
        if record.status:
            yield Statement(it, "schema:eventStatus", full(_STATUSES[record.status]))
            yield from said(it, "apec:status", record.status.value)
        if record.format:
            yield Statement(it, "schema:eventAttendanceMode", full(_MODES[record.format]))
        yield from numbered(it, "apec:ordinal", record.ordinal)
        yield from self._linked(it, "schema:organizer", "fora", record.forum)
        yield from self._people(it, "apec:chair", record.chairs)
        yield from self._linked(it, "schema:about", "themes", record.themes)
        yield from self._placed(it, "schema:location", record.venue)
        yield from self._noted(it, record)
