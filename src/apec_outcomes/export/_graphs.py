"""The record as graphs: what builds on what, which forum reports to which, which theme is part of which."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from apec_outcomes.errors import QueryError
from apec_outcomes.export._tables import Exported, one_query
from apec_outcomes.model import Forum, Lineage, Outcome, Theme
from apec_outcomes.query import Query

if TYPE_CHECKING:
    import networkx

__all__ = ["Edge", "Graph", "Node", "graph_of", "writer_of"]


class Node(NamedTuple):
    """A record in a graph: its id, what it is called, what kind of record it is, and its year."""

    id: str
    label: str
    kind: str
    year: int | None = None


class Edge(NamedTuple):
    """How a record refers to another: the ids of both, and the field that does."""

    source: str
    target: str
    field: str


class Graph(NamedTuple):
    """Records, and how they refer to each other: an edge runs from the one that refers to the other.

    >>> import apec_outcomes as apec
    >>> graph = apec.load().fora.where(parent="cti").graph()
    >>> len(graph.nodes), graph.edges
    (19, (Edge(source='ipr-gt', target='ipeg', field='successor'),))
    """

    name: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def to_networkx(self) -> "networkx.DiGraph[str]":
        """Return the graph for networkx: nodes have a `label`, `kind` and `year`, edges a `field`.

        Raises
        ------
        MissingExtraError
            Where networkx is not installed.

        >>> import apec_outcomes as apec
        >>> tree = apec.load().fora.graph().to_networkx()
        >>> list(tree.successors("desg"))
        ['cti']
        """
        from apec_outcomes.export.networkx import to_networkx

        return to_networkx(self)

    def to_graphml(self) -> str:
        """Return the graph in GraphML.

        Raises
        ------
        MissingExtraError
            Where networkx is not installed.

        >>> import apec_outcomes as apec
        >>> "<graphml" in apec.load().themes.graph().to_graphml()
        True
        """
        from apec_outcomes.export.graphml import to_graphml

        return to_graphml(self)

    def to_mermaid(self) -> str:
        """Return the graph as a Mermaid flowchart, from what is referred to on to what refers to it.

        >>> import apec_outcomes as apec
        >>> print(apec.load().themes.where(broader="customs").graph().to_mermaid())
        flowchart LR
            n0["Low-value shipments"]
        """
        from apec_outcomes.export.mermaid import to_mermaid

        return to_mermaid(self)

    def to_dot(self) -> str:
        """Return the graph in DOT, the language of Graphviz.

        Raises
        ------
        MissingExtraError
            Where pydot is not installed.

        >>> import apec_outcomes as apec
        >>> apec.load().themes.graph().to_dot().splitlines()[0]
        'digraph themes {'
        """
        from apec_outcomes.export.dot import to_dot

        return to_dot(self)


def writer_of(text_of: Callable[[Graph], str]) -> Callable[[Exported, str], None]:
    """Return the function that writes the graph of a query, or of a dataset its outcomes, to a file.

    Parameters
    ----------
    text_of
        Returns the text of a graph in the format.
    """

    def write(exported: Exported, path: str) -> None:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text_of(graph_of(one_query(exported, "outcomes"))))

    return write


_REFERRING = {"outcomes": ("builds_on",), "fora": ("parent", "successor"), "themes": ("broader",)}


def graph_of(what: Query[Any] | Lineage) -> Graph:
    """Return outcomes, fora, themes or the lineage of an outcome as a graph of how they refer to each other.

    Raises
    ------
    QueryError
        Where the records do not refer to others of their collection.

    >>> import apec_outcomes as apec
    >>> graph_of(apec.load().lineage("1994-aelm.bogor-goals")).nodes[0].label
    "APEC Economic Leaders' Vision Statement"
    """
    if isinstance(what, Lineage):
        line = (*what.ancestors, what.outcome, *what.descendants)
        edges = tuple(Edge(later, earlier, "builds_on") for later, earlier in what.edges)
        return Graph("lineage", tuple(map(_node, line)), edges)
    name = what._shelf.name
    if name not in _REFERRING:
        raise QueryError(f"{name} make no graph; expected {', '.join(_REFERRING)} or a lineage")
    nodes = tuple(map(_node, what))
    present = {node.id for node in nodes}
    return Graph(name, nodes, tuple(_edges(what, _REFERRING[name], present)))


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
