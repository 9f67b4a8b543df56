"""``apec-outcomes diff``: the changes between two datasets, as a table, as JSON, or as a changelog."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import click

from apec_outcomes.changes import Change, Changes, diff
from apec_outcomes.cli._options import examples, json_option, loaded
from apec_outcomes.cli._output import emit, emit_json
from apec_outcomes.dataset import Dataset
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.model._record import Record, title

__all__ = ["command"]

_SORTS = ("added", "changed", "removed")


_HELP = """\
List the records added, changed and removed from the dataset at OLD to the one at NEW.

Each is a file or a folder. Without NEW, compare with the bundled dataset.
"""


@click.command(
    "diff",
    help=_HELP,
    short_help="List the changes between two datasets.",
    epilog=examples("diff old-data/", "diff old-data/ new-data/ --markdown"),
)
@click.argument("old", type=click.Path())
@click.argument("new", type=click.Path(), required=False)
@click.option("--markdown", is_flag=True, help="Print Markdown for a changelog.")
@json_option
@click.pass_obj
def command(own: str | None, /, old: str, new: str | None, markdown: bool, as_json: bool) -> None:
    """Run ``apec-outcomes diff``."""
    from apec_outcomes.bundled import load

    if own is not None:
        raise click.UsageError("diff does not use --data; expected the datasets as OLD and NEW")
    if markdown and as_json:
        raise click.UsageError("got --markdown and --json; expected one of them")
    before, after = loaded(old), load() if new is None else loaded(new)
    changes = diff(before, after)
    if as_json:
        emit_json(_for_json(changes))
    elif markdown:
        emit(_in_markdown(changes, before, after))
    else:
        emit(_in_a_table(changes), is_styled=True)


def _in_a_table(changes: Changes) -> str:
    """Return the changes as a table: a line for each record, or for each changed field."""
    from apec_outcomes.cli._tables import table

    lines = [
        (sort, change.collection, str(change.id), field, described)
        for sort in _SORTS
        for change in getattr(changes, sort)
        for field, described in _described(change)
    ]
    footer = ", ".join(f"{len(getattr(changes, sort))} {sort}" for sort in _SORTS)
    return table(("change", "collection", "id", "field", "record or values"), lines, footer)


def _for_json(changes: Changes) -> dict[str, Any]:
    def named(change: Change) -> dict[str, Any]:
        return {"collection": change.collection, "id": change.id}

    def fields(change: Change) -> list[dict[str, Any]]:
        return [{"field": field, "old": old, "new": new} for field, old, new in change.fields]

    return {
        "added": [named(change) | {"record": change.new} for change in changes.added],
        "changed": [named(change) | {"fields": fields(change)} for change in changes.changed],
        "removed": [named(change) | {"record": change.old} for change in changes.removed],
    }


def _in_markdown(changes: Changes, old: Dataset, new: Dataset) -> str:
    """Return the changes as a section of a changelog: counts, then the ids of changed and removed records."""
    counts = {sort: Counter(change.collection for change in getattr(changes, sort)) for sort in _SORTS}
    lines = [f"### Data {old.version or '(no version)'} → {new.version or '(no version)'}", ""]
    lines += ["| collection | added | changed | removed | now |", "|---|--:|--:|--:|--:|"]
    for name in COLLECTIONS:
        numbers = [counts[sort][name] for sort in _SORTS]
        if any(numbers):
            cells = " | ".join(f"{number:,}" for number in (*numbers, len(getattr(new, name))))
            lines.append(f"| {name.replace('_', ' ')} | {cells} |")
    for sort in ("changed", "removed"):
        alike: dict[tuple[str, str], list[str]] = {}
        for change in getattr(changes, sort):
            fields = ", ".join(dict.fromkeys(f"`{field.partition('[')[0]}`" for field, _, _ in change.fields))
            alike.setdefault((change.collection.replace("_", " "), fields), []).append(f"`{change.id}`")
        lines += ["", f"{sort.capitalize()}:", ""] if alike else []
        for (name, fields), ids in alike.items():
            lines.append(f"- {name}, {fields}: {', '.join(ids)}" if fields else f"- {name}: {', '.join(ids)}")
    return "\n".join(lines) + "\n"


def _described(change: Change) -> Iterator[tuple[str, str]]:
    if not change.fields:
        record: Any = change.new or change.old
        yield "", title(record)
    for field, old, new in change.fields:
        yield field, f"{_short(old)} → {_short(new)}"


def _short(value: Any) -> str:
    """Return a value in a few words."""
    if isinstance(value, Record):
        return title(value)
    if isinstance(value, tuple):
        return ", ".join(map(_short, value))
    return "nothing" if value is None else str(value)
