"""Options that most commands share, and the dataset of the command."""

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
    """A choice of values, in any case, and with spaces instead of hyphens as in tables."""

    def __init__(self, values: Iterable[str]) -> None:
        super().__init__(list(values), case_sensitive=False)

    def normalize_choice(self, choice: Any, ctx: click.Context | None) -> str:
        """Return the form of a value for comparison with the command line."""
        return "-".join(super().normalize_choice(choice, ctx).replace("-", " ").split())


class Listing(click.Command):
    """A command without arguments. If there is one, the error suggests options."""

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
        """Return the number of a text."""
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
    help="Add the addresses of the sources; with --json, a separate list of the sources.",
)


def _limit(verb: str) -> Callable[[F], F]:
    described = f"{verb} at most this many records."
    return click.option("--limit", "-n", type=WholeNumber(0), metavar="COUNT", help=described)


limit_option = _limit("Print")
written_limit_option = _limit("Write")


def examples(*commands: str) -> str:
    """Return the end of a help text: example commands, one in each line."""
    lines = "".join(f"\n  apec-outcomes {command}" for command in commands)
    return f"\b\nExamples:{lines}"


def stacked(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Return a decorator that adds these options to a command, in this order."""

    def stack(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return stack


def opened(path: str | None) -> "Dataset":
    """Return the bundled dataset, merged with the one at a path if given."""
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
    """Return the message about an id from `DuplicateIdError` that a bundled record has."""
    from apec_outcomes.model._collections import ALL

    collection, _, key = clash.partition(": ")
    return f"{key!r} is the id of a different bundled {ALL[collection].labels[0]}"


@contextmanager
def _named(path: str) -> Iterator[None]:
    """Report the first problem of the dataset at a path, and the command that lists the others."""
    try:
        yield
    except InvalidRecordError as error:
        more = _and_more(error.count - 1, path)
        raise click.ClickException(f"{error.problems[0]}{more}") from error


def _and_more(count: int, path: str) -> str:
    return f" (and {count:,} more; `apec-outcomes check {path}` lists them)" if count else ""
