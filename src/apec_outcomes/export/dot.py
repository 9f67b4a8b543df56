"""Graphs in DOT, the language of Graphviz, by pydot (extra ``graph``)."""

from apec_outcomes._extras import library
from apec_outcomes.export._graphs import Links, writer_of

__all__ = ["to_dot", "write"]


def to_dot(graph: Links) -> str:
    """Return a graph in DOT, drawn from left to right."""
    pydot = library("pydot", "graph")
    dot = pydot.Dot(graph.name, graph_type="digraph", rankdir="RL")
    dot.set_node_defaults(shape="box", style="rounded")
    for node in graph.nodes:
        dot.add_node(pydot.Node(_quoted(node.id), label=_label(node.label)))
    for edge in graph.edges:
        dot.add_edge(pydot.Edge(_quoted(edge.source), _quoted(edge.target), label=_quoted(edge.field)))
    return str(dot.to_string())


def _label(text: str) -> str:
    """Return a text as a label, with entities and escapes of Graphviz escaped."""
    return _quoted(" ".join(text.split()).replace("&", "&amp;").replace("\\", "\\\\"))


def _quoted(text: str) -> str:
    escaped = text.replace('"', '\\"')
    return f'"{escaped}"'


write = writer_of(to_dot)
