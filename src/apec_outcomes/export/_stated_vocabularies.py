"""Economies, fora, host years, actors, themes and sources as statements of linked data."""

from collections.abc import Iterator

from apec_outcomes.export._naming import EN, Naming
from apec_outcomes.export._rdf import Statement, dated, flagged, located, said
from apec_outcomes.model import Actor, Economy, Forum, HostYear, Source, Theme

__all__ = ["Vocabularies"]


class Vocabularies(Naming):
    """The statements of the records that others refer to."""

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
        yield from self._linked(it, "skos:related", "themes", theme.related)
        if not theme.broader:
            yield Statement(it, "skos:topConceptOf", self._scheme)
            yield Statement(self._scheme, "skos:hasTopConcept", it)

    def _economies(self, economy: Economy) -> Iterator[Statement]:
        it = self._own("economies", economy.code)
        yield from self._named(it, "schema:AdministrativeArea", economy.name)
        yield from said(it, "schema:identifier", economy.code)
        yield from said(it, "schema:additionalType", economy.kind.value)
        yield from said(it, "apec:apecCode", economy.apec_code)
        yield from dated(it, "apec:joined", economy.joined, "start")
        yield from flagged(it, "apec:founding", economy.founding)
        yield from said(it, "schema:alternateName", economy.aliases, EN)
        yield from self._noted(it, economy)

    def _fora(self, forum: Forum) -> Iterator[Statement]:
        it = self._own("fora", forum.id)
        yield from self._named(it, "schema:Organization", forum.name, forum.id)
        yield from said(it, "schema:alternateName", forum.acronym, EN)
        yield from said(it, "schema:additionalType", forum.kind.value)
        yield from said(it, "schema:description", forum.summary, EN)
        yield from self._linked(it, "schema:parentOrganization", "fora", forum.parent)
        yield from self._linked(it, "dcterms:replaces", "fora", forum.predecessors)
        yield from self._linked(it, "dcterms:isReplacedBy", "fora", forum.successor)
        yield from dated(it, "schema:foundingDate", forum.established, "start")
        yield from dated(it, "schema:dissolutionDate", forum.ended, "end")
        yield from flagged(it, "apec:former", forum.former)
        yield from located(it, "schema:url", forum.url)
        yield from self._noted(it, forum)

    def _host_years(self, year: HostYear) -> Iterator[Statement]:
        it = self._own("host-years", year.year)
        yield from self._named(it, "schema:EventSeries", f"APEC {year.year}")
        yield from said(it, "apec:officialTheme", year.theme, EN)
        yield from said(it, "apec:priority", year.priorities, EN)
        yield Statement(it, "apec:host", self._to("economies", year.host))
        yield from self._noted(it, year)

    def _actors(self, actor: Actor) -> Iterator[Statement]:
        it = self._own("actors", actor.id)
        yield from self._named(it, "foaf:Agent", actor.label, actor.id)
        yield from said(it, "schema:additionalType", actor.kind.value)
        yield from said(it, "schema:description", actor.definition, EN)
        yield from said(it, "schema:alternateName", actor.aliases, EN)
        yield from self._linked(it, "apec:economy", "economies", actor.economy)
        yield from self._linked(it, "apec:forum", "fora", actor.forum)

    def _sources(self, source: Source) -> Iterator[Statement]:
        it = self._own("sources", source.id)
        yield from self._page(it, source)
        yield from said(it, "schema:additionalType", source.kind.value)
        yield from said(it, "schema:description", source.summary, EN)
        yield from said(it, "schema:inLanguage", source.language)
        yield from dated(it, "schema:datePublished", source.published, "start")
        yield from dated(it, "apec:accessed", source.accessed, "start")
        yield from self._linked(it, "schema:about", "themes", source.themes)
        yield from self._people(it, "apec:person", source.people)
        yield from located(it, "rdfs:seeAlso", source.see_also)
        yield from said(it, "skos:note", source.note, EN)
