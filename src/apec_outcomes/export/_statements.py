"""Statements of linked data: one view, written by JSON-LD, Turtle and N-Triples.

Meetings are schema.org events, documents and outcomes creative works, themes a SKOS concept scheme; the
sources of a fact are stated in PROV-O, and the dataset as a whole in DCAT.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from apec_outcomes.export._about import AUTHORS, DESCRIPTION, LICENCE, TITLE
from apec_outcomes.export._naming import EN
from apec_outcomes.export._protocols import Exported, Records, one_collection
from apec_outcomes.export._rdf import BASE, Iri, Literal, Statement, dated, said, typed
from apec_outcomes.export._stated_events import Events
from apec_outcomes.export._stated_outcomes import Outcomes
from apec_outcomes.export._stated_vocabularies import Vocabularies
from apec_outcomes.export._terms import described_terms
from apec_outcomes.model._collections import COLLECTIONS, row_of

__all__ = ["statements_of"]


def statements_of(exported: Exported, base: str = BASE) -> Iterator[Statement]:
    """Yield the statements of a query or a dataset.

    Other records that they refer to are described by their class, name and sources.
    """
    if isinstance(exported, Records):
        yield from _complete(_Stating(exported.dataset, base), exported)
    else:
        stating = _Stating(exported, base)
        records = [record for name in COLLECTIONS for record in one_collection(exported, name)]
        yield from stating.dataset()
        yield from _complete(stating, records)


def _complete(stating: "_Stating", records: Iterable[Any]) -> Iterator[Statement]:
    """Yield all statements of records, then descriptions of our own terms that these use."""
    used = set()
    for statement in stating.records(records):
        used.add(statement.property)
        if statement.property == "rdf:type" and statement.value == stating.outcome_class:
            used.add("apec:Outcome")
        yield statement
    yield from described_terms(used, stating.base)


class _Stating(Vocabularies, Events, Outcomes):
    """The statements of records of every class."""

    def records(self, records: Iterable[Any]) -> Iterator[Statement]:
        """Yield the statements of records, then short descriptions of other records that they refer to."""
        for record in records:
            if row := row_of(type(record)):
                yield from getattr(self, f"_{row.name}")(record)
        while waiting := {it: found for it, found in self._referred.items() if it not in self._stated}:
            for it, (collection, record) in waiting.items():
                self._stated.add(it)
                yield from self._described(it, collection, record)
        if self._scheme in self._stated:
            yield from typed(self._scheme, "skos:ConceptScheme")
            yield from said(self._scheme, "dcterms:title", "Themes of APEC's outcomes and meetings", EN)

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
