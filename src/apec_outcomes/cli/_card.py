"""A record other than a meeting as a page: its fields and related records."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from rich.text import Text

from apec_outcomes.cli._labels import Labels, key_of, kind_of, words
from apec_outcomes.cli._outcomes import add_outcomes
from apec_outcomes.cli._page import Page
from apec_outcomes.cli._references import Sources, named
from apec_outcomes.dataset import Dataset
from apec_outcomes.model import Assessment, Venue
from apec_outcomes.model._card import fields
from apec_outcomes.model._fields import links
from apec_outcomes.model._record import Record, title

__all__ = ["card"]

_MANY = 20
"""The number of related records that are listed; others are only counted."""

_HEADINGS = {
    "ancestors": "Builds on, directly or through others",
    "descendants": "Built on by, directly or through others",
    "differences": "Differences from the announcement",
    "host_years": "Host of",
}


def card(data: Dataset, found: Mapping[str, Any]) -> Page:
    """Return the page of a record and its related records, from `related`."""
    page, sources = Page(), Sources(found.get("sources", ()))
    record: Record = next(iter(found.values()))
    page.title(title(record))
    page.line(Text(f"{key_of(record)} · {kind_of(record)}", style="cyan"))
    page.gap()
    rows, addresses = [], []
    for name, text in _fields(data, record, sources):
        if "://" in text.plain and " " not in text.plain:
            addresses += text.plain.splitlines()
        elif text.plain.strip():
            rows.append((Text(name.replace("_", " ").capitalize(), style="dim"), text))
    if rows:
        page.rows(rows)
    for url in addresses:
        page.address(url)
    for name, records in list(found.items())[1:]:
        if name == "sources" or not records:
            continue
        page.section(f"{_HEADINGS.get(name, name)} ({len(records)})")
        if name == "differences":
            for point in records:
                page.line(
                    f"{point.field.capitalize()}: announced {point.announced}, took place {point.took_place}"
                )
        elif name == "assessments":
            for assessment in records:
                page.item(_assessment(data, assessment, sources))
        elif name == "outcomes" and "session" in found:
            add_outcomes(page, records, data, sources)
        else:
            for each in records[:_MANY]:
                page.item(named(each))
            if len(records) > _MANY:
                page.line(Text(f"... and {len(records) - _MANY} more", style="dim"))
    sources.add_to(page)
    return page


def _assessment(data: Dataset, found: Assessment, sources: Sources) -> Text:
    by = f", by {Labels(data).title('actors', found.by)}" if found.by else ""
    when = f", {found.date}" if found.date else ""
    return Text.assemble(
        (words(found.verdict), "bold"), f"{by}{when}: {found.summary}", sources.marks(found.sources)
    )


def _fields(data: Dataset, record: Record, sources: Sources) -> Iterable[tuple[str, Text]]:
    cls: Any = type(record)
    references = {field.name: field.kind.collection for field in links(cls) if field.kind.collection}
    labels = Labels(data)

    def shown(value: object, collection: str | None) -> Text:
        if collection:
            found = getattr(data, collection).get(value)
            return named(found) if found else Text(str(value))
        match value:
            case Enum():
                return Text(words(value))
            case bool():
                return Text("yes" if value else "no")
            case Venue():
                return Text(labels.place(value))
            case _:
                return Text(str(value))

    for name, value in fields(record):
        values: tuple[Any, ...] = value if isinstance(value, tuple) else (value,)
        if name == "sources":
            yield name, Text(sources.marks(values).plain.strip())
        else:
            yield name, Text("\n").join(shown(each, references.get(name)) for each in values)
