"""The options that nearly all commands have, and the dataset that they ask."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

__all__ = ["examples", "json_option", "limit_option", "opened", "stacked"]

F = TypeVar("F", bound=Callable[..., Any])

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
limit_option = click.option(
    "--limit", "-n", type=click.IntRange(min=0), metavar="COUNT", help="Print at most this many."
)


def examples(*commands: str) -> str:
    """Return the end of a help text: some commands, each on a line of its own."""
    lines = "".join(f"\n  apec-outcomes {command}" for command in commands)
    return f"\b\nExamples:{lines}"


def stacked(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Return a decorator that gives a command all of these options, in this order."""

    def stack(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return stack


def opened(path: str | None) -> Any:
    """Return the bundled dataset, together with the one at a path if there is one."""
    from apec_outcomes.bundled import load

    return load() if path is None else load().merge(load(path))
