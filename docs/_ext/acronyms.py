"""Link the first mention of each acronym on a page to the glossary."""

import re
from functools import cache
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

import apec_outcomes as apec
from record.glossary import meanings

__all__ = ["Acronyms", "setup"]

_NOT_LINKED = (
    nodes.title,
    nodes.literal,
    nodes.literal_block,
    nodes.reference,
    nodes.term,
    nodes.raw,
    nodes.figure,
    nodes.caption,
    addnodes.pending_xref,
    addnodes.desc_signature,
)
"""Nodes in which acronyms are not linked."""


class Acronyms(SphinxTransform):
    """Make the first mention of an acronym on a page a link to the glossary."""

    default_priority = 400

    def apply(self, **_: Any) -> None:
        """Replace mentions in the text of a page."""
        if self.env.docname.startswith("reference/"):
            return
        known = _known()
        left = set(known)
        for text in list(self.document.findall(nodes.Text)):
            if any(isinstance(above, _NOT_LINKED) for above in _ancestors(text)):
                continue
            parts: list[nodes.Node] = []
            for part in re.split(r"(?<![\w-])([A-Z][A-Za-z&-]*[A-Z&\w])(?![\w-])", text.astext()):
                term = part if part in left else part.removesuffix("s")
                if term in left:
                    left.discard(term)
                    uri = f"record:glossary#term-{term}"
                    parts.append(
                        nodes.reference(part, part, refuri=uri, classes=["acronym"], reftitle=known[term])
                    )
                elif part:
                    parts.append(nodes.Text(part))
            if len(parts) > 1 or (parts and not isinstance(parts[0], nodes.Text)):
                text.parent.replace(text, parts)


@cache
def _known() -> dict[str, str]:
    return meanings(apec.load())


def _ancestors(node: nodes.Node) -> list[nodes.Node]:
    ancestors = []
    while node.parent is not None:
        node = node.parent
        ancestors.append(node)
    return ancestors


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the transform."""
    app.add_transform(Acronyms)
    return {"version": apec.__version__, "parallel_read_safe": True, "parallel_write_safe": True}
