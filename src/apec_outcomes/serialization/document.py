"""A dataset as one document, from one or more files."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar

import attrs
from cattrs import Converter

from apec_outcomes.checks.problems import Problems
from apec_outcomes.checks.references import Others, Placed, Unreadable, problems_between
from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import Problem
from apec_outcomes.model import (
    Actor,
    Assessment,
    CalendarEntry,
    Economy,
    Forum,
    HostYear,
    Meeting,
    Outcome,
    Source,
    Theme,
)
from apec_outcomes.model._collections import COLLECTIONS
from apec_outcomes.model._fields import Range
from apec_outcomes.model._record import Record
from apec_outcomes.serialization.problems import foreign, invalid
from apec_outcomes.serialization.upgrades import SCHEMA_VERSION, up_to_date

__all__ = ["DatasetDocument", "checked_document"]


@attrs.frozen(kw_only=True, eq=False)
class DatasetDocument(Record):
    """The content of a dataset, or of one of its files."""

    _described: ClassVar[str] = f"a dataset: schema: {SCHEMA_VERSION}, and lists such as meetings"

    schema: Annotated[int, Range(1, SCHEMA_VERSION, f"schema: {SCHEMA_VERSION}")]
    version: str | None = None
    as_of: DateSpan | None = None
    economies: tuple[Economy, ...] = ()
    fora: tuple[Forum, ...] = ()
    actors: tuple[Actor, ...] = ()
    themes: tuple[Theme, ...] = ()
    host_years: tuple[HostYear, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    calendar: tuple[CalendarEntry, ...] = ()
    sources: tuple[Source, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Skip the check, as the records were checked when they were made."""

    @classmethod
    def of(
        cls,
        collections: Mapping[str, Iterable[Any]],
        version: str | None = None,
        as_of: DateSpan | None = None,
    ) -> "DatasetDocument":
        """Return the document with the records of these collections."""
        records: dict[str, Any] = {name: tuple(found) for name, found in collections.items()}
        return cls(schema=SCHEMA_VERSION, version=version, as_of=as_of, **records)


def checked_document(
    files: Iterable[tuple[str | None, Any]],
    converter: Converter,
    *,
    others: Others | None = None,
    problems: Problems | None = None,
) -> DatasetDocument:
    """Check the content of one or more files, and return them as one document.

    If some records cannot be read, the others are still checked, so that all problems are reported.

    Parameters
    ----------
    files
        The name of each file, and its content as plain built-in types.
    converter
        The converter that reads the records.
    others
        Other records that these may refer to.
    problems
        Earlier problems of the files.

    Raises
    ------
    InvalidRecordError
        If there are problems. The error lists all of them, each with its file and path.
    """
    found = Problems() if problems is None else problems
    placed: dict[str, list[Placed]] = {name: [] for name in COLLECTIONS}
    unreadable: list[Unreadable] = []
    heads: dict[str, Any] = {}
    cause: BaseException | None = None
    for file, data in files:
        data = up_to_date(data, file)
        try:
            document: DatasetDocument | None = converter.structure(data, DatasetDocument)
        except RecursionError:
            raise
        except Exception as error:
            # The hooks of the user may raise any error.
            document = None
            found.add_error(invalid(error, file))
            cause = cause or foreign(error)
        for name, row in COLLECTIONS.items():
            for index, record in enumerate(getattr(document, name) if document else _listed(data, name)):
                if not document and not isinstance(record, dict):
                    continue  # already a problem, and without an id that others could refer to
                path = f"{file}\n$.{name}[{index}]" if file else f"$.{name}[{index}]"
                try:
                    made = record if document else converter.structure(record, row.cls)
                except Exception:
                    unreadable.append(Unreadable(name, row.cls, path, record))
                else:
                    placed[name].append((path, made))
        heads |= {name: value for name in ("version", "as_of") if (value := getattr(document, name, None))}
    found.add_all(map(_located, problems_between(placed, others, unreadable)))
    found.raise_if_any(cause)
    return DatasetDocument.of(
        {name: [record for _, record in records] for name, records in placed.items()}, **heads
    )


def _listed(data: Any, name: str) -> list[Any]:
    """Return the list with this name, or an empty list if there is none."""
    found = data.get(name) if isinstance(data, dict) else None
    return found if isinstance(found, list) else []


def _located(problem: Problem) -> Problem:
    """Return a problem with the file separated from its path."""
    file, _, path = problem.path.rpartition("\n")
    return Problem(path, problem.message.replace("\n", " "), problem.expected, file or None)
