"""`Dataset`: all records, checked, indexed and immutable."""

import os
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Self, Unpack

import attrs

from apec_outcomes._extras import ForPydantic
from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import ArgumentError, DuplicateIdError, check_flag, quoted
from apec_outcomes.model import (
    Actor,
    Assessment,
    CalendarEntry,
    Coverage,
    Economy,
    Forum,
    HostYear,
    Meeting,
    Outcome,
    Source,
    Theme,
)
from apec_outcomes.model._citation import CitationFormat
from apec_outcomes.model._collections import COLLECTIONS, QUERIED
from apec_outcomes.model._converters import Dates, span_or_none
from apec_outcomes.model._fields import kind_of
from apec_outcomes.model._values import problems_of
from apec_outcomes.model.coverage import CoverageBy
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
from apec_outcomes.query.dataset_stores import Makers, joined_stores, stores_of
from apec_outcomes.query.related_records import RelatedRecords, query_over
from apec_outcomes.query.relations import Relations
from apec_outcomes.query.store import Store

if TYPE_CHECKING:
    from cattrs import Converter

    from apec_outcomes.export import Options, Table
    from apec_outcomes.serialization.document import DatasetDocument

__all__ = ["FOLDER", "Dataset", "check_dataset"]

FOLDER = os.path.join(os.path.dirname(__file__), "data")
"""The folder of the bundled dataset."""


