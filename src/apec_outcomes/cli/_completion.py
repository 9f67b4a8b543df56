"""Completion in a shell: ids and names of records, and classes."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from apec_outcomes.cli._options import opened

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

__all__ = ["class_names", "classes", "ids"]

Complete = Callable[[click.Context, click.Parameter, str], list["CompletionItem"]]


def ids(*collections: str) -> Complete:
    """Return a function that completes the ids of these collections, or of all, with titles as help."""

    def complete(context: click.Context, _: click.Parameter, begun: str) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        # Completion must not print errors about an unreadable dataset.
        with suppress(Exception):
            from apec_outcomes.cli._lookup import LOOKED_UP

            data = opened(context.find_root().params.get("data"))
            return [
                CompletionItem(key, help=described)
                for name in collections or LOOKED_UP
                for key, described in _keys(getattr(data, name))
                if key.lower().startswith(begun.lower())
            ]
        return []

    return complete


def _keys(query: Any) -> Iterator[tuple[str, str]]:
    from apec_outcomes.model._record import title

    for key, record in zip(query.ids(), query, strict=True):
        yield str(key), title(record)


def classes(_: click.Context, __: click.Parameter, begun: str) -> "list[CompletionItem]":
    """Complete the names of the classes that have a JSON Schema."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(name) for name in class_names() if name.startswith(begun)]


def class_names() -> list[str]:
    """Return the names of the classes that have a JSON Schema."""
    import apec_outcomes
    from apec_outcomes.errors import ArgumentError

    found = []
    for name in apec_outcomes.__all__:
        with suppress(ArgumentError):
            apec_outcomes.json_schema(getattr(apec_outcomes, name))
            found.append(name)
    return found
