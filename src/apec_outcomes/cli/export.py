"""``apec-outcomes export``: the dataset, or a part of it, in a format for other tools."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Timer
from typing import Any

import click

from apec_outcomes.cli._filters import (
    by_outcome,
    by_place,
    by_theme,
    by_time,
    choice,
    matching_option,
    narrowed,
)
from apec_outcomes.cli._options import Choice, Listing, examples, opened, stacked, written_limit_option
from apec_outcomes.cli._output import emit, is_terminal, visible
from apec_outcomes.dataset import Dataset
from apec_outcomes.errors import FormatError
from apec_outcomes.export import FORMATS, export
from apec_outcomes.export._formats import format_of
from apec_outcomes.export.icalendar import Inexact, is_written
from apec_outcomes.model import DocumentKind, Verdict
from apec_outcomes.model._collections import ALL, QUERIED
from apec_outcomes.query import Query
from apec_outcomes.storage.atomic import already_exists

__all__ = ["command"]

_STANDARD_OUTPUT = "-"
_PATIENCE = 1.0  # seconds
_common = (
    click.option(
        "--to",
        metavar="FORMAT",
        type=Choice(FORMATS),
        help=f"The format: {', '.join(FORMATS)}. Default: determined by the extension of FILE.",
    ),
    click.option("--base", metavar="ADDRESS", help="The beginning of the IRIs of records in linked data."),
    click.option(
        "--inexact",
        type=Choice(("omit", "include")),
        help="In calendars, whether to include records without exact days; omit, the default, leaves them "
        "out and counts them.",
    ),
    click.option(
        "--formulas",
        type=Choice(("keep", "defuse")),
        help="In CSV, whether to put an apostrophe before texts that a spreadsheet would run as formulas; "
        "keep, the default, does not.",
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
Write one collection, or the whole dataset, in a format for other tools.

Files are written atomically. An existing file is overwritten only with --replace.
"""


@click.group(
    "export",
    help=_HELP,
    short_help="Write records in a format for other tools.",
    epilog=examples(
        "export outcomes --about AI -o ai.csv",
        "export meetings --of-year 2024 --to icalendar > apec-2024.ics",
        "export documents --kind declaration --since 2020 -o declarations.bib",
        "export all -o apec.sqlite",
    ),
)
def command() -> None:
    """Run ``apec-outcomes export``."""


_NARROWING: Mapping[str, tuple[Callable[[Any], Any], ...]] = {
    "meetings": (by_theme, by_place),
    "sessions": (by_theme, by_place),
    "calendar": (by_place,),
    "outcomes": (by_outcome,),
    "documents": (choice(DocumentKind, "kind", "Documents of this kind"),),
    "assessments": (choice(Verdict, "verdict", "Assessments with this verdict"),),
}
"""The options that filter a collection, in addition to those for dates and words."""


def _add(name: str, label: str, *options: Callable[[Any], Any]) -> None:
    """Add the command that writes a collection, or the dataset."""

    @command.command(name.replace("_", "-"), cls=Listing, help=f"Write {label}.")
    @stacked(*options, *_common)
    @click.pass_obj
    def write(own: str | None, /, path: str, replace: bool, **given: Any) -> None:
        data = opened(own)
        form = {option: given[option] for option in ("to", "base", "inexact", "formulas")}
        exported = data if name == "all" else narrowed(getattr(data, name), given)[: given["limit"]]
        _write(exported, form, path, replace)


_add("all", "the whole dataset")
for _name, _row in QUERIED.items():
    _last = by_time if _row.dates else matching_option
    _add(_name, _row.labels[1], *_NARROWING.get(_name, ()), _last, written_limit_option)


def _write(exported: Query[Any] | Dataset, form: dict[str, Any], path: str, replace: bool) -> None:
    if path == _STANDARD_OUTPUT:
        _print(exported, form)
        return
    try:
        format_of(path, form["to"], option="--to csv")
    except FormatError as error:
        raise click.UsageError(str(error)) from None
    try:
        with _status(f"writing {path}"):
            export(exported, path, replace=replace, **form)
    except FileExistsError:
        raise already_exists(path, "--replace") from None
    _report_left_out(exported, form, path)


def _print(exported: Query[Any] | Dataset, form: dict[str, Any]) -> None:
    """Write to standard output; binary formats only to a file or a pipe."""
    to = form["to"]
    if to is None:
        raise click.UsageError("expected a format: --to FORMAT, or -o FILE with its extension")
    with tempfile.TemporaryDirectory() as folder:
        written = os.path.join(folder, "written")
        with _status(f"making {to}"):
            export(exported, written, **form)
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


def _report_left_out(exported: Query[Any] | Dataset, form: dict[str, Any], path: str) -> None:
    """Print on standard error how many records a calendar leaves out, and which option adds them."""
    if format_of(path, form["to"]) != "icalendar":
        return
    query: Query[Any] = exported.calendar if isinstance(exported, Dataset) else exported
    inexact: Inexact = form["inexact"] or "omit"
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
    """Show a status on a terminal if the work takes long."""
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
