"""``apec-outcomes export``: the dataset, or a part of it, in the format of another tool."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Timer
from typing import Any, NamedTuple

import click

from apec_outcomes.cli._filters import (
    adopted,
    by_outcome,
    by_place,
    by_theme,
    by_time,
    choice,
    held,
    matching_option,
    placed,
    timed,
)
from apec_outcomes.cli._options import Choice, Listing, examples, opened, written_limit_option
from apec_outcomes.cli._output import emit, is_terminal, visible
from apec_outcomes.dataset import Dataset
from apec_outcomes.export import FORMATS, export
from apec_outcomes.export._formats import format_of
from apec_outcomes.export.icalendar import Inexact, is_written
from apec_outcomes.model import DocumentKind, Verdict
from apec_outcomes.model._collections import ALL, QUERIED
from apec_outcomes.query import Query

__all__ = ["command"]

Options = dict[str, Any]
Narrowed = Callable[[Dataset, Options], Query[Any] | Dataset]

_STANDARD_OUTPUT = "-"
_PATIENCE = 1.0  # seconds
_HELD = ("meetings", "sessions")
_OTHERS = tuple(
    name for name in QUERIED if name not in (*_HELD, "calendar", "outcomes", "documents", "assessments")
)

_common = (
    click.option(
        "--to",
        metavar="FORMAT",
        type=Choice(FORMATS),
        help=f"The format: {', '.join(FORMATS)}. Without it, by the ending of FILE.",
    ),
    click.option("--base", metavar="ADDRESS", help="The beginning of the names of records in linked data."),
    click.option(
        "--inexact",
        type=Choice(("omit", "include")),
        help="In calendars, whether to include records whose days are not known; omit, the default, leaves "
        "them out and says how many.",
    ),
    click.option(
        "--formulas",
        type=Choice(("keep", "defuse")),
        help="In CSV, whether to put an apostrophe before texts that a spreadsheet would run; keep is the "
        "default.",
    ),
    click.option(
        "--output",
        "-o",
        "path",
        metavar="FILE",
        default=_STANDARD_OUTPUT,
        type=click.Path(allow_dash=True),
        help="The file to write, or the folder if the format has a file for each table; "
        "- is standard output, the default.",
    ),
    click.option("--replace", is_flag=True, help="Overwrite FILE if it exists."),
)


_HELP = """\
Write one collection, or the whole dataset, in the format of another tool.

