"""The command line: questions to the record, and the check of a dataset."""

import codecs
import io
import json
import os
import sys
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, Literal

import click

import apec_outcomes
from apec_outcomes import __version__
from apec_outcomes._cli.brief import find, gather
from apec_outcomes._cli.changes import in_builtins, in_markdown, print_changes
from apec_outcomes._cli.coverage import print_coverage
from apec_outcomes._cli.exporting import commands
from apec_outcomes._cli.house_rules import problems_in_house, write_changed
from apec_outcomes._cli.options import (
    adopted,
    by_outcome,
    by_place,
    by_time,
    json_option,
    limit_option,
    placed,
    timed,
)
from apec_outcomes._cli.page import print_brief
from apec_outcomes._cli.tables import Names, became, listing, say, table
from apec_outcomes.bundled import load
from apec_outcomes.changes import diff
from apec_outcomes.dataset import FOLDER, Dataset
from apec_outcomes.errors import ApecOutcomesError, InvalidRecordError, Problem
from apec_outcomes.model import CalendarEntry, Theme
from apec_outcomes.model._collections import ALL, COLLECTIONS
from apec_outcomes.query import Query
from apec_outcomes.serialization.converters import dumps, unstructure
from apec_outcomes.storage.reading import read_dataset

__all__ = ["app", "run"]

_PIPE_CLOSED = 141  # as of a process that SIGPIPE ends
_SEARCHED = ("meetings", "sessions", "outcomes", "calendar", "themes", "fora", "documents")
_SETTINGS = {"max_content_width": 100, "help_option_names": ["-h", "--help"]}


def run() -> int:
    """Run the command line, and return its exit code."""
    try:
        try:
            code = app.main(prog_name="apec-outcomes", standalone_mode=False)
        except click.Abort:
            return 130
        except click.exceptions.NoArgsIsHelpError as error:
            # The help is the message, and more than one line.
            error.show()
            code = error.exit_code
        except click.ClickException as error:
            command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
            hint = f" (see `{command} --help`)" if command else ""
            click.echo(f"Error: {' '.join(error.format_message().split())}{hint}", err=True)
            code = error.exit_code
        if sys.stdout:
            sys.stdout.flush()
    except OSError as error:
        # Nobody can be told through standard output any more, not even as the process ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if isinstance(error, BrokenPipeError):
            return _PIPE_CLOSED
        click.echo(f"Error: {_said(error)}", err=True)
        return 1
    return code if isinstance(code, int) else 0


class _OneLineErrors(click.Group):
    """A group of commands, each of whose errors is one line."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise click.exceptions.Exit(_PIPE_CLOSED) from None
        except (ApecOutcomesError, OSError) as error:
            raise click.ClickException(_said(error)) from error


def _said(error: Exception) -> str:
    """Return an error in one line."""
    if isinstance(error, InvalidRecordError):
        more = len(error.problems) - 1
        text = str(error.problems[0]) + (
            f" (and {more} more; `apec-outcomes check` lists them)" if more else ""
        )
    elif isinstance(error, OSError) and not isinstance(error, ApecOutcomesError):
        text = f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)
    else:
        text = str(error)
    return " ".join(text.split())


@click.group(cls=_OneLineErrors, context_settings=_SETTINGS)
@click.option(
    "--data", metavar="PATH", help="A dataset of your own, a file or a folder, beside the bundled one."
)
@click.version_option(__version__, prog_name="apec-outcomes")
@click.pass_context
def app(context: click.Context, data: str | None) -> None:
    """APEC's record: meetings, outcomes, themes and the calendar, each fact with its source.

    Dates are given as people write them: 2024, "August 2024", 2024-08-26.
    """
    codecs.register_error("apec-outcomes", _plainly)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="apec-outcomes")
    context.obj = data


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """Stand in for what standard output cannot write: letters without their accents, or question marks."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end].translate(_PLAIN)
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.encode("ascii", "replace").decode("ascii"), error.end


_PLAIN = str.maketrans("–—·‘’“”", "--|''\"\"")


def _dataset(path: str | None) -> Dataset:
    return load() if path is None else load().merge(load(path))


def _print_json(found: object) -> None:
    text = dumps(found, indent=2)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(json.loads(text), indent=2)
    say(f"{text}\n")


# The commands.


@app.command(short_help="Tell all of one record.")
@click.argument("id")
@json_option
@click.pass_obj
def show(own: str | None, /, id: str, as_json: bool) -> None:
    """Tell all of one record: a brief of a meeting, a card of anything else.

    ID is the id or a name of a meeting (2024-som3), session, outcome, calendar entry, forum (DESG),
    theme (AI), economy (Peru), host year (2024) or source.
    """
    data = _dataset(own)
    found = gather(data, find(data, id))
    if as_json:
        _print_json({name: unstructure(value) for name, value in found.items()})
    else:
        print_brief(data, found)


