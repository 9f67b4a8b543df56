"""What the files of a dataset hold, and the dataset that they make together."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import attrs
from cattrs import BaseValidationError, Converter

from apec_outcomes._checks import Spoilt, problems_between
from apec_outcomes._hooks import Fault, problems_in
from apec_outcomes._shelf import Page
from apec_outcomes.dataset import COLLECTIONS, SCHEMA_VERSION, Dataset
from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import InvalidRecordError, Problem, SchemaVersionError
from apec_outcomes.model import CalendarEntry, Economy, Forum, HostYear, Meeting, Outcome, Source, Theme
from apec_outcomes.model._record import Range, Record

__all__ = ["Contents", "dataset_of", "refuse_newer"]


@attrs.frozen(kw_only=True, eq=False)
class Contents(Record):
    """What a file of a dataset holds: any part of its records, and the shape in which they are written."""

    schema: Annotated[int, Range(1, SCHEMA_VERSION)]
    version: str | None = None
    as_of: DateSpan | None = None
    economies: tuple[Economy, ...] = ()
    fora: tuple[Forum, ...] = ()
    themes: tuple[Theme, ...] = ()
    host_years: tuple[HostYear, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    calendar: tuple[CalendarEntry, ...] = ()
    sources: tuple[Source, ...] = ()

    @classmethod
    def holding(
        cls,
        collections: Mapping[str, Iterable[Any]],
        version: str | None = None,
        as_of: DateSpan | None = None,
    ) -> "Contents":
        """Return what a file with the records of these collections holds."""
        records: dict[str, Any] = {name: tuple(found) for name, found in collections.items()}
        return cls(schema=SCHEMA_VERSION, version=version, as_of=as_of, **records)


def refuse_newer(data: Any, file: str | None) -> None:
    """Refuse data of a newer shape than this library knows, before its unknown fields are told as faults.

    Raises
    ------
    SchemaVersionError
        With both versions.
    """
    version = data.get("schema") if isinstance(data, dict) else None
    if type(version) is int and version > SCHEMA_VERSION:
        raise SchemaVersionError(version, SCHEMA_VERSION, file)


def dataset_of(
    files: Iterable[tuple[str | None, Any]],
    *,
    beside: Dataset | None,
    problems: Iterable[Problem] = (),
    converter: Converter,
) -> Dataset:
    """Return the dataset that the builtins of one or more files make, once all of it is checked.

    Where something is wrong, what can be read all the same is checked too, so that every problem is told.

    Parameters
    ----------
    files
        The name of each file, and what it holds.
    beside
        The dataset that these records may refer to.
    problems
        What was wrong with other files.
    converter
        What reads the records.

    Raises
    ------
    InvalidRecordError
        With every problem, each with its file and path.
    """
    found = list(problems)
    placed: dict[str, list[tuple[str, Any]]] = {name: [] for name in COLLECTIONS}
    spoilt: list[Spoilt] = []
    heads: dict[str, Any] = {}
    for file, data in files:
        refuse_newer(data, file)
        try:
            contents: Contents | None = converter.structure(data, Contents)
        except (BaseValidationError, Fault) as error:
            contents = None
            found += [Problem(p.path, p.message, p.expected, file) for p in problems_in(error)]
        for name, cls in COLLECTIONS.items():
            for index, record in enumerate(getattr(contents, name) if contents else _listed(data, name)):
                path = f"{file}\n$.{name}[{index}]" if file else f"$.{name}[{index}]"
                try:
                    placed[name].append((path, record if contents else converter.structure(record, cls)))
                except (BaseValidationError, Fault):
                    spoilt.append(Spoilt(name, cls, path, record))
        heads |= {name: value for name in ("version", "as_of") if (value := getattr(contents, name, None))}
    found += map(_located, problems_between(placed, beside, spoilt))
    if found:
        raise InvalidRecordError(found)
    pages = {name: [Page.of([record for _, record in records])] for name, records in placed.items()}
    return Dataset._trusted(pages, heads.get("version"), heads.get("as_of"), beside)


def _listed(data: Any, name: str) -> list[Any]:
    """Return what stands as a list under a name, whatever the data are."""
    found = data.get(name) if isinstance(data, dict) else None
    return found if isinstance(found, list) else []


def _located(problem: Problem) -> Problem:
    """Return a problem with the file that stands before its path."""
    file, _, path = problem.path.rpartition("\n")
    return Problem(path, problem.message.replace("\n", " "), problem.expected, file or None)