A file is written completely or not at all, and an existing one is kept, unless --replace is
given.
"""


@click.group(
    "export",
    help=_HELP,
    short_help="Write records in the format of another tool.",
    epilog=examples(
        "export outcomes --about AI -o ai.csv",
        "export meetings --of-year 2024 --to icalendar > apec-2024.ics",
        "export documents --kind declaration --since 2020 -o declarations.bib",
        "export all -o apec.sqlite",
    ),
)
def command() -> None:
    """Run ``apec-outcomes export``."""


def _add(name: str, narrowed: Narrowed, *options: Callable[[Any], Any]) -> None:
    def write(own: str | None, /, path: str, replace: bool, **given: Any) -> None:
        limit = given.pop("limit", None)
        form = _Form(given.pop("to"), {name: given.pop(name) for name in ("base", "inexact", "formulas")})
        exported = narrowed(opened(own), given)
        _write(exported[:limit] if isinstance(exported, Query) else exported, form, path, replace)

    for option in reversed((*options, *_common)):
        write = option(write)
    described = f"Write {'the whole dataset' if name == 'all' else ALL[name].labels[1]}."
    command.command(name.replace("_", "-"), cls=Listing, help=described)(click.pass_obj(write))


def _collection(name: str, data: Dataset, given: Options) -> Query[Any]:
    query: Query[Any] = getattr(data, name)
    return query if given["matching"] is None else query.matching(given["matching"])


def _documents(data: Dataset, given: Options) -> Query[Any]:
    query = data.documents.of_kind(*given["kind"]) if given["kind"] else data.documents
    return timed(query, given)


def _assessments(data: Dataset, given: Options) -> Query[Any]:
    query, wanted = data.assessments, given["verdict"]
    return timed(query.where(lambda each: each.verdict in wanted) if wanted else query, given)


def _held(name: str, data: Dataset, given: Options) -> Query[Any]:
    query: Query[Any] = held(getattr(data, name), given)
    return query


_add("all", lambda data, _: data)
for _name in _HELD:
    _add(_name, partial(_held, _name), by_theme, by_place, by_time, written_limit_option)
_add("calendar", lambda data, given: placed(data.calendar, given), by_place, by_time, written_limit_option)
_add("outcomes", adopted, by_outcome, by_time, written_limit_option)
_add("documents", _documents, choice(DocumentKind, "kind", "Of this kind"), by_time, written_limit_option)
_add(
    "assessments",
    _assessments,
    choice(Verdict, "verdict", "With this verdict"),
    by_time,
    written_limit_option,
)
for _name in _OTHERS:
    _add(_name, partial(_collection, _name), matching_option, written_limit_option)


class _Form(NamedTuple):
    """The format, if one is named, and the options that only some formats take."""

    to: str | None
    options: dict[str, Any]


def _write(exported: Query[Any] | Dataset, form: _Form, path: str, replace: bool) -> None:
    if path == _STANDARD_OUTPUT:
        _print(exported, form)
        return
    endings = [ending for known in FORMATS.values() for ending in known.endings]
    if form.to is None and os.path.splitext(path)[1].lower() not in endings:
        raise click.UsageError(
            f"got {path!r}; expected a name that ends in one of {', '.join(endings)}, or --to FORMAT"
        )
    try:
        with _status(f"writing {path}"):
            export(exported, path, to=form.to, replace=replace, **form.options)
    except FileExistsError:
        raise click.ClickException(
            f"{path} already exists; choose another name, or pass --replace to overwrite it"
        ) from None
    _report_left_out(exported, form, path)


def _print(exported: Query[Any] | Dataset, form: _Form) -> None:
    """Write to standard output, in binary formats only to a file or a pipe."""
    to = form.to
    if to is None:
        raise click.UsageError("expected a format: --to FORMAT, or -o FILE with the ending of one")
    with tempfile.TemporaryDirectory() as folder:
        written = os.path.join(folder, "written")
        with _status(f"making {to}"):
            export(exported, written, to=to, **form.options)
        if os.path.isdir(written):
            raise click.UsageError(f"{to} is a folder of files here; expected -o FOLDER")
        with open(written, "rb") as file:
            contents = file.read()
    _report_left_out(exported, form, _STANDARD_OUTPUT)
    if sys.stdout is None:
        return
    if not is_terminal():
        sys.stdout.flush()
        sys.stdout.buffer.write(contents)
        return
    try:
        text = contents.decode()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise click.UsageError(f"{to} is a binary format; expected -o FILE, or a pipe")
    emit(text.replace("\r\n", "\n"))


def _report_left_out(exported: Query[Any] | Dataset, form: _Form, path: str) -> None:
    """Say on standard error how many records a calendar leaves out, and which option adds them."""
    if format_of(path, form.to) != "icalendar":
        return
    query: Query[Any] = exported.calendar if isinstance(exported, Dataset) else exported
    inexact: Inexact = form.options["inexact"] or "omit"
    left = [record for record in query if not is_written(record, inexact)]
    if not left:
        return
    undated = sum(not record.dates for record in left)
    vague = len(left) - undated
    reasons = [f"{vague} {_have(vague)} no exact days (--inexact include adds them)"] if vague else []
    reasons += [f"{undated} {_have(undated)} no dates"] if undated else []
    counted = ALL[query.collection].counted(len(query))
    click.echo(f"{len(query) - len(left)} of {counted} written; {', '.join(reasons)}", err=True)


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


@contextmanager
def _status(text: str) -> Iterator[None]:
    """Show on a terminal that work goes on, once it takes long."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    status = Console(stderr=True, markup=False).status(visible(text))
    timer = Timer(_PATIENCE, status.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        status.stop()
