"""Graphs in GraphML: the extra ``graph`` brings networkx, which writes it."""

from apec_outcomes._extras import library
from apec_outcomes.export._graphs import Graph, graph_of
from apec_outcomes.export._tables import Exported, one_query
from apec_outcomes.export.networkx import to_networkx

__all__ = ["to_graphml", "write"]


def write(exported: Exported, path: str) -> None:
    """Write the graph of a query, or of a dataset its outcomes, to a file.

    Raises
    ------
    QueryError
        Where the records do not refer to others of their collection.
    MissingExtraError
        Where networkx is not installed.
    """
    with open(path, "w", encoding="utf-8") as file:
        file.write(to_graphml(graph_of(one_query(exported, "outcomes"))))


def to_graphml(graph: Graph) -> str:
    """Return a graph in GraphML.

    Raises
    ------
    MissingExtraError
        Where networkx is not installed.
    """
    return "\n".join(library("networkx", "graph").generate_graphml(to_networkx(graph))) + "\n"
