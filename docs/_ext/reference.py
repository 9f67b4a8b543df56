"""The API reference: public names with their types, and links to inherited members.

``.. public:: NAME`` documents a name of the current module. For a class it shows its own members and those
inherited from private classes. Members inherited from public classes are listed as links. Constructors are
shown only if users call them.
"""

import inspect
import re
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from types import MemberDescriptorType
from typing import Any, get_type_hints

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

import apec_outcomes as apec
from apec_outcomes import export

__all__ = ["Public", "members_of", "setup"]

_NOT_CONSTRUCTED = (apec.Query, apec.Lineage, apec.Coverage, apec.Changes, apec.Change, apec.Difference)
"""Classes whose objects are results of queries and are not constructed by users."""


class Public(SphinxDirective):
    """Document a public name."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the documentation of the name."""
        module = str(self.env.ref_context.get("py:module", "apec_outcomes"))
        name = self.arguments[0]
        found = getattr(import_module(module), name)
        return self.parse_text_to_nodes("\n".join(_text(name, found)), offset=self.content_offset)


def _text(name: str, found: Any) -> Iterator[str]:
    if not inspect.isclass(found):
        yield f".. {'autofunction' if callable(found) else 'autodata'}:: {name}"
        return
    own, inherited = members_of(found)
    bases = [base for base in found.__bases__ if _is_public(base)]
    yield f".. {'autoexception' if issubclass(found, BaseException) else 'autoclass'}:: {name}"
    if bases:
        yield "   :show-inheritance:"
    if own:
        yield f"   :members: {', '.join(own)}"
        yield "   :undoc-members:"
    yield ""
    for cls, names in inherited.items():
        links = ", ".join(f":py:obj:`~apec_outcomes.{cls}.{each}`" for each in names)
        yield f"   From :py:class:`~apec_outcomes.{cls}`: {links}."
        yield ""


def members_of(cls: type) -> tuple[list[str], dict[str, list[str]]]:
    """Return the public members to show with a class, and those that it inherits from each public class.

    Fields of records are left out: the parameters of the class describe them.
    """
    own: list[str] = []
    inherited: dict[str, list[str]] = {}
    public = [base for base in cls.__mro__[1:] if _is_public(base)]
    # Not `dir`, which leaves out the properties of an enum.
    for name in sorted(set(_by_source(cls))):
        found = inspect.getattr_static(cls, name)
        definer = next((base for base in cls.__mro__ if name in vars(base)), object)
        if name.startswith("_") or not definer.__module__.startswith("apec_outcomes"):
            continue
        if isinstance(found, MemberDescriptorType):
            continue
        provider = next((b for b in reversed(public) if inspect.getattr_static(b, name, None) is found), None)
        if provider:
            inherited.setdefault(provider.__name__, []).append(name)
        else:
            own.append(name)
    order = {name: place for place, name in enumerate(_by_source(cls))}
    return sorted(own, key=lambda name: order.get(name, 0)), inherited


def _is_public(cls: type) -> bool:
    """Return whether a class is a public name of the package or of `export`."""
    return any(getattr(module, cls.__name__, None) is cls for module in (apec, export))


def _by_source(cls: type) -> Iterator[str]:
    for base in cls.__mro__:
        yield from vars(base)


def _signature(
    app: Sphinx,
    what: str,
    name: str,
    found: object,
    options: object,
    signature: str | None,
    returned: str | None,
) -> tuple[str, str | None] | None:
    """Hide constructors that users do not call."""
    hidden = (*_NOT_CONSTRUCTED, BaseException, Enum)
    if signature is not None and inspect.isclass(found) and issubclass(found, hidden):
        return "", None
    return None


def _strip_annotated(app: Sphinx, found: Any, bound: bool) -> None:
    """Remove `Annotated` metadata from types, such as the pattern of a text."""
    try:
        found.__annotations__ = get_type_hints(found)
    except (AttributeError, NameError, TypeError):
        return


def _bases(app: Sphinx, name: str, found: type, options: object, bases: list[Any]) -> None:
    """Show only public base classes."""
    bases[:] = [
        base
        for base in bases
        if not getattr(base, "__module__", "").startswith("apec_outcomes") or base.__name__ in apec.__all__
    ]


def _resolve(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Element
) -> nodes.Element | None:
    """Link a name to the module that documents it, not the one that defines it. Private names get no link."""
    target = str(node.get("reftarget", ""))
    if node.get("refdomain") != "py":
        return None
    name = target.rpartition(".")[2]
    for module in (apec, export):
        if name in module.__all__ and target != f"{module.__name__}.{name}":
            domain = env.domains.python_domain
            return domain.resolve_xref(
                env, node["refdoc"], app.builder, "obj", f"{module.__name__}.{name}", node, content
            )
    return None


def _mark_lists(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Hide the list markup of signatures from screen readers."""
    body = context.get("body", "")
    if page.startswith("reference/") and isinstance(body, str):
        body = re.sub(
            r'<dd>(?=<(?:em|span) class="sig-param|<span class="(?:key|pos))', '<dd role="none">', body
        )
        context["body"] = re.sub(r'<dl>(?=\s*<dd role="none">)', '<dl role="none">', body)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive and its event handlers."""
    app.add_directive("public", Public)
    app.connect("autodoc-process-signature", _signature)
    app.connect("autodoc-before-process-signature", _strip_annotated)
    app.connect("autodoc-process-bases", _bases)
    app.connect("missing-reference", _resolve)
    app.connect("html-page-context", _mark_lists)
    return {"version": apec.__version__, "parallel_read_safe": True, "parallel_write_safe": True}
