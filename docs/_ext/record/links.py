"""Links from pages that are written by hand to the pages of the dataset."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

__all__ = ["resolve"]

_SCHEME = "record:"


def resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Make addresses such as `record:outcomes/index#top` relative to the page with the link."""
    if app.builder.format != "html":
        return
    builder: Any = app.builder
    for link in doctree.findall(nodes.reference):
        target = link.get("refuri", "")
        if target.startswith(_SCHEME):
            path, mark, place = target.removeprefix(_SCHEME).partition("#")
            link["refuri"] = (
                relative_uri(builder.get_target_uri(docname), f"record/{path}.html") + mark + place
            )
            link["internal"] = True
