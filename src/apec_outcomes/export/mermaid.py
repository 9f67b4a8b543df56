"""Graphs as Mermaid flowcharts, which many pages and notebooks draw."""

from apec_outcomes.export._graphs import Graph, graph_of
from apec_outcomes.export._tables import Exported, one_query

__all__ = ["to_mermaid", "write"]


def write(exported: Exported, path: str) -> None:
    """Write the graph of a query, or of a dataset its outcomes, to a file.

    Raises
    ------
    QueryError
        Where the records do not refer to others of their collection.
    """
    with open(path, "w", encoding="utf-8") as file:
        file.write(to_mermaid(graph_of(one_query(exported, "outcomes"))))


def to_mermaid(graph: Graph) -> str:
    """Return a graph as a flowchart, from the records that are referred to on to those that refer to them."""
    names = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    nodes = [f'    {names[node.id]}["{_escaped(node.label)}"]' for node in graph.nodes]
    edges = [f"    {names[edge.target]} --> {names[edge.source]}" for edge in graph.edges]
    return "\n".join(["flowchart LR", *nodes, *edges])


def _escaped(text: str) -> str:
    """Return a text with entities for what Mermaid would read as its own."""
    return "".join(char if char.isalnum() or char in " -.,:()'/" else f"#{ord(char)};" for char in text)
