"""Linked data as sorted N-Triples: rdflib (extra ``rdf``) writes it."""

from apec_outcomes.export._protocols import Exported
from apec_outcomes.export._rdf import BASE
from apec_outcomes.export._statements import statements_of
from apec_outcomes.export.turtle import to_graph

__all__ = ["write"]


def write(exported: Exported, path: str, *, base: str = BASE) -> None:
    """Write a query or a dataset to a file."""
    lines = to_graph(statements_of(exported, base), base).serialize(format="nt").splitlines(keepends=True)
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(sorted(lines))
