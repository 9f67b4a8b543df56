"""Pictures of the record's graphs, drawn from what `graph_of` hands to networkx."""

from textwrap import shorten

import networkx
from matplotlib.axes import Axes

from apec_outcomes.export import graph_of
from record.words import BLUE, Book

__all__ = ["FORA", "LINEAGE", "fora", "lineage"]

FORA = (9.4, 19.0)
LINEAGE = (9.4, 5.6)

_INDENT = 0.4
_LINE_OF = "2014-aelm.beijing-roadmap-ftaap"


def fora(book: Book, axes: Axes, ink: str) -> None:
    """Draw who reports to whom, each forum at the right of the one that it reports to."""
    standing = book.data.fora.where(lambda forum: not (forum.former or forum.ended or forum.successor))
    # In the graph an edge runs from the forum that reports; here each hangs on the one above.
    tree = graph_of(standing).to_networkx().reverse()
    place: dict[str, tuple[int, float]] = {}
    rows = iter(range(len(tree)))

    def hang(forum: str, depth: int) -> None:
        place[forum] = depth, -next(rows)
        for below in sorted(tree[forum], key=lambda each: (bool(tree[each]), tree.nodes[each]["label"])):
            hang(below, depth + 1)

    tops = [forum for forum, above in tree.in_degree if not above and tree[forum]]
    for top in tops:
        hang(top, 0)
    for above, below in tree.subgraph(place).edges:
        (x, y), (end, row) = place[above], place[below]
        stem, twig = x * _INDENT, end * _INDENT - 0.05
        axes.plot([stem, stem, twig], [y - 0.35, row, row], color=ink, linewidth=0.7)
    for forum, (x, y) in place.items():
        weight = "bold" if tree[forum] else "normal"
        told = shorten(tree.nodes[forum]["label"], 72, placeholder=" …")
        axes.text(x * _INDENT - 0.03, y, told, va="center", fontsize=9, weight=weight)
    axes.set(xlim=(-0.05, 5.6), ylim=(-len(place), 0.6))
    axes.axis("off")


def lineage(book: Book, axes: Axes, ink: str) -> None:
    """Draw what an outcome builds on and what builds on it, the later the lower, tied to what they name."""
    line = graph_of(book.data.lineage(_LINE_OF)).to_networkx()
    in_order = networkx.lexicographical_topological_sort(line.reverse(), lambda key: line.nodes[key]["year"])
    rows = {key: -row for row, key in enumerate(in_order)}
    for key, row in rows.items():
        own = key == _LINE_OF
        axes.plot(0, row, "o", color=BLUE if own else ink, markersize=7 if own else 5)
        told = shorten(line.nodes[key]["label"], 80, placeholder=" …")
        axes.text(0.12, row, str(line.nodes[key]["year"]), va="center", fontsize=9.5)
        axes.text(0.55, row, told, va="center", fontsize=9.5, weight="bold" if own else "normal")
    for later, earlier in line.edges:
        tie = {
            "arrowstyle": "-|>",
            "color": BLUE,
            "shrinkA": 4,
            "shrinkB": 4,
            "connectionstyle": "arc3,rad=0.45",
        }
        axes.annotate("", (0, rows[later]), (0, rows[earlier]), arrowprops=tie)
    axes.set(xlim=(-1.1, 5.3), ylim=(-len(rows) + 0.4, 0.6))
    axes.axis("off")
