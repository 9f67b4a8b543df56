"""Dataset: all records together, checked, indexed and immutable."""

import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, Self, Unpack

import attrs

from apec_outcomes.checks.references import Placed, problems_between
from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import (
    ArgumentError,
    DuplicateIdError,
    Problem,
    Problems,
    QueryError,
    UnknownIdError,
    quoted,
)
from apec_outcomes.model import (
    Actor,
    Assessment,
    CalendarEntry,
    Coverage,
    Document,
    Economy,
    Forum,
    HostYear,
    Lineage,
    Meeting,
    Outcome,
    Session,
    Source,
    SourceKind,
    Theme,
)
from apec_outcomes.model._collections import COLLECTIONS, PARTS, QUERIED
from apec_outcomes.model._converters import Dates, span_or_none
from apec_outcomes.model._fields import kind_of
from apec_outcomes.model._record import Record
from apec_outcomes.model._values import problems_of
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
from apec_outcomes.query.coverage import By, coverage_of
from apec_outcomes.query.relations import Relations
from apec_outcomes.query.store import Store

if TYPE_CHECKING:
    from cattrs import Converter

    from apec_outcomes.export import Options, Table
    from apec_outcomes.serialization.document import DatasetDocument

__all__ = ["FOLDER", "Dataset"]

FOLDER = os.path.join(os.path.dirname(__file__), "data")
"""The folder of the bundled dataset."""

_QUERIES: Mapping[str, type[Query[Any]]] = {
    "economies": EconomyQuery,
    "fora": ForumQuery,
    "host_years": HostYearQuery,
    "meetings": MeetingQuery,
    "sessions": SessionQuery,
    "documents": DocumentQuery,
    "outcomes": OutcomeQuery,
    "assessments": DatedQuery,
    "calendar": CalendarQuery,
}
"""The queries with questions of their own; other collections answer what all do."""