@app.command()
@by_place
@by_time
@limit_option
@json_option
@click.pass_obj
def meetings(own: str | None, /, as_json: bool, limit: int | None, **options: Any) -> None:
    """List meetings."""
    data = _dataset(own)
    names = Names(data)

    def row(meeting: Any) -> Sequence[str]:
        return (str(meeting.dates), names.town(meeting.venue), _words(meeting.kind), meeting.status.value)

    _answer(
        placed(data.meetings, options), ("meeting", "dates", "place", "kind", "status"), row, limit, as_json
    )


@app.command(short_help="List what came out of meetings.")
@by_outcome
@by_time
@limit_option
@json_option
@click.pass_obj
def outcomes(own: str | None, /, as_json: bool, limit: int | None, **options: Any) -> None:
    """List what meetings decided, set out, asked for or brought out."""
    data = _dataset(own)
    names = Names(data)
    query = adopted(timed(data.outcomes, options), options)

    def row(outcome: Any) -> Sequence[str]:
        return (str(outcome.date or ""), _words(outcome.kind), names.themes(outcome.themes))

    _answer(query, ("outcome", "dates", "kind", "themes"), row, limit, as_json)


@app.command()
@click.option("--on", metavar="DATE", help="What has not ended on this day, soonest first.")
@click.option("--within", metavar="TIME", help='With --on: how far to look, such as "6 months".')
@click.option("--differences", is_flag=True, help="Only what took place otherwise than announced.")
@by_place
@by_time
@limit_option
@json_option
@click.pass_obj
def calendar(own: str | None, /, as_json: bool, limit: int | None, **options: Any) -> None:
    """List what was announced, and what became of it."""
    data = _dataset(own)
    names = Names(data)
    query = placed(data.calendar, options)
    if options["on"] is not None:
        query = query.upcoming(on=options["on"], within=options["within"])
    elif options["within"]:
        raise click.UsageError("--within needs --on")
    differing: dict[str, list[str]] = {}
    for difference in query.differences():
        differing.setdefault(difference.entry.id, []).append(became(difference))
    if options["differences"]:
        query = query.where(lambda entry: entry.id in differing)

    def row(entry: CalendarEntry) -> Sequence[str]:
        place, points = names.town(entry.venue), "; ".join(differing.get(entry.id, ()))
        return (str(entry.dates), place, entry.status.value, points)

    headings = ("announced", "dates", "place", "status", "difference")
    _answer(query, headings, row, limit, as_json)


@app.command(short_help="Draw the tree of themes.")
@click.argument("theme", required=False)
@json_option
@click.pass_obj
def themes(own: str | None, /, theme: str | None, as_json: bool) -> None:
    """Draw the tree of themes, or the part of it below THEME, with how many outcomes each has."""
    data = _dataset(own)
    below: dict[str | None, list[Theme]] = {}
    for each in data.themes:
        below.setdefault(each.broader, []).append(each)

    def walk(here: Sequence[Theme], depth: int = 0) -> list[tuple[int, Theme]]:
        return [found for each in here for found in ((depth, each), *walk(below.get(each.id, ()), depth + 1))]

    tree = walk([data.themes[theme]] if theme else below.get(None, ()))
    if as_json:
        _print_json(tuple(each for _, each in tree))
        return
    rows = [
        (f"{'  ' * depth}{each.label}", each.id, str(len(data.outcomes.about(each)) or ""))
        for depth, each in tree
    ]
    table(
        ("theme", "id", "outcomes"),
        rows,
        f"{ALL['themes'].counted(len(tree))}; a broad one counts the outcomes of its narrower ones",
    )


@app.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--in", "where", type=click.Choice(_SEARCHED), multiple=True, help="What to search; may be repeated."
)
@limit_option
@json_option
@click.pass_obj
def search(
    own: str | None, /, words: tuple[str, ...], where: tuple[str, ...], limit: int | None, as_json: bool
) -> None:
    """Find WORDS in titles and summaries.

    All words have to be there, whole; case and accents do not matter. A phrase stands in double
    quotes: apec-outcomes search '"informal sector" voices'.
    """
    data = _dataset(own)
    found: dict[str, Query[Any]] = {
        name: getattr(data, name).matching(" ".join(words)) for name in where or _SEARCHED
    }
    if as_json:
        _print_json({name: unstructure(query[:limit]) for name, query in found.items()})
        return
    if not any(found.values()):
        say("nothing found\n")
    for index, (name, query) in enumerate((name, query) for name, query in found.items() if query):
        say("\n" * bool(index))
        listing(query, (name, "dates"), _when, limit)


