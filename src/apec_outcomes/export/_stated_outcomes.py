"""Outcomes, assessments and announcements as statements of linked data."""

from collections.abc import Iterator

from apec_outcomes.export._naming import EN, Naming
from apec_outcomes.export._protocols import referred
from apec_outcomes.export._rdf import Statement, dated, numbered, said, typed
from apec_outcomes.model import Assessment, CalendarEntry, Outcome

__all__ = ["Outcomes"]


class Outcomes(Naming):
    """The statements of outcomes, assessments and announcements."""

    def _outcomes(self, outcome: Outcome) -> Iterator[Statement]:
        it = self._own("outcomes", outcome.id)
        yield from self._named(it, "schema:CreativeWork", outcome.title, outcome.id)
        yield Statement(it, "rdf:type", self.outcome_class)
        yield from said(it, "schema:abstract", outcome.summary, EN)
        yield from said(it, "schema:genre", outcome.kind.value)
        yield from said(it, "schema:alternativeHeadline", outcome.heading, EN)
        yield from numbered(it, "apec:takeaway", outcome.takeaway)
        where = ("sessions", outcome.session) if outcome.session else ("meetings", outcome.meeting)
        yield Statement(it, "schema:recordedAt", self._to(*where))
        if outcome.document:
            meeting = referred(self._data, "meetings", outcome.meeting)
            yield Statement(it, "schema:isPartOf", self._to_document(outcome.document, meeting))
        yield from self._linked(it, "schema:about", "themes", outcome.themes)
        yield from self._linked(it, "apec:actor", "actors", outcome.actors)
        yield from self._linked(it, "schema:isBasedOn", "outcomes", outcome.builds_on)
        yield from dated(it, "schema:dateCreated", outcome.date, "start")
        yield from dated(it, "apec:dueBy", outcome.target_date, "end")
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
        yield from self._named(it, "schema:CreativeWork", entry.title, entry.id)
        yield from said(it, "schema:genre", "announcement")
        yield from said(it, "schema:temporalCoverage", entry.dates.edtf)
        yield from said(it, "apec:status", entry.status.value)
        yield from numbered(it, "apec:ordinal", entry.ordinal)
        yield from dated(it, "schema:datePublished", entry.announced, "start")
        yield from self._linked(it, "apec:forum", "fora", entry.forum)
        yield from self._linked(it, "schema:about", "meetings", entry.meeting)
        yield from self._linked(it, "schema:about", "sessions", entry.session)
        yield from self._placed(it, "schema:contentLocation", entry.venue)
        yield from self._noted(it, entry)
