"""APEC's record as a library: meetings, outcomes, themes and the calendar, typed and sourced.

>>> import apec_outcomes as apec
>>> data = apec.load()
>>> data.outcomes.about("AI").in_year(2024).matching("governance").one().title
'AI governance'
"""

__version__ = "0.1.0"

# As in typing, without importing it: importing this package costs nothing until a name is used.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from apec_outcomes.bundled import load
    from apec_outcomes.dataset import Dataset
    from apec_outcomes.dates import DateSpan, Precision
    from apec_outcomes.errors import (
        ApecOutcomesError,
        DateParseError,
        DuplicateIdError,
        InvalidRecordError,
        MissingExtraError,
        NotOneError,
        Problem,
        QueryError,
        SchemaVersionError,
        UnknownIdError,
    )
    from apec_outcomes.model import (
        CalendarEntry,
        Difference,
        Document,
        DocumentKind,
        Economy,
        EconomyKind,
        Forum,
        ForumKind,
        HostYear,
        Lineage,
        Meeting,
        MeetingFormat,
        MeetingKind,
        Organisation,
        Outcome,
        OutcomeKind,
        Session,
        Source,
        Status,
        Theme,
        Topic,
        Venue,
    )
    from apec_outcomes.query import (
        CalendarQuery,
        DatedQuery,
        DocumentQuery,
        EconomyQuery,
        ForumQuery,
        HostYearQuery,
        MeetingQuery,
        OutcomeQuery,
        Query,
        SessionQuery,
    )
    from apec_outcomes.serialization import dumps, loads, make_converter, structure, unstructure

_HOMES = {
    "bundled": ("load",),
    "dataset": ("Dataset",),
    "dates": ("DateSpan", "Precision"),
    "errors": (
        "ApecOutcomesError",
        "DateParseError",
        "DuplicateIdError",
        "InvalidRecordError",
        "MissingExtraError",
        "NotOneError",
        "Problem",
        "QueryError",
        "SchemaVersionError",
        "UnknownIdError",
    ),
    "model": (
        "CalendarEntry",
        "Difference",
        "Document",
        "DocumentKind",
        "Economy",
        "EconomyKind",
        "Forum",
        "ForumKind",
        "HostYear",
        "Lineage",
        "Meeting",
        "MeetingFormat",
        "MeetingKind",
        "Organisation",
        "Outcome",
        "OutcomeKind",
        "Session",
        "Source",
        "Status",
        "Theme",
        "Topic",
        "Venue",
    ),
    "query": (
        "CalendarQuery",
        "DatedQuery",
        "DocumentQuery",
        "EconomyQuery",
        "ForumQuery",
        "HostYearQuery",
        "MeetingQuery",
        "OutcomeQuery",
        "Query",
        "SessionQuery",
    ),
    "serialization": ("dumps", "loads", "make_converter", "structure", "unstructure"),
}

__all__ = ["__version__", *sorted(name for names in _HOMES.values() for name in names)]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used."""
    from importlib import import_module

    for home, names in _HOMES.items():
        if name in names:
            found = getattr(import_module(f"apec_outcomes.{home}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
