"""Graphs of references between outcomes, between fora, and between themes."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from apec_outcomes.errors import ArgumentError, quoted
from apec_outcomes.export._protocols import Exported, Records, one_collection
from apec_outcomes.model import Forum, Lineage, Outcome, Theme
from apec_outcomes.model._collections import ALL

__all__ = ["Edge", "Links", "Node", "links_of", "writer_of"]


class Node(NamedTuple):
    """A record in a graph: its id, label, kind and year.

    .. versionadded:: 0.2
    """

    id: str
    label: str
    kind: str
    year: int | None = None


class Edge(NamedTuple):
    """A reference from one record to another: the ids of both, and the field that has the reference.

    .. versionadded:: 0.2
    """

    source: str
    target: str
    field: str


class Links(NamedTuple):
    """Records and the references between them. An edge leads from a record to the one that it refers to."""

    name: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def writer_of(text_of: Callable[[Links], str]) -> Callable[[Exported, str], None]:
    """Return a function that writes the graph of a query, or of the outcomes of a dataset, to a file."""

    def write(exported: Exported, path: str) -> None:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text_of(links_of(one_collection(exported, "outcomes"))))

    return write


_FURTHER = {"outcomes": (), "fora": ("successor",), "themes": ()}
"""The collections that have graphs, and their references in addition to those to records above."""


def links_of(what: Records | Lineage) -> Links:
    """Return outcomes, fora, themes or the outcomes of a lineage, with the references between them."""
    if isinstance(what, Lineage):
        line = (*what.ancestors, what.outcome, *what.descendants)
        edges = tuple(Edge(later, earlier, "builds_on") for later, earlier in what.edges)
        return Links("lineage", tuple(map(_node, line)), edges)
    if not isinstance(what, Records) or what.collection not in _FURTHER:
        given = what.collection if isinstance(what, Records) else quoted(what)
        raise ArgumentError(f"got {given}; expected a query of {', '.join(_FURTHER)}, or a lineage")
    nodes = tuple(map(_node, what))
    present = {node.id for node in nodes}
    fields = tuple(filter(None, (ALL[what.collection].above, *_FURTHER[what.collection])))
    return Links(what.collection, nodes, tuple(_edges(what, fields, present)))


def _node(record: Outcome | Forum | Theme) -> Node:
    if isinstance(record, Outcome):
        return Node(record.id, record.title, record.kind.value, record.year)
    if isinstance(record, Forum):
        return Node(record.id, record.name, record.kind.value)
    return Node(record.id, record.label, "theme")


def _edges(records: Iterable[Any], fields: tuple[str, ...], present: set[str]) -> Iterable[Edge]:
    for record in records:
        for field in fields:
            value = getattr(record, field)
            for other in value if isinstance(value, tuple) else (value,):
                if other in present:
                    yield Edge(record.id, other, field)
