"""Graphs for networkx: the extra ``graph``."""

from typing import TYPE_CHECKING

from apec_outcomes._extras import library
from apec_outcomes.export._graphs import Links

if TYPE_CHECKING:
    import networkx

__all__ = ["to_networkx"]


def to_networkx(graph: Links) -> "networkx.DiGraph[str]":
    """Return a networkx graph. A node without a year has no attribute `year`."""
    made: networkx.DiGraph[str] = library("networkx", "graph").DiGraph(name=graph.name)
    for node in graph.nodes:
        year = {} if node.year is None else {"year": node.year}
        made.add_node(node.id, label=node.label, kind=node.kind, **year)
    fields: dict[tuple[str, str], list[str]] = {}
    for source, target, field in graph.edges:
        fields.setdefault((source, target), []).append(field)
    for (source, target), named in fields.items():
        made.add_edge(source, target, field=", ".join(named))
    return made
