"""JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/), with its context in the file."""

import json
from collections.abc import Iterable
from typing import Any

from apec_outcomes.export._protocols import Exported
from apec_outcomes.export._rdf import BASE, Iri, Literal, Statement, prefixes
from apec_outcomes.export._statements import statements_of

__all__ = ["to_jsonld", "write"]


def write(exported: Exported, path: str, *, base: str = BASE) -> None:
    """Write a query or a dataset to a file."""
    with open(path, "w", encoding="utf-8") as file:
        json.dump(to_jsonld(statements_of(exported, base), base), file, ensure_ascii=False, indent=1)
        file.write("\n")


def to_jsonld(statements: Iterable[Statement], base: str = BASE) -> dict[str, Any]:
    """Return statements as a graph with a node for each thing."""
    nodes: dict[str, dict[str, Any]] = {}
    for subject, name, value in statements:
        node = nodes.setdefault(subject, {"@id": str(subject)})
        if name == "rdf:type":
            node.setdefault("@type", []).append(str(value))
        else:
            node.setdefault(name, []).append(_value(value))
    return {"@context": prefixes(base), "@graph": list(nodes.values())}


def _value(value: Iri | Literal) -> Any:
    if isinstance(value, Literal):
        kind = {"@type": value.type} if value.type else {}
        language = {"@language": value.language} if value.language else {}
        return {"@value": value.text} | kind | language
    return {"@id": str(value)}
