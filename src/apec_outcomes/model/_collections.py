"""The collections of a dataset, one row each, for reading, queries, display and export."""

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
        The attribute of a dataset that holds it, in the plural.
    cls
        The class of its records.
    singular
        The name of one record in identifiers.
    key
        The field by which records are looked up.
    names
        The fields that hold further names of a record.
    is_loose
        Whether some words of a name, with the year of its record or without it, are a name, too.
    dates
        The field that holds the dates of a record. Records are in the order of their dates, those without any
        last.
    texts
        The fields that a search looks through: those of the record, and all of the records in fields such as
        ``sessions``.
    theme_parts
        The fields with the parts of a record whose themes are themes of the record, too.
    columns
        The fields that a table shows.
    file
        The file of a dataset folder that holds the collection; without one, the records are in the files of
        their years, or, as sources are, beside the records that name them.
    within
        The collection whose records hold these, as meetings hold sessions.
    above
        The field that names the records above one: the broader themes, the parent of a forum, the outcomes
        that an outcome builds on, the outcome that is assessed.
    is_tree
        Whether no record may be above itself, directly or through others.
    is_unique
        Whether no two records share a key.
    is_sorted_by_key
        Whether records are in the order of their keys. A collection without dates is in the order in which it
        was given otherwise.
    is_asked
        Whether a dataset has a query over it.
    plural
        The name of several records in words, if it is not that of the collection.
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
        """The name of one record in words, and that of several."""
        return self.singular.replace("_", " "), self.plural or self.name.replace("_", " ")

    @property
    def is_yearly(self) -> bool:
        """Whether its records are in files of a year each."""
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
"""Every collection by its name, those that meetings hold included."""

COLLECTIONS: Mapping[str, Collection] = {name: row for name, row in ALL.items() if row.within is None}
"""The collections that a dataset is made of; the others come with the meetings."""

PARTS: Mapping[str, Collection] = {name: row for name, row in ALL.items() if row.within}
"""The collections that the records of another hold."""

QUERIED: Mapping[str, Collection] = {name: row for name, row in ALL.items() if row.is_asked}
"""The collections that can be asked."""

EVENTS = tuple(name for name, row in ALL.items() if hasattr(row.cls, "venue"))
"""The collections of events: what is held, or announced to be held, at some place."""

BY_CLASS: Mapping[type, Collection] = {row.cls: row for row in _ROWS}
"""The collection of each class."""


def row_of(cls: type) -> Collection | None:
    """Return the collection of a class, or of the one that it derives from, if it has any."""
    return next((BY_CLASS[each] for each in cls.__mro__ if each in BY_CLASS), None)
