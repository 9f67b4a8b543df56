"""Graphs as Mermaid flowcharts, which many pages and notebooks draw."""

from apec_outcomes.export._graphs import Links, writer_of

__all__ = ["to_mermaid", "write"]


def to_mermaid(graph: Links) -> str:
    """Return a graph as a flowchart, from the records that are referred to on to those that refer to them."""
    names = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    nodes = [f'    {names[node.id]}["{_escaped(node.label)}"]' for node in graph.nodes]
    edges = [f"    {names[edge.target]} --> {names[edge.source]}" for edge in graph.edges]
    return "\n".join(["flowchart LR", *nodes, *edges])


def _escaped(text: str) -> str:
    """Return a text with entities for what Mermaid would read as its own."""
    return "".join(char if char.isalnum() or char in " -.,:()'/" else f"#{ord(char)};" for char in text)


write = writer_of(to_mermaid)
