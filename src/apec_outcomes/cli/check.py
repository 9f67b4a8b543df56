"""``apec-outcomes check``: every problem of a dataset."""

import json
import os
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

import click

from apec_outcomes.bundled import FOLDER, load
from apec_outcomes.checks.rules import Breach, breaches, weakened
from apec_outcomes.cli._options import examples, json_option, taken
from apec_outcomes.cli._output import emit, emit_json, visible
from apec_outcomes.dataset import Dataset
from apec_outcomes.errors import DuplicateIdError, InvalidRecordError, Problem
from apec_outcomes.model._collections import ALL, COLLECTIONS, QUERIED
from apec_outcomes.serialization.formats import format_of
from apec_outcomes.storage.layout import files_at
from apec_outcomes.storage.reading import parse_file, read_dataset
from apec_outcomes.storage.writing import texts_of_folder, write_file

__all__ = ["command"]

_CANONICAL = "the file as `apec-outcomes check --write` writes it"


_HELP = """\
Check the dataset at PATH, a file or a folder, and list all of its problems. A different record
with the id of a bundled one is a problem, unless the dataset has a version: then it is a version
of the bundled dataset.

Without PATH, check the bundled dataset by stricter rules: every record has a source, dates and
ordinals are plausible, and every file has the canonical format. This format has no comments; a
folder has a JSON file for each vocabulary and each year.

With --previous, also report outcomes whose evidence is weaker than in an earlier dataset.
"""


@click.command(
    "check",
    help=_HELP,
    short_help="List all problems of a dataset.",
    epilog=examples("check my-meetings.yaml", "check my-meetings.yaml --write", "check --previous old-data/"),
)
@click.argument("path", type=click.Path(), required=False)
@click.option("--previous", type=click.Path(), metavar="OLD", help="An earlier dataset, a file or a folder.")
@click.option("--write", is_flag=True, help="Rewrite files without problems in the canonical format.")
@json_option
@click.pass_obj
def command(own: str | None, /, path: str | None, previous: str | None, write: bool, as_json: bool) -> None:
    """Run ``apec-outcomes check``."""
    if own is not None:
        raise click.UsageError("check does not use --data; expected the dataset as PATH")
    counts: dict[str, int] = {}
    described = ""
    problems: tuple[Problem, ...] = ()
    try:
        dataset = _bundled() if path is None else load(path)
        counts = {name: len(getattr(dataset, name)) for name in QUERIED}
        described = ", ".join(ALL[name].counted(count) for name, count in counts.items() if count)
        clashes = () if path is None else tuple(_clashes(dataset, path))
        if write and not clashes:
            _rewrite(dataset, path)
        weaker = list(weakened(load(previous), dataset)) if previous else []
        if path is None:
            problems = tuple(_problems_of_files(dataset, weaker))
        else:
            problems = (*_located(weaker, {}, path), *clashes)
    except InvalidRecordError as error:
        problems = error.problems
    where = "the bundled dataset" if path is None else path
    if as_json:
        found = [
            {"file": p.file, "path": p.path, "message": p.message, "expected": p.expected} for p in problems
        ]
        emit_json({"valid": not problems, "counts": counts, "problems": found})
    elif problems:
        emit("".join(f"{visible(str(problem))}\n" for problem in problems))
    else:
        emit(f"{visible(where)}: no problems in {described or 'an empty dataset'}\n")
    if problems:
        raise click.ClickException(f"{len(problems)} problem{'s' * (len(problems) != 1)} in {where}")


def _bundled() -> Dataset:
    """Return the bundled dataset, read strictly."""
    document = read_dataset(FOLDER)
    records: dict[str, Any] = {name: getattr(document, name) for name in COLLECTIONS}
    return Dataset(**records, version=document.version, as_of=document.as_of)


def _rewrite(dataset: Dataset, path: str | None) -> None:
    """Write a dataset in the canonical format; of the bundled files, only those that change."""
    if path is not None:
        dataset.save(path, replace=True)
        return
    for name, text in texts_of_folder(dataset).items():
        file = os.path.join(FOLDER, name)
        if not os.path.exists(file) or _text_of(file) != text:
            write_file(file, text.encode(), replace=True)


def _problems_of_files(dataset: Dataset, weaker: list[Breach]) -> Iterator[Problem]:
    """Yield the problems of bundled files that are not in the canonical format, or break the rules.

    Parameters
    ----------
    dataset
        The dataset of the files.
    weaker
        The outcomes whose evidence is weaker than before.
    """
    canonical = texts_of_folder(dataset)
    places: dict[tuple[str, Any], tuple[str, str]] = {}
    present = {name for name in os.listdir(FOLDER) if format_of(name)}
    for name in sorted(present | canonical.keys()):
        path = os.path.join(FOLDER, name)
        if name not in canonical:
            yield Problem("$", "not a file of the canonical layout", _CANONICAL, path)
        elif name not in present:
            yield Problem("$", "the file is missing", _CANONICAL, path)
        else:
            text = _text_of(path)
            places |= {key: (path, place) for key, place in _places(json.loads(text))}
            if text != canonical[name]:
                line = _first_difference(text, canonical[name])
                yield Problem("$", f"not in the canonical format, first at line {line}", _CANONICAL, path)
    yield from _located([*breaches(dataset), *weaker], places, FOLDER)


def _located(
    found: list[Breach], places: Mapping[tuple[str, Any], tuple[str, str]], file: str
) -> Iterator[Problem]:
    """Yield breaches as problems, with the file and path of the record if known."""
    for breach in found:
        path, place = places.get((breach.collection, breach.id), (file, "$"))
        message = f"{breach.id}: {breach.message}"
        yield Problem(f"{place}.{breach.field}", message, breach.expected, path)


def _clashes(dataset: Dataset, path: str) -> Iterator[Problem]:
    """Yield the problems of ids of different bundled records."""
    if dataset.version is not None:
        return  # a version of the bundled dataset, which is not merged with it
    try:
        load().merge(dataset)
    except DuplicateIdError as error:
        places = {
            f"{collection}: {key}": (file, place)
            for file in files_at(path)
            for (collection, key), place in _places(parse_file(file))
        }
        for clash in error.ids:
            file, place = places.get(clash, (path, "$"))
            key = ALL[clash.partition(": ")[0]].key
            yield Problem(f"{place}.{key}", taken(clash), "another id", file)


def _text_of(path: str) -> str:
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def _places(contents: dict[str, Any]) -> Iterator[tuple[tuple[str, Any], str]]:
    """Yield the collection and id of each record of a file, with its path."""
    for collection, row in COLLECTIONS.items():
        for index, record in enumerate(contents.get(collection, ())):
            place = f"$.{collection}[{index}]"
            yield (collection, record.get(row.key)), place
            for number, session in enumerate(record.get("sessions", ())):
                yield ("sessions", session["id"]), f"{place}.sessions[{number}]"


def _first_difference(text: str, canonical: str) -> int:
    lines = zip_longest(text.splitlines(keepends=True), canonical.splitlines(keepends=True))
    return next(number for number, (line, other) in enumerate(lines, 1) if line != other)