@attrs.frozen(init=False, eq=False, repr=False)
class Dataset(RelatedRecords, ForPydantic):
    """All records. Each collection is a query of its records.

    Parameters
    ----------
    economies, fora, actors, themes, host_years, meetings, outcomes, assessments, calendar, sources
        The records. `sessions` and `documents` come with the meetings.
    version
        The version of the dataset.
    as_of
        The date up to which the dataset was compiled.
    beside
        Another dataset whose records these may refer to, such as the bundled one.

    Raises
    ------
    InvalidRecordError
        If a value is not of the type of its field, a reference leads to no record, an id is duplicate, or
        records contradict each other.
    ArgumentError
        If a record is not of the class of its collection, or `beside` is not a dataset.

    >>> import apec_outcomes as apec
    >>> own = apec.Dataset(themes=[apec.Theme(id="space", label="Outer space")])
    >>> own.themes["outer space"].id
    'space'
    """

    economies: EconomyQuery
    fora: ForumQuery
    actors: Query[Actor]
    themes: Query[Theme]
    host_years: HostYearQuery
    meetings: MeetingQuery
    sessions: SessionQuery = attrs.field(init=False)
    documents: DocumentQuery = attrs.field(init=False)
    outcomes: OutcomeQuery
    assessments: DatedQuery[Assessment]
    calendar: CalendarQuery
    sources: Query[Source]
    version: str | None
    as_of: DateSpan | None
    beside: "Dataset | None"
    _relations: Relations = attrs.field(init=False)

    def __init__(
        self,
        *,
        economies: Iterable[Economy] = (),
        fora: Iterable[Forum] = (),
        actors: Iterable[Actor] = (),
        themes: Iterable[Theme] = (),
        host_years: Iterable[HostYear] = (),
        meetings: Iterable[Meeting] = (),
        outcomes: Iterable[Outcome] = (),
        assessments: Iterable[Assessment] = (),
        calendar: Iterable[CalendarEntry] = (),
        sources: Iterable[Source] = (),
        version: str | None = None,
        as_of: Dates | None = None,
        beside: "Dataset | None" = None,
    ) -> None:
        from apec_outcomes.checks.problems import Problems
        from apec_outcomes.checks.references import problems_between

        given: dict[str, Iterable[Any]] = {
            "economies": economies,
            "fora": fora,
            "actors": actors,
            "themes": themes,
            "host_years": host_years,
            "meetings": meetings,
            "outcomes": outcomes,
            "assessments": assessments,
            "calendar": calendar,
            "sources": sources,
        }
        records = {name: _tuple_of(name, found) for name, found in given.items()}
        if beside is not None:
            check_dataset(beside, "beside")
        as_of = span_or_none(as_of)
        found = Problems()
        found.add_all(problems_of(version, kind_of(str | None), "$.version"))
        found.add_all(problems_of(as_of, kind_of(DateSpan | None), "$.as_of"))
        found.add_all(problems_between(_placed(records), beside))
        found.raise_if_any()
        makers = {name: partial(tuple, found) for name, found in records.items()}
        self._fill(stores_of(makers, beside._relations if beside else None), version, as_of, beside)

    @classmethod
    def _unchecked(
        cls,
        records: Makers,
        version: str | None,
        as_of: DateSpan | None,
        beside: "Dataset | None" = None,
    ) -> Self:
        """Return a dataset of records that need no check. The functions make them when they are needed."""
        dataset = cls.__new__(cls)
        dataset._fill(stores_of(records, beside._relations if beside else None), version, as_of, beside)
        return dataset

    @classmethod
    def _of_document(cls, document: "DatasetDocument", beside: "Dataset | None") -> Self:
        """Return the dataset that a checked document describes."""
        records = {name: partial(tuple, getattr(document, name)) for name in COLLECTIONS}
        return cls._unchecked(records, document.version, document.as_of, beside)

    @classmethod
    def __apec_structure__(cls, data: object, converter: "Converter") -> Self:
        """Return the dataset that built-in types describe, with the bundled one as `beside`."""
        from apec_outcomes.serialization.document import checked_document

        others = bundled()
        return cls._of_document(checked_document([(None, data)], converter, others=others), others)

    def __apec_unstructure__(self) -> "DatasetDocument":
        """Return the document that is written instead of the dataset."""
        from apec_outcomes.serialization.document import DatasetDocument

        collections = {name: getattr(self, name) for name in COLLECTIONS}
        return DatasetDocument.of(collections, self.version, self.as_of)

    def _fill(
        self,
        stores: Mapping[str, Store[Any]],
        version: str | None,
        as_of: DateSpan | None,
        beside: "Dataset | None",
    ) -> None:
        relations = Relations(self, stores, beside._relations if beside else None)
        values = {name: query_over(relations, name) for name in QUERIED} | {
            "version": version,
            "as_of": as_of,
            "beside": beside,
            "_relations": relations,
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def coverage(self, by: CoverageBy | None = None) -> tuple[Coverage, ...]:
        """Return counts of meetings, outcomes and documents, and of their known fields.

        Parameters
        ----------
        by
            Count by APEC ``year``, its ``decade``, the ``kind`` of meeting, or the ``evidence`` of the
            outcomes. Default: by year and kind.

        Raises
        ------
        QueryError
            If `by` is something else.

        >>> import apec_outcomes as apec
        >>> [row.kind.value for row in apec.load().coverage(by="kind")][:3]
        ['leaders', 'ministerial', 'trade-ministerial']
        >>> [row.evidence.value for row in apec.load().coverage(by="evidence")]
        ['document', 'official', 'organisation', 'news', 'commentary']

        .. versionadded:: 0.2
        """
        from apec_outcomes.query.coverage import coverage_of

        return coverage_of(self._relations, by)

    def merge(self, other: "Dataset", *, replace: bool = False) -> "Dataset":
        """Return a dataset with the records of both. Equal records are included once.

        Parameters
        ----------
        other
            The dataset whose records are added.
        replace
            If ids conflict, use the record of `other`.

        Raises
        ------
        DuplicateIdError
            If both have different records with the same id, unless `replace`.
        InvalidRecordError
            If the records contradict each other.
        ArgumentError
            If `other` is not a dataset, or `replace` neither True nor False.

        >>> import apec_outcomes as apec
        >>> mine = apec.Dataset(themes=[apec.Theme(id="space", label="Outer space")])
        >>> "space" in apec.load().merge(mine).themes
        True
        """
        check_dataset(other, "other")
        check_flag(replace, "replace")
        from apec_outcomes.query.merging import incoming_records

        incoming = incoming_records(self._relations, other._relations)
        if incoming.clashes and not replace:
            raise DuplicateIdError(
                f"{name}: {key}" for name, keys in incoming.clashes.items() for key in keys
            )
        beside = None if self.beside is other else self.beside
        stores = joined_stores(self._relations, incoming.records, beside._relations if beside else None)
        merged = Dataset.__new__(Dataset)
        merged._fill(stores, self.version, self.as_of, beside)
        incoming.check(self._relations, merged._relations)
        return merged

    def tables(self) -> "dict[str, Table]":
        """Return the dataset as tables: one for each class, and link tables for fields with several values.

        Each has the methods ``to_pandas()``, ``to_polars()`` and ``to_arrow()``.

        >>> import apec_outcomes as apec
        >>> tables = apec.load().tables()
        >>> [column.name for column in tables["outcome_themes"].columns]
        ['outcome', 'position', 'theme']

        .. versionadded:: 0.2
        """
        from apec_outcomes.export import tables

        return tables(self)

    def export(
        self,
        path: str | os.PathLike[str],
        *,
        to: str | None = None,
        replace: bool = False,
        **options: "Unpack[Options]",
    ) -> None:
        """Write the dataset atomically in a format for other tools; `save` writes one for `load`.

        The parameters and errors are those of `apec_outcomes.export.export`.

        >>> import apec_outcomes as apec, pathlib, tempfile
        >>> folder = pathlib.Path(tempfile.mkdtemp()) / "record"
        >>> apec.load().export(folder, to="csv")
        >>> (folder / "outcome_themes.csv").exists()
        True

        .. versionadded:: 0.2
        """
        from apec_outcomes.export import export

        export(self, path, to=to, replace=replace, **options)

    def cite(self, what: object = None, *, format: CitationFormat = "csl") -> str:
        """Return a citation of a record, a document or the dataset.

        Parameters
        ----------
        what
            A meeting, session, document, outcome, calendar entry or source, or its id or title. None means
            the dataset.
        format
            ``csl`` (CSL-JSON), ``bibtex`` or ``ris`` for a reference manager (the last two need the extra
            ``cite``); ``apa`` or ``chicago`` (author-date) for a list of references.

        Raises
        ------
        UnknownIdError
            If no such record has this id or title.
        ArgumentError
            If `what` cannot be cited.
        FormatError
            If `format` is unknown.
        MissingExtraError
            If the library for the format is not installed.

        >>> import apec_outcomes as apec, json
        >>> [cited] = json.loads(apec.load().cite("2024-aelm"))
        >>> cited["event-place"], cited["issued"]
        ('Lima, Peru', {'date-parts': [[2024, 11, 15], [2024, 11, 16]]})
        >>> print(apec.load().cite("2020-aelm.putrajaya-vision-2040", format="apa").partition(". ")[0])
        Asia-Pacific Economic Cooperation

        .. versionchanged:: 0.3
            The styles ``apa`` and ``chicago``.

        .. versionadded:: 0.2
        """
        from apec_outcomes.export import cite

        found = self if what is None else what
        if isinstance(found, str):
            found = self._relations.any(found, "meetings", "sessions", "outcomes", "calendar", "sources")
        return cite(found, self, format)

    def save(self, path: str | os.PathLike[str], *, replace: bool = False) -> None:
        """Write the dataset atomically, as `load` reads it.

        Programs that read it during the write get either the old dataset or the new one.

        Parameters
        ----------
        path
            A file whose extension determines the format (``.json``, ``.yaml``, ``.toml``, ``.msgpack``,
            ``.cbor``). A path without an extension is a folder with a JSON file for each vocabulary and each
            year.
        replace
            Overwrite an existing dataset.

        Raises
        ------
        FormatError
            If the extension is unknown, or the folder contains something other than a dataset.
        FileExistsError
            If a dataset exists and `replace` is False.
        OSError
            If it cannot be written. An existing dataset is then unchanged.
        MissingExtraError
            If the library for the format is not installed.
        ArgumentError
            If `replace` is neither True nor False.

        >>> import apec_outcomes as apec, tempfile, pathlib
        >>> path = pathlib.Path(tempfile.mkdtemp()) / "record.json"
        >>> apec.load().save(path)
        >>> apec.load(path) == apec.load()
        True
        """
        check_flag(replace, "replace")
        from apec_outcomes.storage.writing import write_dataset

        write_dataset(self, path, replace=replace)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Dataset):
            return NotImplemented
        return (self.version, self.as_of) == (other.version, other.as_of) and all(
            getattr(self, name) == getattr(other, name) for name in COLLECTIONS
        )

    def __hash__(self) -> int:
        return hash((self.version, self.as_of, *(len(getattr(self, name)) for name in COLLECTIONS)))

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        records = {name: tuple(getattr(self, name)) for name in COLLECTIONS}
        return (_unpickled, (records, self.version, self.as_of, self.beside))

    def __repr__(self) -> str:
        counts = ", ".join(row.counted(len(getattr(self, name))) for name, row in QUERIED.items())
        version = f" {self.version}" if self.version else ""
        as_of = f" as of {self.as_of}" if self.as_of else ""
        return f"<Dataset{version}{as_of}: {counts}>"

    def _repr_html_(self) -> str:
        """Return the dataset as a card, for notebooks."""
        from apec_outcomes.model._card import overview

        version = f" {self.version}" if self.version else ""
        title = f"APEC outcomes{version}{f', as of {self.as_of}' if self.as_of else ''}"
        return overview(title, {row.labels[1]: len(getattr(self, name)) for name, row in QUERIED.items()})


