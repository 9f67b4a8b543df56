"""Writing the record, or a part of it, in an outside format."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Timer
from typing import Any, NamedTuple

import click
from rich.console import Console

from apec_outcomes._cli.options import adopted, by_outcome, by_place, by_time, limit_option, placed, timed
from apec_outcomes._cli.tables import say
from apec_outcomes.dataset import Dataset
from apec_outcomes.export import FORMATS, export
from apec_outcomes.query import Query

__all__ = ["commands"]

Given = dict[str, Any]

_FORMATS = click.Choice(list(FORMATS))
_PATIENCE = 1.0  # seconds
_PLACED = ("meetings", "sessions", "calendar")
_OTHERS = ("economies", "fora", "themes", "host_years", "documents", "sources")

_to_option = click.option(
    "--to",
    metavar="FORMAT",
    type=_FORMATS,
    help=f"One of {', '.join(FORMATS)}; by the ending of FILE if left out.",
)
_file_option = click.option(
    "--output",
    "-o",
    "path",
    metavar="FILE",
    help="The file, or the folder where the format has a file a table.",
)
_base_option = click.option(
    "--base", metavar="ADDRESS", help="What the names of records begin with, in linked data."
)
_force_option = click.option("--force", is_flag=True, help="Take the place of what stands there already.")


def commands(load: Callable[[str | None], Dataset]) -> click.Group:
    """Return the group of commands, one for each collection and one for all.

    Parameters
    ----------
    load
        Returns the dataset that is asked, given the path of one of the user's own.
    """

    @click.group("export", short_help="Write a part of the record, or all of it, for other tools.")
    def group() -> None:
        """Write a collection, or all of the record, in the format of another tool.

        Without -o, what is text is printed. A file is written whole or not at all, and one that
        stands there is kept, unless --force is given.
        """

    def add(
        name: str,
        narrowed: Callable[[Dataset, Given], Query[Any] | Dataset],
        *options: Callable[[Any], Any],
    ) -> None:
        def command(own: str | None, /, path: str | None, force: bool, **given: Any) -> None:
            limit = given.pop("limit", None)
            form = _Form(given.pop("to"), given.pop("base"))
            what = narrowed(load(own), given)
            _write(what[:limit] if isinstance(what, Query) else what, form, path, force)

        told = f"Write {'all of the record' if name == 'all' else name.replace('_', ' ')}."
        for option in reversed((*options, _to_option, _base_option, _file_option, _force_option)):
            command = option(command)
        group.command(name.replace("_", "-"), help=told)(click.pass_obj(command))

    add("all", lambda data, _: data)
    for name in _PLACED:
        add(name, partial(_placed, name), by_place, by_time, limit_option)
    add("outcomes", _adopted, by_outcome, by_time, limit_option)
    for name in _OTHERS:
        add(name, partial(_plain, name), limit_option)
    return group


def _placed(name: str, data: Dataset, given: Given) -> Query[Any]:
    query: Query[Any] = placed(getattr(data, name), given)
    return query


def _adopted(data: Dataset, given: Given) -> Query[Any]:
    return adopted(timed(data.outcomes, given), given)


def _plain(name: str, data: Dataset, _: Given) -> Query[Any]:
    query: Query[Any] = getattr(data, name)
    return query


class _Form(NamedTuple):
    """The format that was asked for, and what names begin with in it."""

    to: str | None
    base: str | None


def _write(what: Query[Any] | Dataset, form: _Form, path: str | None, force: bool) -> None:
    """Write to a file, or print what is text."""
    if path is not None:
        try:
            with _working(f"writing {path}"):
                export(what, path, to=form.to, base=form.base, replace=force)
        except FileExistsError:
            told = f"{path}: stands there already; expected another name, or --force"
            raise click.ClickException(told) from None
        return
    to = form.to
    if to is None:
        raise click.UsageError("expected --to FORMAT, or -o FILE whose ending tells it")
    with tempfile.TemporaryDirectory() as folder:
        written = os.path.join(folder, "written")
        with _working(f"making {to}"):
            export(what, written, to=to, base=form.base)
        if os.path.isdir(written):
            raise click.UsageError(f"{to} makes a folder of tables here; expected -o FOLDER")
        with open(written, "rb") as file:
            data = file.read()
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise click.UsageError(f"{to} is no text; expected -o FILE") from None
    if "\0" in text:
        raise click.UsageError(f"{to} is no text; expected -o FILE")
    say(text.replace("\r\n", "\n") if sys.stdout.isatty() else text)


@contextmanager
def _working(text: str) -> Iterator[None]:
    """Show on a terminal that something is going on, once it lasts."""
    status = Console(stderr=True).status(text)
    timer = Timer(_PATIENCE, status.start)
    timer.daemon = True
    if sys.stderr.isatty():
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
        status.stop()
