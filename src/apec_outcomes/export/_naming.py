"""IRIs in linked data, and short descriptions of the records that others refer to."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from apec_outcomes.export._documents import document_key
from apec_outcomes.export._protocols import held, referred
from apec_outcomes.export._rdf import Iri, Statement, address, dated, said, typed
from apec_outcomes.model import Meeting, Source, Theme, Venue
from apec_outcomes.model._dataset import AllRecords

__all__ = ["EN", "Naming"]

EN = "en"
"""The language of names and summaries."""


class Naming:
    """IRIs with a common base, and the set of those that are already described."""

    def __init__(self, data: AllRecords, base: str) -> None:
        self.base = base
        self._data = data
        self._stated: set[Iri] = set()
        self._referred: dict[Iri, tuple[str, Any]] = {}

    @property
    def outcome_class(self) -> Iri:
        """The class of outcomes."""
        return Iri(f"{self.base}vocabulary/Outcome")

    @property
    def _scheme(self) -> Iri:
        return Iri(f"{self.base}themes")

    def _name(self, collection: str, key: object) -> Iri:
        return Iri(f"{self.base}{collection}/{quote(str(key))}")

    def _own(self, collection: str, key: object) -> Iri:
        """Return the IRI of a record, and mark it as described."""
        it = self._name(collection, key)
        self._stated.add(it)
        return it

    def _to(self, collection: str, key: object) -> Iri:
        """Return the IRI of a record that another one refers to."""
        it = self._name(collection.replace("_", "-"), key)
        if it not in self._referred:
            self._referred[it] = (collection, referred(self._data, collection, key))
        return it

    def _to_document(self, title: str, meeting: Meeting) -> Iri:
        found = next((each for each in meeting.documents if each.title == title), None)
        document = held(found, "documents", title)
        it = self._name("documents", document_key(title, meeting))
        self._referred.setdefault(it, ("documents", document))
        return it

    def _described(self, it: Iri, collection: str, record: Any) -> Iterator[Statement]:
        """Yield the class, name and sources of a record that another one refers to."""
        match collection:
            case "themes":
                yield from self._concept(it, record)
            case "sources":
                yield from self._page(it, record)
            case "economies":
                yield from self._named(it, "schema:AdministrativeArea", record.name)
            case "fora":
                yield from self._named(it, "schema:Organization", record.name)
                yield from self._sourced(it, record.sources)
            case "host_years":
                yield from self._named(it, "schema:EventSeries", f"APEC {record.year}")
            case "meetings" | "sessions":
                yield from self._named(it, "schema:Event", record.title, record.id)
                yield from dated(it, "schema:startDate", record.dates, "start")
                yield from dated(it, "schema:endDate", record.dates, "end")
                yield from self._sourced(it, record.sources)
            case "actors":
                yield from self._named(it, "foaf:Agent", record.label)
            case "outcomes":
                yield from self._named(it, "schema:CreativeWork", record.title, record.id)
            case "documents":
                yield from self._named(it, "schema:CreativeWork", record.title)

    def _concept(self, it: Iri, theme: Theme) -> Iterator[Statement]:
        self._stated.add(self._scheme)
        yield from typed(it, "skos:Concept")
        yield Statement(it, "skos:inScheme", self._scheme)
        yield from said(it, "skos:prefLabel", theme.label, EN)
        yield from said(it, "skos:definition", theme.definition, EN)

    def _page(self, it: Iri, source: Source) -> Iterator[Statement]:
        yield from typed(it, "schema:WebPage")
        yield from typed(it, "prov:Entity")
        yield Statement(it, "schema:url", address(source.url))
        yield from said(it, "schema:name", source.title, source.language)
        yield from self._agent(it, "dcterms:publisher", source.publisher)

    def _placed(self, it: Iri, name: str, venue: Venue | None) -> Iterator[Statement]:
        if venue is None or not str(venue):
            return
        place = self._name("places", venue)
        yield Statement(it, name, place)
        if place in self._stated:
            return
        self._stated.add(place)
        yield from typed(place, "schema:Place")
        yield from said(place, "schema:name", str(venue.name or venue.city or venue.economy), EN)
        yield from said(place, "schema:address", venue.city, EN)
        yield from self._linked(place, "schema:containedInPlace", "economies", venue.economy)

    def _named(self, it: Iri, kind: str, name: str, key: str | None = None) -> Iterator[Statement]:
        """Yield the class and the name of a thing, and its id if `key` is given."""
        yield from typed(it, kind)
        yield from said(it, "schema:identifier", key)
        yield from said(it, "schema:name", name, EN)

    def _linked(
        self, it: Iri, name: str, collection: str, keys: str | Iterable[str] | None
    ) -> Iterator[Statement]:
        """Yield a property for each of these other records."""
        for key in (keys,) if isinstance(keys, str) else keys or ():
            yield Statement(it, name, self._to(collection, key))

    def _agent(self, it: Iri, name: str, agent: str) -> Iterator[Statement]:
        """Yield a property whose value is an institution, identified by its name."""
        node = self._name("agents", agent)
        yield Statement(it, name, node)
        if node not in self._stated:
            self._stated.add(node)
            yield from typed(node, "foaf:Agent")
            yield from said(node, "foaf:name", agent)

    def _people(self, it: Iri, name: str, people: Iterable[str]) -> Iterator[Statement]:
        """Yield a property for each of these people, given as ``Name, office``."""
        for person in people:
            node = self._name("people", person)
            yield Statement(it, name, node)
            if node not in self._stated:
                self._stated.add(node)
                known_as, _, office = person.partition(", ")
                yield from typed(node, "schema:Person")
                yield from said(node, "schema:name", known_as)
                yield from said(node, "schema:jobTitle", office, EN)

    def _noted(self, it: Iri, record: Any) -> Iterator[Statement]:
        yield from said(it, "skos:note", record.note, EN)
        yield from self._sourced(it, record.sources)

    def _sourced(self, it: Iri, sources: Iterable[str]) -> Iterator[Statement]:
        return self._linked(it, "prov:hadPrimarySource", "sources", sources)
