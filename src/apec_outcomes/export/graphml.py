"""Graphs in GraphML: networkx (extra ``graph``) writes it."""

from apec_outcomes._extras import library
from apec_outcomes.export._graphs import Links, writer_of
from apec_outcomes.export.networkx import to_networkx

__all__ = ["to_graphml", "write"]


def to_graphml(graph: Links) -> str:
    """Return a graph in GraphML."""
    return "\n".join(library("networkx", "graph").generate_graphml(to_networkx(graph))) + "\n"


write = writer_of(to_graphml)
