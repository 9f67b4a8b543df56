"""The options that nearly all commands have, and the dataset that they ask."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from apec_outcomes.errors import DuplicateIdError, InvalidRecordError

if TYPE_CHECKING:
    from apec_outcomes.dataset import Dataset

__all__ = [
    "Choice",
    "Listing",
    "WholeNumber",
    "examples",
    "json_option",
    "limit_option",
    "loaded",
    "opened",
    "sources_option",
    "stacked",
    "taken",
    "written_limit_option",
]

F = TypeVar("F", bound=Callable[..., Any])

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


class Choice(click.Choice[str]):
    """One of some values, in any case, with blanks for hyphens as tables print them."""

    def __init__(self, values: Iterable[str]) -> None:
        super().__init__(list(values), case_sensitive=False)

    def normalize_choice(self, choice: Any, ctx: click.Context | None) -> str:
        """Return the form in which values are compared with the text on the command line."""
        return "-".join(super().normalize_choice(choice, ctx).replace("-", " ").split())


class Listing(click.Command):
    """A command without arguments, which names the options to use in place of one."""

    allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options."""
        left = super().parse_args(ctx, args)
        if left and not ctx.resilient_parsing:
            own = {name for each in self.params for name in each.opts}
            named = [name for name in ("--about", "--matching") if name in own]
            way_out = f"; see {' and '.join(named)}" if named else ""
            raise click.UsageError(f"got {left[0]!r}; expected options, not names{way_out}", ctx)
        return left


class WholeNumber(click.ParamType):  # type: ignore[type-arg]  # generic in newer versions only
    """A whole number within bounds."""

    name = "whole number"

    def __init__(self, least: int, most: int | None = None) -> None:
        self.expected = f"a whole number from {least}" + (f" to {most}" if most is not None else "")
        self._least = least
        self._most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number that a text means."""
        try:
            number = int(value)
        except ValueError:
            number = self._least - 1
        if number < self._least or (self._most is not None and number > self._most):
            self.fail(f"got {value!r}; expected {self.expected}", param, ctx)
        return number


sources_option = click.option(
    "--sources",
    "with_sources",
    is_flag=True,
    help="Add the addresses of the sources; with --json, the sources in a list of their own.",
)


def _limit(verb: str) -> Callable[[F], F]:
    described = f"{verb} at most this many."
    return click.option("--limit", "-n", type=WholeNumber(0), metavar="COUNT", help=described)


limit_option = _limit("Print")
written_limit_option = _limit("Write")


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

    if path is None:
        return load()
    own = loaded(path)
    try:
        with _named(path):
            return load().merge(own)
    except DuplicateIdError as error:
        first, *more = (taken(each) for each in error.ids)
        raise click.ClickException(
            f"{path}: {first}; give it another id{_and_more(len(more), path)}"
        ) from error


def loaded(path: str) -> "Dataset":
    """Return the dataset at a path."""
    from apec_outcomes.bundled import load

    with _named(path):
        return load(path)


def taken(clash: str) -> str:
    """Return in words that an id, as `DuplicateIdError` names it, is one of the bundled record."""
    from apec_outcomes.model._collections import ALL

    collection, _, key = clash.partition(": ")
    return f"{ALL[collection].labels[0]} {key!r} is in the bundled record already, with other values"


@contextmanager
def _named(path: str) -> Iterator[None]:
    """Report the first problem of the dataset at a path, and how to list the others."""
    try:
        yield
    except InvalidRecordError as error:
        more = _and_more(error.count - 1, path)
        raise click.ClickException(f"{error.problems[0]}{more}") from error


def _and_more(count: int, path: str) -> str:
    return f" (and {count:,} more; `apec-outcomes check {path}` lists them)" if count else ""
