"""Graphs as Mermaid flowcharts, which many pages and notebooks draw."""

import re

from apec_outcomes.errors import FormatError
from apec_outcomes.export._graphs import Links, writer_of

__all__ = ["to_mermaid", "write"]

_LONGEST, _MOST_EDGES = 50_000, 500
"""The limits of characters and edges in Mermaid, unless a page sets others."""


def to_mermaid(graph: Links) -> str:
    """Return a graph as a flowchart. An arrow leads from a record to the one that it refers to."""
    names = {node.id: f"n{number}" for number, node in enumerate(graph.nodes)}
    several = len({edge.field for edge in graph.edges}) > 1
    nodes = [f'    {names[node.id]}["{_escaped(node.label)}"]' for node in graph.nodes]
    edges = [
        f"    {names[edge.source]} -->{f'|{edge.field}|' if several else ''} {names[edge.target]}"
        for edge in graph.edges
    ]
    text = "\n".join(["flowchart RL", *nodes, *edges])
    if len(text) > _LONGEST or len(edges) > _MOST_EDGES:
        raise FormatError(
            f"a flowchart of {len(nodes):,} {graph.name} has {len(text):,} characters and {len(edges):,} "
            f"arrows; Mermaid allows up to {_LONGEST:,} and {_MOST_EDGES}: narrow the query, use the lineage "
            "of an outcome, or export to DOT or GraphML"
        )
    return text


def _escaped(text: str) -> str:
    """Return a text with entities for the special characters of Mermaid."""
    marked = re.sub(r"[^\w .,:()'/-]|_", lambda found: f"#{ord(found[0])};", " ".join(text.split()))
    # Older versions read a text that begins like a list item as a list.
    return re.sub(r"^([0-9]*)([.)-])(?= )", lambda found: f"{found[1]}#{ord(found[2])};", marked)


write = writer_of(to_mermaid)
