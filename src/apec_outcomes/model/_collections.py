"""The collections of a dataset: one row for each, used for reading, queries, display and export."""

from collections.abc import Mapping
from typing import NamedTuple

from apec_outcomes.model._record import Record
from apec_outcomes.model.actor import Actor
from apec_outcomes.model.assessment import Assessment
from apec_outcomes.model.calendar import CalendarEntry
from apec_outcomes.model.document import Document
from apec_outcomes.model.economy import Economy
from apec_outcomes.model.forum import Forum
from apec_outcomes.model.host_year import HostYear
from apec_outcomes.model.meeting import Meeting, Organisation, Topic
from apec_outcomes.model.outcome import Outcome
from apec_outcomes.model.session import Session
from apec_outcomes.model.source import Source
from apec_outcomes.model.theme import Theme

__all__ = ["ALL", "BY_CLASS", "COLLECTIONS", "EVENTS", "PARTS", "QUERIED", "Collection", "row_of"]


class Collection(NamedTuple):
    """A collection of records.

    Parameters
    ----------
    name
        The attribute of the dataset, in the plural.
    cls
        The class of its records.
    singular
        The name of one record in identifiers.
    key
        The field with the id of a record.
    names
        The fields with other names of a record.
    is_loose
        Whether some words of a name, with or without the year, find the record, too.
    dates
        The field with the dates of a record. Records are sorted by date, those without dates last.
    texts
        The fields that are searched; for fields with records, such as ``sessions``, all texts of these.
    theme_parts
        The fields with the parts of a record whose themes are themes of the record, too.
    columns
        The columns of tables.
    file
        The file of the collection in the folder of a dataset. If there is none, records are in the files of
        their years, or, for sources, in the files of the records that refer to them.
    within
        The collection whose records contain these: meetings contain sessions.
    above
        The field that refers to the records above: the broader themes, the parent of a forum, the outcomes
        that an outcome builds on, the assessed outcome.
    is_tree
        Whether cycles of `above` are invalid.
    is_unique
        Whether keys are unique.
    is_sorted_by_key
        Whether records are sorted by key; else records without dates are in the given order.
    is_asked
        Whether a dataset has a query of it.
    plural
        The plural name of records in words, if it differs from `name`.
    """

    name: str
    cls: type[Record]
    singular: str
    key: str = "id"
    names: tuple[str, ...] = ()
    is_loose: bool = False
    dates: str | None = None
    texts: tuple[str, ...] = ()
    theme_parts: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    file: str | None = None
    within: str | None = None
    above: str | None = None
    is_tree: bool = False
    is_unique: bool = True
    is_sorted_by_key: bool = False
    is_asked: bool = True
    plural: str = ""

    @property
    def labels(self) -> tuple[str, str]:
        """The name of records in words, singular and plural."""
        return self.singular.replace("_", " "), self.plural or self.name.replace("_", " ")

    @property
    def is_yearly(self) -> bool:
        """Whether its records are in the files of years."""
        return self.dates is not None and self.file is None and self.within is None

    def counted(self, number: int) -> str:
        """Return a number of records in words, such as ``2 calendar entries``."""
        return f"{number} {self.labels[number != 1]}"