@app.command(short_help="Count how far the record reaches.")
@click.option("--by", type=click.Choice(["year", "kind", "both"]), default="year", help="What to count by.")
@json_option
@click.pass_obj
def coverage(own: str | None, /, by: Literal["year", "kind", "both"], as_json: bool) -> None:
    """Count the meetings on record, and of how many the exact days, place, papers and outcomes are known."""
    rows = _dataset(own).coverage(by=None if by == "both" else by)
    if as_json:
        _print_json(rows)
    else:
        print_coverage(rows)


app.add_command(commands(_dataset))


@app.command(short_help="Print the JSON Schema of a class.")
@click.argument("name", metavar="CLASS")
def schema(name: str) -> None:
    """Print the JSON Schema (2020-12) of a class of the record, such as Meeting, or of a Dataset."""
    found = getattr(apec_outcomes, name, None) if name in apec_outcomes.__all__ else None
    if not isinstance(found, type):
        raise click.UsageError(f"got {name!r}; expected a class of the record, such as Meeting, or Dataset")
    say(f"{json.dumps(apec_outcomes.json_schema(found), indent=2)}\n")


@app.command("diff", short_help="List what changed between two datasets.")
@click.argument("old")
@click.argument("new", required=False)
@click.option("--markdown", is_flag=True, help="Print it as a changelog does.")
@json_option
@click.pass_obj
def changed(own: str | None, /, old: str, new: str | None, markdown: bool, as_json: bool) -> None:
    """List the records added, changed and removed from the dataset at OLD to the one at NEW.

    Without NEW, the second is the bundled dataset.
    """
    if own is not None:
        raise click.UsageError("diff takes its datasets as OLD and NEW, not by --data")
    before, after = load(old), load() if new is None else load(new)
    changes = diff(before, after)
    if as_json:
        _print_json(in_builtins(changes))
    elif markdown:
        say(in_markdown(changes, before, after))
    else:
        print_changes(changes)


@app.command(short_help="List every problem of a dataset.")
@click.argument("path", required=False)
@click.option("--write", is_flag=True, help="Rewrite what has no problem.")
@json_option
@click.pass_obj
def check(own: str | None, /, path: str | None, write: bool, as_json: bool) -> None:
    """Check the dataset at PATH, a file or a folder, and list every problem.

    Without PATH, check the bundled dataset, by stricter rules: every record names a source, and
    every file is in the canonical formatting. What --write writes is in that formatting, where
    comments are not kept, and a folder is one JSON file a year beside the vocabularies.
    """
    if own is not None:
        raise click.UsageError("check takes a dataset as its PATH, not by --data")
    counts: dict[str, int] = {}
    told = ""
    problems: tuple[Problem, ...] = ()
    try:
        dataset = Dataset._of_document(read_dataset(FOLDER), None) if path is None else load(path)
        held = {name: getattr(dataset, name) for name in (*COLLECTIONS, "sessions", "documents")}
        counts = {name: len(query) for name, query in held.items()}
        told = ", ".join(query._store.collection.counted(len(query)) for query in held.values() if query)
        if write:
            _rewrite(dataset, path)
        if path is None:
            problems = tuple(problems_in_house(FOLDER, dataset))
    except InvalidRecordError as error:
        problems = error.problems
    if as_json:
        found = [
            {"file": p.file, "path": p.path, "message": p.message, "expected": p.expected} for p in problems
        ]
        _print_json({"valid": not problems, "counts": counts, "problems": found})
    else:
        for problem in problems:
            say(f"{problem}\n")
        if not problems:
            say(f"{path or 'the bundled dataset'}: no problems in {told or 'an empty dataset'}\n")
    if problems:
        raise click.ClickException(
            f"{len(problems)} problem{'s' * (len(problems) != 1)} in {FOLDER if path is None else path}"
        )


def _rewrite(dataset: Dataset, path: str | None) -> None:
    """Write a dataset in the canonical formatting; among the bundled files, only those that change."""
    if path is not None:
        try:
            dataset.save(path)
        except ValueError as error:
            raise click.ClickException(_said(error)) from error
    else:
        write_changed(FOLDER, dataset)


def _answer(
    query: Query[Any],
    headings: Sequence[str],
    row: Callable[[Any], Sequence[str]],
    limit: int | None,
    as_json: bool,
) -> None:
    if as_json:
        _print_json(query[:limit])
    else:
        listing(query, headings, row, limit)


def _when(record: Any) -> tuple[str]:
    return (str(getattr(record, "dates", None) or getattr(record, "date", None) or ""),)


def _words(value: Any) -> str:
    return str(value.value).replace("-", " ")