@attrs.frozen(init=False, eq=False, repr=False)
class Dataset:
    """All records together: each collection is a query over its records.

    Parameters
    ----------
    economies, fora, actors, themes, host_years, meetings, outcomes, assessments, calendar, sources
        The records. `sessions` and `documents` come with the meetings.
    version
        The version of the dataset.
    as_of
        How far the record reaches.
    beside
        Another dataset whose records these may refer to, as records of one's own do to the bundled ones.

    Raises
    ------
    InvalidRecordError
        If a value is not of the type of its field, a reference is to no record, an id is duplicate, or
        records do not fit together.
    TypeError
        If a record is of another class than its collection, or `beside` is not a dataset.

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
        if beside is not None and not isinstance(beside, Dataset):
            raise ArgumentError(f"got {quoted(beside)} for beside; expected a Dataset")
        as_of = span_or_none(as_of)
        found = Problems()
        found.add_all(problems_of(version, kind_of(str | None), "$.version"))
        found.add_all(problems_of(as_of, kind_of(DateSpan | None), "$.as_of"))
        found.add_all(problems_between(_placed(records), beside))
        found.raise_if_any()
        self._fill({name: partial(tuple, found) for name, found in records.items()}, version, as_of, beside)

    @classmethod
    def _unchecked(
        cls,
        records: Mapping[str, Callable[[], Iterable[Any]]],
        version: str | None,
        as_of: DateSpan | None,
        beside: "Dataset | None" = None,
    ) -> Self:
        """Return a dataset of records that were checked before, made by these functions when needed."""
        dataset = cls.__new__(cls)
        dataset._fill(records, version, as_of, beside)
        return dataset

    @classmethod
    def _of_document(cls, document: "DatasetDocument", beside: "Dataset | None") -> Self:
        """Return the dataset that a checked document describes."""
        records = {name: partial(tuple, getattr(document, name)) for name in COLLECTIONS}
        return cls._unchecked(records, document.version, document.as_of, beside)

    @classmethod
    def __apec_structure__(cls, data: object, converter: "Converter") -> Self:
        """Return the dataset that builtins describe, beside the bundled one."""
        from apec_outcomes.serialization.document import checked_document

        others = bundled()
        return cls._of_document(checked_document([(None, data)], converter, others=others), others)

    def __apec_unstructure__(self) -> "DatasetDocument":
        """Return the document that is written in place of the dataset."""
        from apec_outcomes.serialization.document import DatasetDocument

        collections = {name: getattr(self, name) for name in COLLECTIONS}
        return DatasetDocument.of(collections, self.version, self.as_of)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Return how pydantic validates and writes datasets."""
        from apec_outcomes.export.pydantic import core_schema_of

        return core_schema_of(source, handler)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Any:
        """Return the JSON Schema that pydantic and FastAPI show."""
        from apec_outcomes.export.pydantic import json_schema_of

        return json_schema_of(cls, schema, handler)

    def _fill(
        self,
        records: Mapping[str, Callable[[], Iterable[Any]]],
        version: str | None,
        as_of: DateSpan | None,
        beside: "Dataset | None",
    ) -> None:
        stores = _stores({name: records.get(name, tuple) for name in COLLECTIONS}, beside)
        self._fill_stores(stores, version, as_of, beside)

    def _fill_stores(
        self,
        stores: Mapping[str, Store[Any]],
        version: str | None,
        as_of: DateSpan | None,
        beside: "Dataset | None",
    ) -> None:
        parts = {
            name: Store(row, partial(_parts, stores[row.within], name))
            for name, row in PARTS.items()
            if name in QUERIED and row.within
        }
        stores = {**parts, **stores}
        relations = Relations(self, stores, beside._relations if beside else None)
        for name in QUERIED:
            object.__setattr__(self, name, _QUERIES.get(name, Query)(relations, stores[name]))
        object.__setattr__(self, "version", version)
        object.__setattr__(self, "as_of", as_of)
        object.__setattr__(self, "beside", beside)
        object.__setattr__(self, "_relations", relations)

    def find(self, collection: str, key: object) -> Any:
        """Return the record of a collection with this key, here or in the dataset beside this one, or None.

        Parameters
        ----------
        collection
            The name of the collection, such as ``meetings``.
        key
            An id, the code of an economy, or a host year.

        Raises
        ------
        QueryError
            If there is no such collection.

        >>> import apec_outcomes as apec
        >>> apec.load().find("economies", "PER").name
        'Peru'

        .. versionadded:: 0.3
        """
        if not isinstance(collection, str) or collection not in QUERIED:
            raise QueryError(f"got {quoted(collection)}; expected one of {', '.join(QUERIED)}")
        return self._relations.find(collection, key)

    # Relations.

    def outcomes_of(self, meeting: Meeting | str) -> OutcomeQuery:
        """Return the outcomes of a meeting, its sessions included, that are in this dataset.

        Raises
        ------
        UnknownIdError
            If there is no such meeting.

        >>> import apec_outcomes as apec
        >>> data = apec.load()
        >>> len(data.outcomes_of("2024-som3"))
        35
        """
        return self.outcomes.adopted_at(self._relations.one("meetings", meeting))

    def meeting_of(self, record: Outcome | Session | CalendarEntry | Document | str) -> Meeting | None:
        """Return the meeting that a record belongs to; none for a calendar entry that links to none.

        Parameters
        ----------
        record
            An outcome, session, calendar entry or document, or the id of one of the first three.

        Raises
        ------
        UnknownIdError
            If there is no such record.

        >>> import apec_outcomes as apec
        >>> apec.load().meeting_of("2024-som3-a2c2.voices").id
        '2024-som3'
        """
        named: object = record
        if isinstance(record, str):
            named = self._relations.any(record, "outcomes", "sessions", "calendar")
        if isinstance(named, Session | Document):
            part = "sessions" if isinstance(named, Session) else "documents"
            meetings: Iterable[Meeting] = self._relations.all_of("meetings")
            holding = [meeting for meeting in meetings if named in getattr(meeting, part)]
            if not holding:
                raise UnknownIdError(named.title, part)
            # Of equal ones, that of this very object.
            own = (found for found in holding if any(each is named for each in getattr(found, part)))
            return next(own, holding[0])
        if not isinstance(named, Outcome | CalendarEntry):
            raise ArgumentError(
                f"got {quoted(named)}; expected an outcome, session, calendar entry or document, or an id"
            )
        return self._relations.find("meetings", named.meeting) if named.meeting else None

    def narrower(self, theme: Theme | str) -> Query[Theme]:
        """Return the themes that are part of a theme, directly or through others.

        Raises
        ------
        UnknownIdError
            If there is no such theme.

        >>> import apec_outcomes as apec
        >>> apec.load().narrower("trade-facilitation").ids()[:3]
        ('customs', 'low-value-shipments', 'supply-chain-connectivity')
        """
        found: Query[Theme] = self._query("themes", self._relations.family("themes", theme)[1:])
        return found

    def subfora(self, forum: Forum | str) -> ForumQuery:
        """Return the fora that report to a forum, directly or through others.

        Raises
        ------
        UnknownIdError
            If there is no such forum.

        >>> import apec_outcomes as apec
        >>> "desg" in apec.load().subfora("CTI")
        True
        """
        found: ForumQuery = self._query("fora", self._relations.family("fora", forum)[1:])
        return found

    def lineage(self, outcome: Outcome | str) -> Lineage:
        """Return what an outcome builds on and what builds on it, directly and through others.

        Raises
        ------
        UnknownIdError
            If there is no such outcome.

        >>> import apec_outcomes as apec
        >>> data = apec.load()
        >>> data.lineage("2024-som3-a2c2.voices").descendants
        ()
        """
        found: Outcome = self._relations.one("outcomes", outcome)
        find, later = self._relations.find, self._relations.below("outcomes")
        up, above = _reached(found, lambda o: filter(None, (find("outcomes", key) for key in o.builds_on)))
        down, below = _reached(found, lambda o: later.get(o.id, ()))
        edges = [*above, *((earlier, later_) for later_, earlier in below)]
        return Lineage(
            outcome=found,
            ancestors=self._oldest_first(up),
            descendants=self._oldest_first(down),
            edges=tuple(dict.fromkeys(edges)),
        )

    def sources_of(self, record: Any) -> Query[Source]:
        """Return the sources that a record names, in its order.

        Parameters
        ----------
        record
            Any record with `sources`, or the id of a meeting, session, outcome or calendar entry.

        Raises
        ------
        UnknownIdError
            If there is no such record.
        TypeError
            If records of this class name no sources.

        >>> import apec_outcomes as apec
        >>> [source.publisher for source in apec.load().sources_of("2024-som3-a2c2.voices")]
        ['Access Partnership']
        """
        if isinstance(record, str):
            record = self._relations.any(record, "meetings", "outcomes", "sessions", "calendar")
        keys: tuple[str, ...] | None = (
            getattr(record, "sources", None) if isinstance(record, Record) else None
        )
        if keys is None:
            raise ArgumentError(f"got {quoted(record)}, which names no sources; expected a record that does")
        named = [source for key in keys if (source := self._relations.find("sources", key))]
        found: Query[Source] = self._query("sources", named)
        return found

    def assessments_of(self, outcome: Outcome | str) -> DatedQuery[Assessment]:
        """Return what sources say of how far an outcome was carried out, in the order of their judgements.

        Raises
        ------
        UnknownIdError
            If there is no such outcome.

        >>> import apec_outcomes as apec
        >>> [found.verdict.value for found in apec.load().assessments_of("1993-amm.chile-in-1994")]
        ['achieved']

        .. versionadded:: 0.3
        """
        key = self._relations.key_of("outcomes", outcome)
        found: DatedQuery[Assessment] = self._query(
            "assessments", self._relations.below("assessments").get(key, ())
        )
        return found

    def evidence_of(self, outcome: Outcome | str) -> SourceKind | None:
        """Return the strongest kind among the sources of an outcome; None if it names no source.

        Raises
        ------
        UnknownIdError
            If there is no such outcome.

        >>> import apec_outcomes as apec
        >>> apec.load().evidence_of("2024-som3-a2c2.voices").value
        'commentary'

        .. versionadded:: 0.3
        """
        return self._relations.evidence_of(self._relations.one("outcomes", outcome))

    # Datasets as a whole.

    def coverage(self, by: By | None = None) -> tuple[Coverage, ...]:
        """Return how many meetings and outcomes are on record, and how much is known of them.

        Parameters
        ----------
        by
            Count by the ``year`` of APEC, its ``decade``, the ``kind`` of meeting, or the ``evidence`` of the
            outcomes; by year and kind, if left out.

        Raises
        ------
        QueryError
            If `by` is something else.

        >>> import apec_outcomes as apec
        >>> [row.kind.value for row in apec.load().coverage(by="kind")][:3]
        ['leaders', 'ministerial', 'trade-ministerial']
        >>> [row.evidence.value for row in apec.load().coverage(by="evidence")]
        ['document', 'official', 'organisation', 'news', 'commentary']
        """
        return coverage_of(self._relations, by)

    def merge(self, other: "Dataset", *, replace: bool = False) -> "Dataset":
        """Return a dataset with the records of both.

        A record that is the same in both is there once.

        Parameters
        ----------
        other
            The dataset whose records are added.
        replace
            Take the record of `other` where ids conflict.

        Raises
        ------
        DuplicateIdError
            If both hold different records with one id, unless `replace`.
        InvalidRecordError
            If the records do not fit together.

        >>> import apec_outcomes as apec
        >>> mine = apec.Dataset(themes=[apec.Theme(id="space", label="Outer space")])
        >>> "space" in apec.load().merge(mine).themes
        True
        """
        if not isinstance(other, Dataset):
            raise ArgumentError(f"got {quoted(other)}; expected a Dataset")
        incoming: dict[str, list[Placed]] = {}
        clashes: dict[str, list[Any]] = {}
        for name in COLLECTIONS:
            theirs = other._relations.stores[name]
            mine = self._relations.stores[name].by_key() if theirs.records else {}
            for index, record in enumerate(theirs.records):
                key = theirs.key(record)
                if key in mine and mine[key] != record:
                    clashes.setdefault(name, []).append(key)
                if key not in mine or mine[key] != record:
                    incoming.setdefault(name, []).append((f"$.{name}[{index}]", record))
        if clashes and not replace:
            raise DuplicateIdError(f"{name}: {key}" for name, keys in clashes.items() for key in keys)
        merged = self._joined({name: [r for _, r in placed] for name, placed in incoming.items()}, other)
        touched = merged._dependants(frozenset(clashes.get("meetings", ())), incoming)
        checked = {
            name: [*incoming.get(name, ()), *touched.get(name, ())]
            for name in incoming.keys() | touched.keys()
        }
        problems = Problems()
        problems.add_all(problems_between(checked, merged if clashes else self))
        problems.add_all(_clashing_sessions(incoming.get("meetings", ()), self))
        problems.raise_if_any()
        return merged

    def _joined(self, incoming: Mapping[str, list[Any]], other: "Dataset") -> "Dataset":
        """Return a dataset with these records, too; the collections that get none share their indexes."""
        kept = {
            name: store
            for name, store in self._relations.stores.items()
            if not (name in PARTS and PARTS[name].within in incoming)
        }
        stores = self._relations.stores
        makers: dict[str, Callable[[], Iterable[Any]]] = {
            name: partial(_together, stores[name], records) for name, records in incoming.items()
        }
        held = stores["meetings"].by_key()
        if any(meeting.id in held for meeting in incoming.get("meetings", ())):
            # The outcomes of a meeting that is replaced may have its days.
            makers.setdefault("outcomes", partial(getattr, stores["outcomes"], "records"))
        joined = Dataset.__new__(Dataset)
        beside = None if self.beside is other else self.beside
        changed = _stores(makers, beside, meetings=stores["meetings"])
        joined._fill_stores(kept | changed, self.version, self.as_of, beside)
        return joined

    def _dependants(
        self, meetings: frozenset[str], incoming: Mapping[str, list[Placed]]
    ) -> dict[str, list[Placed]]:
        """Return the outcomes and calendar entries of these meetings that are not incoming."""
        new = {record.id for name in ("outcomes", "calendar") for _, record in incoming.get(name, ())}
        return {
            name: [
                (f"$.{name}[{index}]", record)
                for index, record in enumerate(getattr(self, name))
                if record.meeting in meetings and record.id not in new
            ]
            for name in ("outcomes", "calendar")
            if meetings
        }

    def tables(self) -> "dict[str, Table]":
        """Return the dataset as tables: one a class, and link tables for what a record has several of.

        Each has the methods ``to_pandas()``, ``to_polars()`` and ``to_arrow()``.

        >>> import apec_outcomes as apec
        >>> tables = apec.load().tables()
        >>> [column.name for column in tables["outcome_themes"].columns]
        ['outcome', 'position', 'theme']
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
        """Write the dataset in an outside format, whole or not at all; `save` writes the library's own.

        The parameters and errors are those of `apec_outcomes.export.export`.

        >>> import apec_outcomes as apec, pathlib, tempfile
        >>> folder = pathlib.Path(tempfile.mkdtemp()) / "record"
        >>> apec.load().export(folder, to="csv")
        >>> (folder / "outcome_themes.csv").exists()
        True
        """
        from apec_outcomes.export import export

        export(self, path, to=to, replace=replace, **options)

    def cite(self, what: object = None, *, format: Literal["csl", "bibtex", "ris"] = "csl") -> str:
        """Return a citation of a record or document, or of the dataset, for a reference manager.

        Parameters
        ----------
        what
            A meeting, session, document, outcome, calendar entry or source, or the id of one; None means the
            dataset.
        format
            ``csl`` (CSL-JSON), ``bibtex`` or ``ris``; the last two need the extra ``cite``.

        Raises
        ------
        UnknownIdError
            If no such record has this id.
        ArgumentError
            If it is not a record that can be cited.
        FormatError
            If there is no such format.
        MissingExtraError
            If the library for the format is not installed.

        >>> import apec_outcomes as apec, json
        >>> [cited] = json.loads(apec.load().cite("2024-aelm"))
        >>> cited["event-place"], cited["issued"]
        ('Lima, Peru', {'date-parts': [[2024, 11, 15], [2024, 11, 16]]})
        """
        from apec_outcomes.export import cite

        found = self if what is None else what
        if isinstance(found, str):
            found = self._relations.any(found, "meetings", "sessions", "outcomes", "calendar", "sources")
        return cite(found, self, format)

    def save(self, path: str | os.PathLike[str], *, replace: bool = False) -> None:
        """Write the dataset, whole or not at all.

        A folder is replaced in one step: whoever reads it meanwhile gets the old dataset or the new one.

        Parameters
        ----------
        path
            A file, whose ending names the format (``.json``, ``.yaml``, ``.toml``, ``.msgpack``,
            ``.cbor``); without an ending, a folder with one JSON file a year beside the vocabularies.
        replace
            Overwrite the dataset that is there.

        Raises
        ------
        FormatError
            If the ending is of no known format, or the folder holds something other than a dataset.
        FileExistsError
            If there is a dataset already and `replace` is off.
        OSError
            If it cannot be written; a dataset that was there before is left as it was.
        MissingExtraError
            If the library for the format is not installed.

        >>> import apec_outcomes as apec, tempfile, pathlib
        >>> path = pathlib.Path(tempfile.mkdtemp()) / "record.json"
        >>> apec.load().save(path)
        >>> apec.load(path) == apec.load()
        True
        """
        from apec_outcomes.storage.writing import write_dataset

        write_dataset(self, os.fsdecode(path), replace=replace)

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

    def _oldest_first(self, outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
        span = self._relations.stores["outcomes"].span
        return tuple(sorted(outcomes, key=lambda o: ((span(o) or DateSpan.of(o.year)).start, o.id)))

    def _query(self, collection: str, records: Iterable[Any]) -> Any:
        query = _QUERIES.get(collection, Query)
        return query(self._relations, self._relations.stores[collection], tuple(records))


def bundled() -> Dataset:
    """Return the bundled dataset, one object for all."""
    try:
        return _BUNDLED["dataset"]
    except KeyError:
        from apec_outcomes.storage.lazy import open_lazily

        opened = open_lazily(FOLDER)
        made = Dataset._unchecked(opened.records, opened.version, opened.as_of)
        return _BUNDLED.setdefault("dataset", made)


_BUNDLED: dict[str, Dataset] = {}


def _tuple_of(name: str, records: Iterable[Any]) -> tuple[Any, ...]:
    if isinstance(records, str) or not isinstance(records, Iterable):
        raise ArgumentError(f"got {quoted(records)} for {name}; expected several records, as in a list")
    return tuple(records)


def _placed(records: Mapping[str, tuple[Any, ...]]) -> dict[str, list[tuple[str, Any]]]:
    """Return the records of each collection with their paths.

    Raises
    ------
    TypeError
        If a record is of another class than its collection.
    """
    for name, found in records.items():
        for index, record in enumerate(found):
            cls = COLLECTIONS[name].cls
            if not isinstance(record, cls):
                raise ArgumentError(f"got {quoted(record)} at {name}[{index}]; expected a {cls.__name__}")
    return {
        name: [(f"$.{name}[{i}]", record) for i, record in enumerate(found)]
        for name, found in records.items()
    }


def _stores(
    makers: Mapping[str, Callable[[], Iterable[Any]]],
    beside: Dataset | None,
    *,
    meetings: Store[Meeting] | None = None,
) -> dict[str, Store[Any]]:
    """Return a store for each collection, whose records these functions make.

    The outcomes find their meetings among those that are made, or else among the ones given.
    """
    stores = {name: Store(COLLECTIONS[name], make) for name, make in makers.items() if name != "outcomes"}
    held = stores.get("meetings", meetings)
    if "outcomes" in makers and held is not None:
        stores["outcomes"] = Store(COLLECTIONS["outcomes"], makers["outcomes"], _days(held, beside))
    return stores


def _days(meetings: Store[Meeting], beside: Dataset | None) -> Callable[[Outcome], DateSpan | None]:
    """Return a function that returns the days of an outcome: its own, or those of its meeting."""

    def days(outcome: Outcome) -> DateSpan | None:
        if outcome.date is not None:
            return outcome.date
        held = meetings.by_key().get(outcome.meeting) or (beside and beside.find("meetings", outcome.meeting))
        return held.dates if held else None

    return days


def _parts(meetings: Store[Meeting], name: str) -> Iterable[Any]:
    """Return the sessions or the documents of all meetings, in the order of these."""
    return chain.from_iterable(getattr(meeting, name) for meeting in meetings.records)


def _unpickled(records: Mapping[str, tuple[Any, ...]], *rest: Any) -> Dataset:
    return Dataset._unchecked({name: partial(tuple, found) for name, found in records.items()}, *rest)


def _reached(
    start: Outcome, step: Callable[[Outcome], Iterable[Outcome]]
) -> tuple[list[Outcome], list[tuple[str, str]]]:
    """Return all that is reached by steps from an outcome, and the steps as pairs of ids."""
    reached, edges, waiting = {}, [], [start]
    while waiting:
        current = waiting.pop()
        for other in step(current):
            edges.append((current.id, other.id))
            if other.id not in reached and other.id != start.id:
                reached[other.id] = other
                waiting.append(other)
    return list(reached.values()), edges


def _together(store: Store[Any], incoming: list[Any]) -> Iterable[Any]:
    """Return the records of a store with those that come in, which replace those of their keys."""
    replaced = {store.key(record): record for record in incoming}
    kept = (replaced.pop(store.key(record), record) for record in store.records)
    return chain(tuple(kept), replaced.values())


def _clashing_sessions(meetings: Iterable[Placed], dataset: Dataset) -> Iterable[Problem]:
    """Yield the sessions of these meetings whose ids other meetings of a dataset use."""
    for path, meeting in meetings:
        for index, session in enumerate(meeting.sessions):
            present = dataset.sessions.get(session.id)
            holder = dataset.meeting_of(present) if present else None
            if holder and holder.id != meeting.id:
                message = f"duplicate {session.id!r}, used in {holder.id!r}"
                yield Problem(f"{path}.sessions[{index}].id", message, "a unique id")
