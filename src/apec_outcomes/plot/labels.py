"""Labels in pictures: of the records of a query, and of the values of their fields."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import ArgumentError, QueryError, quoted
from apec_outcomes.model import SourceKind
from apec_outcomes.model._collections import ALL
from apec_outcomes.query import Field, Query
from apec_outcomes.query.dated import dates_of
from apec_outcomes.query.fields import kind_at, kinds_in

__all__ = ["EMPTY", "checked", "counted", "evidence_of", "labels_of", "plural", "records_of",
           "singular", "span_of", "years_of"]  # fmt: skip

EMPTY = "The query has no records."


def checked(query: object) -> Query[Any]:
    """Check that the argument is a query, and return it."""
    if not isinstance(query, Query):
        raise ArgumentError(f"got {quoted(query)}; expected a query, such as data.outcomes")
    return query


def counted(number: int, query: Query[Any]) -> str:
    """Return a number and the name of the records of a query, such as ``26 meetings``."""
    return f"{number:,} {records_of(query, number)}"


def labels_of(query: Query[Any], field: Field) -> Callable[[Any], str]:
    """Return a function that returns the label of a value of a field: for an id, the label of its record."""
    found = kind_at(ALL[query.collection], field).collection if isinstance(field, str) else None
    collection = getattr(query.dataset, found) if found else None

    def label(value: Any) -> str:
        if isinstance(value, StrEnum):
            return value.value.replace("-", " ")
        record = collection.get(value) if collection is not None else None
        for attribute in ("label", "acronym", "name", "title", "publisher"):
            if text := getattr(record, attribute, None):
                return str(text)
        return str(value)

    return label


def records_of(query: Query[Any], number: int = 2) -> str:
    """Return the name of the records of a query, singular or plural."""
    return ALL[query.collection].labels[number != 1]


def span_of(query: Query[Any]) -> Callable[[Any], DateSpan | None]:
    """Return a function that returns the dates of a record, or else those of its meeting."""
    if ALL[query.collection].dates is None:
        raise QueryError(
            f"{records_of(query)} have no dates; expected records with dates, such as data.meetings"
        )
    return dates_of(query)


def years_of(query: Query[Any]) -> dict[int, Query[Any]]:
    """Return the records of each APEC year, the earliest first."""
    if "year" in dict(kinds_in(ALL[query.collection].cls)):
        return dict(sorted(query.group_by("year").items()))
    span = span_of(query)
    groups = query.group_by(lambda record: found.year if (found := span(record)) else None)
    return dict(sorted(groups.items()))


def evidence_of(records: Iterable[Any], query: Query[Any]) -> str:
    """Return a sentence on the strongest sources of outcomes, or an empty text for other records."""
    if query.collection != "outcomes":
        return ""
    counts = Counter(query.dataset.evidence_of(record) for record in records)
    parts = [f"{kind.value} {counts[kind]:,}" for kind in SourceKind if counts[kind]]
    if counts[None]:
        parts.append(f"none {counts[None]:,}")
    return f"Strongest source: {', '.join(parts)}."


def singular(field: Field) -> str:
    """Return the singular name of a field."""
    name = field if isinstance(field, str) else getattr(field, "__name__", "")
    name = (
        name.rpartition(".")[2].removesuffix("_of").replace("_", " ")
        if name.isidentifier() or "." in name
        else "group"
    )
    return re.sub("(?<![siu])s$", "", re.sub("ies$", "y", name))


def plural(field: Field) -> str:
    """Return the plural name of a field."""
    name = singular(field)
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}es" if name.endswith("s") else f"{name}s"
