"""Linked data as Turtle: rdflib (extra ``rdf``) writes it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from apec_outcomes._extras import library
from apec_outcomes.export._protocols import Exported
from apec_outcomes.export._rdf import BASE, Literal, Statement, prefixes
from apec_outcomes.export._statements import statements_of

if TYPE_CHECKING:
    import rdflib

__all__ = ["to_graph", "write"]


def write(exported: Exported, path: str, *, base: str = BASE) -> None:
    """Write a query or a dataset to a file."""
    to_graph(statements_of(exported, base), base).serialize(path, format="turtle", encoding="utf-8")


def to_graph(statements: Iterable[Statement], base: str = BASE) -> "rdflib.Graph":
    """Return statements as an rdflib graph."""
    rdf = library("rdflib", "rdf")
    graph: rdflib.Graph = rdf.Graph(bind_namespaces="none")
    for prefix, namespace in prefixes(base).items():
        graph.bind(prefix, namespace)
    named = graph.namespace_manager.expand_curie

    for subject, name, value in statements:
        if isinstance(value, Literal):
            kind = named(value.type) if value.type else None
            term = rdf.Literal(value.text, datatype=kind, lang=value.language)
        else:
            term = rdf.URIRef(value)
        graph.add((rdf.URIRef(subject), named(name), term))
    return graph