_ROWS = (
    Collection(
        "economies",
        Economy,
        "economy",
        key="code",
        names=("name", "apec_code", "aliases"),
        texts=("name", "apec_code", "aliases", "note"),
        columns=("code", "name", "kind", "joined"),
        file="economies.json",
    ),
    Collection(
        "fora",
        Forum,
        "forum",
        names=("acronym", "name"),
        texts=("acronym", "name", "summary", "note"),
        columns=("id", "name", "kind", "parent"),
        file="fora.json",
        above="parent",
        is_tree=True,
    ),
    Collection(
        "actors",
        Actor,
        "actor",
        names=("label", "aliases"),
        texts=("label", "aliases", "definition"),
        columns=("id", "label", "kind", "definition"),
        file="actors.json",
    ),
    Collection(
        "themes",
        Theme,
        "theme",
        names=("label", "aliases"),
        texts=("label", "aliases", "definition"),
        columns=("id", "label", "broader", "definition"),
        file="themes.json",
        above="broader",
        is_tree=True,
    ),
    Collection(
        "host_years",
        HostYear,
        "host_year",
        key="year",
        texts=("theme", "priorities", "note"),
        columns=("year", "host", "theme", "priorities"),
        file="host-years.json",
    ),
    Collection(
        "meetings",
        Meeting,
        "meeting",
        names=("title",),
        is_loose=True,
        dates="dates",
        texts=(
            *("title", "theme", "summary", "note", "chairs", "venue.city", "venue.name"),
            *("topics", "sessions", "documents", "organisations"),
        ),
        theme_parts=("topics", "sessions"),
        columns=("id", "title", "dates", "venue", "kind", "status"),
        above="part_of",
        is_tree=True,
    ),
    Collection(
        "sessions",
        Session,
        "session",
        names=("title",),
        dates="dates",
        texts=("title", "summary", "note", "chairs", "participants", "venue.city", "venue.name"),
        columns=("title", "dates", "venue", "kind", "forum"),
        within="meetings",
    ),
    Collection(
        "topics",
        Topic,
        "topic",
        texts=("title", "summary"),
        columns=("title", "summary", "themes"),
        within="meetings",
        is_asked=False,
    ),
    Collection(
        "documents",
        Document,
        "document",
        key="title",
        dates="date",
        texts=("title",),
        columns=("title", "kind", "date", "url"),
        within="meetings",
        is_unique=False,
    ),
    Collection(
        "organisations",
        Organisation,
        "organisation",
        texts=("name", "role", "summary", "note"),
        columns=("name", "role", "summary"),
        within="meetings",
        is_unique=False,
        is_asked=False,
    ),
    Collection(
        "outcomes",
        Outcome,
        "outcome",
        names=("title",),
        dates="date",
        texts=("title", "summary", "document", "heading", "note"),
        columns=("title", "summary", "meeting", "themes", "kind"),
        above="builds_on",
        is_tree=True,
    ),
    Collection(
        "assessments",
        Assessment,
        "assessment",
        dates="date",
        texts=("summary", "by", "note"),
        columns=("outcome", "verdict", "summary", "by", "date"),
        file="assessments.json",
        above="outcome",
    ),
    Collection(
        "calendar",
        CalendarEntry,
        "calendar_entry",
        plural="calendar entries",
        names=("title",),
        dates="dates",
        texts=("title", "note", "venue.city", "venue.name"),
        columns=("title", "dates", "venue", "meeting", "status"),
    ),
    Collection(
        "sources",
        Source,
        "source",
        names=("url",),
        texts=("title", "publisher", "summary", "people", "note"),
        columns=("publisher", "title", "published", "url"),
        is_sorted_by_key=True,
    ),
)

ALL: Mapping[str, Collection] = {row.name: row for row in _ROWS}
"""All collections by name, including parts of meetings."""

COLLECTIONS: Mapping[str, Collection] = {name: row for name, row in ALL.items() if row.within is None}
"""The collections that are not parts of meetings."""

PARTS: Mapping[str, Collection] = {name: row for name, row in ALL.items() if row.within}
"""The collections of parts of meetings."""

QUERIED: Mapping[str, Collection] = {name: row for name, row in ALL.items() if row.is_asked}
"""The collections that have a query."""

EVENTS = tuple(name for name, row in ALL.items() if hasattr(row.cls, "venue"))
"""The collections of events: what is held, or announced to be held, at some place."""

BY_CLASS: Mapping[type, Collection] = {row.cls: row for row in _ROWS}
"""The collection of each class."""


def row_of(cls: type) -> Collection | None:
    """Return the collection of a class or of one of its base classes, or None."""
    return next((BY_CLASS[each] for each in cls.__mro__ if each in BY_CLASS), None)
