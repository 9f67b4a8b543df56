"""Graphs with methods for export to other tools."""

from typing import TYPE_CHECKING

from apec_outcomes.export._graphs import Links, links_of
from apec_outcomes.export._protocols import Records
from apec_outcomes.export.dot import to_dot
from apec_outcomes.export.graphml import to_graphml
from apec_outcomes.export.mermaid import to_mermaid
from apec_outcomes.export.networkx import to_networkx
from apec_outcomes.model import Lineage

if TYPE_CHECKING:
    import networkx

__all__ = ["Graph", "graph_of"]


class Graph(Links):
    """Records and the references between them. An edge leads from a record to the one that it refers to.

    >>> import apec_outcomes as apec
    >>> graph = apec.load().fora.where(parent="cti").graph()
    >>> len(graph.nodes), graph.edges
    (19, (Edge(source='ipr-gt', target='ipeg', field='successor'),))

    .. versionadded:: 0.2
    """

    __slots__ = ()

    def to_networkx(self) -> "networkx.DiGraph[str]":
        """Return the graph as a networkx graph: nodes have a `label`, `kind` and `year`, edges a `field`.

        Raises
        ------
        MissingExtraError
            If networkx is not installed.

        >>> import apec_outcomes as apec
        >>> tree = apec.load().fora.graph().to_networkx()
        >>> list(tree.successors("desg"))
        ['cti']

        .. versionadded:: 0.2
        """
        return to_networkx(self)

    def to_graphml(self) -> str:
        """Return the graph in GraphML.

        Raises
        ------
        MissingExtraError
            If networkx is not installed.

        >>> import apec_outcomes as apec
        >>> "<graphml" in apec.load().themes.graph().to_graphml()
        True

        .. versionadded:: 0.2
        """
        return to_graphml(self)

    def to_mermaid(self) -> str:
        """Return the graph as a Mermaid flowchart.

        Raises
        ------
        FormatError
            If the flowchart exceeds the limits of Mermaid.

        >>> import apec_outcomes as apec
        >>> print(apec.load().themes.where(broader="customs").graph().to_mermaid())
        flowchart RL
            n0["Low-value shipments"]

        .. versionadded:: 0.2
        """
        return to_mermaid(self)

    def to_dot(self) -> str:
        """Return the graph in DOT, the language of Graphviz.

        Raises
        ------
        MissingExtraError
            If pydot is not installed.

        >>> import apec_outcomes as apec
        >>> apec.load().themes.graph().to_dot().splitlines()[0]
        'digraph themes {'

        .. versionadded:: 0.2
        """
        return to_dot(self)


def graph_of(what: Records | Lineage) -> Graph:
    """Return outcomes, fora, themes or a lineage as a graph of the references between them.

    Parameters
    ----------
    what
        A query, such as ``data.outcomes.about("AI")``, or a `Lineage`.

    Raises
    ------
    ArgumentError
        If it is something else, or a query of records that do not refer to each other.

    >>> import apec_outcomes as apec
    >>> graph_of(apec.load().lineage("1994-aelm.bogor-goals")).nodes[0].label
    "APEC Economic Leaders' Vision Statement"

    .. versionadded:: 0.2
    """
    return Graph(*links_of(what))
