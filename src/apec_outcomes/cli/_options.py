"""The options that nearly all commands have, and the dataset that they ask."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from apec_outcomes.dataset import Dataset

__all__ = ["WholeNumber", "examples", "json_option", "limit_option", "opened", "stacked"]

F = TypeVar("F", bound=Callable[..., Any])

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


class WholeNumber(click.ParamType):  # type: ignore[type-arg]  # generic in newer versions only
    """A whole number within bounds."""

    name = "whole number"

    def __init__(self, least: int, most: int | None = None) -> None:
        self.expected = f"a whole number from {least}" + (f" to {most}" if most is not None else "")
        self._least = least
        self._most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number that a text stands for."""
        try:
            number = int(value)
        except ValueError:
            number = self._least - 1
        if number < self._least or (self._most is not None and number > self._most):
            self.fail(f"got {value!r}; expected {self.expected}", param, ctx)
        return number


limit_option = click.option(
    "--limit", "-n", type=WholeNumber(0), metavar="COUNT", help="Print at most this many."
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


def opened(path: str | None) -> "Dataset":
    """Return the bundled dataset, together with the one at a path if there is one."""
    from apec_outcomes.bundled import load

    return load() if path is None else load().merge(load(path))