def bundled() -> Dataset:
    """Return the bundled dataset, always the same object."""
    try:
        return _BUNDLED["dataset"]
    except KeyError:
        from apec_outcomes.storage.lazy import open_lazily

        opened = open_lazily(FOLDER)
        made = Dataset._unchecked(opened.records, opened.version, opened.as_of)
        return _BUNDLED.setdefault("dataset", made)


_BUNDLED: dict[str, Dataset] = {}


def check_dataset(value: object, name: str) -> None:
    """Check that the value of an argument is a dataset.

    Raises
    ------
    ArgumentError
        If it is not.
    """
    if not isinstance(value, Dataset):
        raise ArgumentError(
            f"got {quoted(value)} for {name}; expected a Dataset, such as apec_outcomes.load()"
        )


def _tuple_of(name: str, records: Iterable[Any]) -> tuple[Any, ...]:
    if isinstance(records, str) or not isinstance(records, Iterable):
        raise ArgumentError(f"got {quoted(records)} for {name}; expected several records, as in a list")
    return tuple(records)


def _placed(records: Mapping[str, tuple[Any, ...]]) -> dict[str, list[tuple[str, Any]]]:
    """Return the records of each collection with their paths."""
    for name, found in records.items():
        for index, record in enumerate(found):
            cls = COLLECTIONS[name].cls
            if not isinstance(record, cls):
                raise ArgumentError(f"got {quoted(record)} at {name}[{index}]; expected a {cls.__name__}")
    return {
        name: [(f"$.{name}[{i}]", record) for i, record in enumerate(found)]
        for name, found in records.items()
    }


def _unpickled(records: Mapping[str, tuple[Any, ...]], *rest: Any) -> Dataset:
    return Dataset._unchecked({name: partial(tuple, found) for name, found in records.items()}, *rest)
