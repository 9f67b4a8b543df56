"""APEC's meetings, outcomes, themes and calendar as a typed Python library, with sources.

>>> import apec_outcomes as apec
>>> data = apec.load()
>>> data.outcomes.about("AI").in_year(2024).matching("governance").one().title
'Governance of artificial intelligence'
"""

__version__ = "0.3.0"

# Type checkers read this name as `typing.TYPE_CHECKING`, whose import would slow that of this package.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from apec_outcomes import plot
    from apec_outcomes.bundled import load
    from apec_outcomes.changes import Change, Changes, diff
    from apec_outcomes.dataset import Dataset
    from apec_outcomes.dates import DateSpan, Precision
    from apec_outcomes.errors import (
        ApecOutcomesError,
        ArgumentError,
        DateParseError,
        DuplicateIdError,
        FormatError,
        InvalidRecordError,
        MissingExtraError,
        NotOneError,
        PositionError,
        Problem,
        QueryError,
        SchemaUpgradeWarning,
        SchemaVersionError,
        UnknownIdError,
    )
    from apec_outcomes.export import json_schema
    from apec_outcomes.imports import from_icalendar, from_table
    from apec_outcomes.model import (
        Actor,
        ActorKind,
        Assessment,
        CalendarEntry,
        Coverage,
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
        SourceKind,
        Status,
        Theme,
        Topic,
        Venue,
        Verdict,
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
    from apec_outcomes.serialization.converters import dumps, loads, make_converter, structure, unstructure

__all__ = [
    "Actor",
    "ActorKind",
    "ApecOutcomesError",
    "ArgumentError",
    "Assessment",
    "CalendarEntry",
    "CalendarQuery",
    "Change",
    "Changes",
    "Coverage",
    "Dataset",
    "DateParseError",
    "DateSpan",
    "DatedQuery",
    "Difference",
    "Document",
    "DocumentKind",
    "DocumentQuery",
    "DuplicateIdError",
    "Economy",
    "EconomyKind",
    "EconomyQuery",
    "FormatError",
    "Forum",
    "ForumKind",
    "ForumQuery",
    "HostYear",
    "HostYearQuery",
    "InvalidRecordError",
    "Lineage",
    "Meeting",
    "MeetingFormat",
    "MeetingKind",
    "MeetingQuery",
    "MissingExtraError",
    "NotOneError",
    "Organisation",
    "Outcome",
    "OutcomeKind",
    "OutcomeQuery",
    "PositionError",
    "Precision",
    "Problem",
    "Query",
    "QueryError",
    "SchemaUpgradeWarning",
    "SchemaVersionError",
    "Session",
    "SessionQuery",
    "Source",
    "SourceKind",
    "Status",
    "Theme",
    "Topic",
    "UnknownIdError",
    "Venue",
    "Verdict",
    "__version__",
    "diff",
    "dumps",
    "from_icalendar",
    "from_table",
    "json_schema",
    "load",
    "loads",
    "make_converter",
    "plot",
    "structure",
    "unstructure",
]

# The modules that define the public names, each after the modules that it imports.
_CLASSES = ("dates", "errors", "model", "query", "dataset", "changes")
_MODULES = ("plot",)
_FUNCTIONS = ("bundled", "changes", "serialization.converters", "export", "imports")


def __getattr__(name: str) -> object:
    """Import a public name when it is first used."""
    if name in __all__:
        from importlib import import_module

        if name in _MODULES:
            return import_module(f"apec_outcomes.{name}")
        for home in _CLASSES if name[0].isupper() else _FUNCTIONS:
            names = vars(import_module(f"apec_outcomes.{home}"))
            if name in names:
                # Later uses of the module's other names need no search.
                globals().update((each, names[each]) for each in __all__ if each in names)
                return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
