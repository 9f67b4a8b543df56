"""Dataset: all records together, checked, indexed and immutable."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, Self

import attrs

from apec_outcomes._shelf import Page, Shelf
from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import DuplicateIdError, InvalidRecordError, QueryError, UnknownIdError, quoted
from apec_outcomes.model import (
    CalendarEntry,
    Coverage,
    Document,
    Economy,
    Forum,
    HostYear,
    Lineage,
    Meeting,
    MeetingKind,
    Outcome,
    Session,
    Source,
    Theme,
)
from apec_outcomes.query import (
    CalendarQuery,
    DocumentQuery,
    EconomyQuery,
    ForumQuery,
    HostYearQuery,
    MeetingQuery,
    OutcomeQuery,
    Query,
    SessionQuery,
)

if TYPE_CHECKING:
    from apec_outcomes.export import Table

__all__ = ["COLLECTIONS", "SCHEMA_VERSION", "Dataset"]

SCHEMA_VERSION = 1
"""The shape of the data that this library writes, and the newest that it reads."""

COLLECTIONS: Mapping[str, type] = {
    "economies": Economy,
    "fora": Forum,
    "themes": Theme,
    "host_years": HostYear,
    "meetings": Meeting,
    "outcomes": Outcome,
    "calendar": CalendarEntry,
    "sources": Source,
}
"""What a dataset is given, by the names of its collections; sessions and documents come with meetings."""

_SHELVES: Mapping[str, tuple[type[Query[Any]], dict[str, Any]]] = {
    "economies": (
        EconomyQuery,
        {"key": "code", "names": ("name", "apec_code", "aliases"), "text": ("name", "aliases")},
    ),
    "fora": (ForumQuery, {"key": "id", "names": ("acronym", "name"), "text": ("name", "acronym", "summary")}),
    "themes": (
        Query,
        {"key": "id", "names": ("label", "aliases"), "text": ("label", "aliases", "definition")},
    ),
    "host_years": (HostYearQuery, {"key": "year", "text": ("theme", "priorities")}),
    "meetings": (MeetingQuery, {"key": "id", "dates": "dates", "text": ("title", "theme", "summary")}),
    "sessions": (SessionQuery, {"key": "id", "dates": "dates", "text": ("title", "summary")}),
    "documents": (DocumentQuery, {"key": "title", "dates": "date", "text": ("title",), "unique": False}),
    "outcomes": (OutcomeQuery, {"key": "id", "dates": "date", "text": ("title", "summary")}),
    "calendar": (CalendarQuery, {"key": "id", "dates": "dates", "text": ("title",)}),
    "sources": (
        Query,
        {"key": "id", "names": ("url",), "text": ("title", "publisher", "summary"), "sort": True},
    ),
}


@attrs.frozen(init=False, eq=False, repr=False)
class Dataset:
    """All records together: each collection is a query over its records.

    Parameters
    ----------
    economies, fora, themes, host_years, meetings, outcomes, calendar, sources
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
        Where a field holds what its type does not allow, a reference leads nowhere, an id stands twice, or
        records do not fit together.
    TypeError
        Where a record is of another class than its collection, or `beside` is no dataset.

    >>> import apec_outcomes as apec
    >>> own = apec.Dataset(themes=[apec.Theme(id="space", label="Outer space")])
    >>> own.themes["outer space"].id
    'space'
    """

    economies: EconomyQuery
    fora: ForumQuery
    themes: Query[Theme]
    host_years: HostYearQuery
    meetings: MeetingQuery
    sessions: SessionQuery = attrs.field(init=False)
    documents: DocumentQuery = attrs.field(init=False)
    outcomes: OutcomeQuery
    calendar: CalendarQuery
    sources: Query[Source]
    version: str | None
    as_of: DateSpan | None
    beside: "Dataset | None"
    _below: dict[str, dict[str, list[Any]]] = attrs.field(init=False)

    def __init__(
        self,
        *,
        economies: Iterable[Economy] = (),
        fora: Iterable[Forum] = (),
        themes: Iterable[Theme] = (),
        host_years: Iterable[HostYear] = (),
        meetings: Iterable[Meeting] = (),
        outcomes: Iterable[Outcome] = (),
        calendar: Iterable[CalendarEntry] = (),
        sources: Iterable[Source] = (),
        version: str | None = None,
        as_of: DateSpan | None = None,
        beside: "Dataset | None" = None,
    ) -> None:
        from apec_outcomes._checks import Spoilt, misfit, misfits, problems_between

        records: dict[str, tuple[Any, ...]] = {
            "economies": tuple(economies),
            "fora": tuple(fora),
            "themes": tuple(themes),
            "host_years": tuple(host_years),
            "meetings": tuple(meetings),
            "outcomes": tuple(outcomes),
            "calendar": tuple(calendar),
            "sources": tuple(sources),
        }
        if beside is not None and not isinstance(beside, Dataset):
            raise TypeError(f"got {beside!r} for beside; expected a Dataset")
        problems = [*misfit(version, str | None, "$.version"), *misfit(as_of, DateSpan | None, "$.as_of")]
        spoilt = []
        placed = _placed(records)
        for name, found in placed.items():
            wrong = {path: list(misfits(record, path)) for path, record in found}
            problems += [problem for told in wrong.values() for problem in told]
            spoilt += [Spoilt(name, COLLECTIONS[name], path, record) for path, record in found if wrong[path]]
            placed[name] = [(path, record) for path, record in found if not wrong[path]]
        problems += problems_between(placed, beside, spoilt)
        if problems:
            raise InvalidRecordError(problems)
        self._fill({name: [Page.of(found)] for name, found in records.items()}, version, as_of, beside)

    @classmethod
    def _trusted(
        cls,
        pages: Mapping[str, Iterable[Page[Any]]],
        version: str | None,
        as_of: DateSpan | None,
        beside: "Dataset | None" = None,
    ) -> Self:
        """Return a dataset of records that were checked before, or are to be taken as they are."""
        dataset = cls.__new__(cls)
        dataset._fill(pages, version, as_of, beside)
        return dataset

    def _fill(
        self,
        pages: Mapping[str, Iterable[Page[Any]]],
        version: str | None,
        as_of: DateSpan | None,
        beside: "Dataset | None",
    ) -> None:
        meetings = tuple(pages.get("meetings", ()))
        whole = {
            **pages,
            "meetings": meetings,
            "sessions": [_part(page, "sessions") for page in meetings],
            "documents": [_part(page, "documents") for page in meetings],
        }
        for name, (query, options) in _SHELVES.items():
            object.__setattr__(self, name, query(self, Shelf(name, whole.get(name, ()), **options)))
        object.__setattr__(self, "version", version)
        object.__setattr__(self, "as_of", as_of)
        object.__setattr__(self, "beside", beside)
        object.__setattr__(self, "_below", {})

    # What belongs together.

    def find(self, collection: str, key: object) -> Any:
        """Return the record of a collection with this id, here or in the dataset beside this one, or None.

        Parameters
        ----------
        collection
            The name of the collection, such as ``meetings``.
        key
            The id, code or year. Names are not looked up.

        Raises
        ------
        QueryError
            Where there is no such collection.

        >>> import apec_outcomes as apec
        >>> apec.load().find("themes", "customs").label
        'Customs procedures'

        .. versionadded:: 0.3
        """
        if collection not in _SHELVES:
            raise QueryError(f"got {quoted(collection)}; expected a collection: {', '.join(_SHELVES)}")
        return self._find(collection, key)

    def outcomes_of(self, meeting: Meeting | str) -> OutcomeQuery:
        """Return what came out of a meeting, its sessions included, of the outcomes of this dataset.

        Raises
        ------
        UnknownIdError
            Where there is no such meeting.

        >>> import apec_outcomes as apec
        >>> data = apec.load()
        >>> data.outcomes_of("2024-som3").tally("kind")
        {<OutcomeKind.TAKEAWAY: 'takeaway'>: 35}
        """
        return self.outcomes.adopted_at(self._one("meetings", meeting))

    def meeting_of(self, record: Outcome | Session | CalendarEntry | Document | str) -> Meeting | None:
        """Return the meeting that a record belongs to; none for a calendar entry that links to none.

        Parameters
        ----------
        record
            An outcome, session, calendar entry or document, or the id of one of the first three.

        Raises
        ------
        UnknownIdError
            Where there is no such record.

        >>> import apec_outcomes as apec
        >>> apec.load().meeting_of("2024-som3-a2c2.voices").id
        '2024-som3'
        """
        named = self._any(record, "outcomes", "sessions", "calendar") if isinstance(record, str) else record
        if isinstance(named, Session | Document):
            part = "sessions" if isinstance(named, Session) else "documents"
            meetings: Iterator[Meeting] = self._all_of("meetings")
            holding = [meeting for meeting in meetings if named in getattr(meeting, part)]
            if not holding:
                raise UnknownIdError(named.title, part)
            # Of equal ones, that of this very object.
            own = (found for found in holding if any(each is named for each in getattr(found, part)))
            return next(own, holding[0])
        if not isinstance(named, Outcome | CalendarEntry):
            raise TypeError(
                f"got {named!r}; expected an outcome, session, calendar entry or document, or an id"
            )
        return self._find("meetings", named.meeting) if named.meeting else None

    def narrower(self, theme: Theme | str) -> Query[Theme]:
        """Return the themes that are part of a theme, directly or through others.

        Raises
        ------
        UnknownIdError
            Where there is no such theme.

        >>> import apec_outcomes as apec
        >>> apec.load().narrower("trade-facilitation").ids()[:3]
        ('customs', 'low-value-shipments', 'supply-chain-connectivity')
        """
        found: Query[Theme] = self._query("themes", self._family("themes", theme)[1:])
        return found

    def subfora(self, forum: Forum | str) -> ForumQuery:
        """Return the fora that report to a forum, directly or through others.

        Raises
        ------
        UnknownIdError
            Where there is no such forum.

        >>> import apec_outcomes as apec
        >>> "desg" in apec.load().subfora("CTI")
        True
        """
        found: ForumQuery = self._query("fora", self._family("fora", forum)[1:])
        return found

    def lineage(self, outcome: Outcome | str) -> Lineage:
        """Return what an outcome builds on and what builds on it, directly and through others.

        Raises
        ------
        UnknownIdError
            Where there is no such outcome.

        >>> import apec_outcomes as apec
        >>> data = apec.load()
        >>> data.lineage("2024-som3-a2c2.voices").descendants
        ()
        """
        found: Outcome = self._one("outcomes", outcome)
        later = self._below_of("outcomes", "builds_on")
        up, above = _reached(found, lambda o: [e for i in o.builds_on if (e := self._find("outcomes", i))])
        down, below = _reached(found, lambda o: later.get(o.id, []))
        edges = [*above, *((earlier, later_) for later_, earlier in below)]
        return Lineage(
            outcome=found,
            ancestors=_oldest_first(up),
            descendants=_oldest_first(down),
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
            Where there is no such record.
        TypeError
            Where records of this class name no sources.

        >>> import apec_outcomes as apec
        >>> [source.publisher for source in apec.load().sources_of("2024-som3-a2c2.voices")]
        ['Access Partnership']
        """
        if isinstance(record, str):
            record = self._any(record, "meetings", "outcomes", "sessions", "calendar")
        if not hasattr(record, "sources"):
            raise TypeError(f"got {record!r}, which names no sources; expected a record that does")
        named = [source for key in record.sources if (source := self._find("sources", key))]
        found: Query[Source] = self._query("sources", named)
        return found

    # Datasets as a whole.

    def coverage(self, by: Literal["year", "kind"] | None = None) -> tuple[Coverage, ...]:
        """Return how many meetings are on record, and of how many the days, place, papers and outcomes.

        Parameters
        ----------
        by
            Count by ``year`` or by ``kind`` of meeting only, instead of by both.

        Raises
        ------
        QueryError
            Where `by` is something else.

        >>> import apec_outcomes as apec
        >>> [row.kind.value for row in apec.load().coverage(by="kind")][:3]
        ['leaders', 'ministerial', 'trade-ministerial']
        """
        if by not in ("year", "kind", None):
            raise QueryError(f"got {by!r} for by; expected 'year' or 'kind', or nothing for both")
        kinds = list(MeetingKind)
        shelves: dict[tuple[int, int], list[Meeting]] = defaultdict(list)
        for meeting in self.meetings:
            shelves[by != "kind" and meeting.year, by != "year" and kinds.index(meeting.kind)].append(meeting)
        answered = {outcome.meeting for outcome in self.outcomes}
        return tuple(
            Coverage(
                year=None if by == "kind" else year,
                kind=None if by == "year" else kinds[kind],
                meetings=len(met),
                exact_days=sum(meeting.dates.is_exact for meeting in met),
                place=sum(
                    bool(meeting.venue and (meeting.venue.city or meeting.venue.economy)) for meeting in met
                ),
                address=sum(any(document.url for document in meeting.documents) for meeting in met),
                outcomes=sum(meeting.id in answered for meeting in met),
            )
            for (year, kind), met in sorted(shelves.items())
        )

    def merge(self, other: "Dataset", *, replace: bool = False) -> "Dataset":
        """Return a dataset with the records of both.

        A record that both hold alike stands once.

        Parameters
        ----------
        other
            The records to lay beside these.
        replace
            Where ids clash, take the other's record.

        Raises
        ------
        DuplicateIdError
            Where both hold different records under one id, unless `replace`.
        InvalidRecordError
            Where the records do not fit together.

        >>> import apec_outcomes as apec
        >>> mine = apec.Dataset(themes=[apec.Theme(id="space", label="Outer space")])
        >>> "space" in apec.load().merge(mine).themes
        True
        """
        if not isinstance(other, Dataset):
            raise TypeError(f"got {other!r}; expected a Dataset")
        from apec_outcomes._checks import problems_between

        merged: dict[str, tuple[Any, ...]] = {}
        clashes = []
        for name in COLLECTIONS:
            mine, others = getattr(self, name), getattr(other, name)
            together = dict(zip(mine.ids(), mine, strict=True))
            for key, record in zip(others.ids(), others, strict=True):
                if not replace and together.get(key, record) != record:
                    clashes.append(f"{name}: {key}")
                together[key] = record
            merged[name] = tuple(together.values())
        if clashes:
            raise DuplicateIdError(clashes)
        beside = None if self.beside is other else self.beside
        problems = list(problems_between(_placed(merged), beside))
        if problems:
            raise InvalidRecordError(problems)
        pages = {name: [Page.of(found)] for name, found in merged.items()}
        return Dataset._trusted(pages, self.version, self.as_of, beside)

    def tables(self) -> "dict[str, Table]":
        """Return the dataset as tables: one a class, and link tables for what a record has several of.

        Each gives itself to a library by ``to_pandas()``, ``to_polars()`` or ``to_arrow()``.

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
        base: str | None = None,
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

        export(self, path, to=to, replace=replace, base=base)

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
            Where no such record has this id.
        QueryError
            Where the record is none that can be cited, or there is no such format.
        MissingExtraError
            Where the library for the format is not installed.

        >>> import apec_outcomes as apec, json
        >>> [cited] = json.loads(apec.load().cite("2024-aelm"))
        >>> cited["event-place"], cited["issued"]
        ('Lima, Peru', {'date-parts': [[2024, 11, 15], [2024, 11, 16]]})
        """
        from apec_outcomes.export import cite

        found = self if what is None else what
        if isinstance(found, str):
            found = self._any(found, "meetings", "sessions", "outcomes", "calendar", "sources")
        return cite(found, self, format)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the dataset, whole or not at all.

        Parameters
        ----------
        path
            A file, whose ending names the format (``.json``, ``.yaml``, ``.toml``, ``.msgpack``,
            ``.cbor``); without an ending, a folder with one JSON file a year beside the vocabularies.

        Raises
        ------
        ValueError
            Where the ending names no format, or the folder holds something other than a dataset.
        OSError
            Where it cannot be written; what was there before is left as it was.
        MissingExtraError
            Where the library for the format is not installed.

        >>> import apec_outcomes as apec, tempfile, pathlib
        >>> path = pathlib.Path(tempfile.mkdtemp()) / "record.json"
        >>> apec.load().save(path)
        >>> apec.load(path) == apec.load()
        True
        """
        from apec_outcomes._saving import write

        write(self, os.fsdecode(path))

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
        records = {name: getattr(self, name)._all() for name in COLLECTIONS}
        return (_unpickled, (records, self.version, self.as_of, self.beside))

    def __repr__(self) -> str:
        counts = ", ".join(getattr(self, name)._count(len(getattr(self, name))) for name in _SHELVES)
        version = f" {self.version}" if self.version else ""
        as_of = f" as of {self.as_of}" if self.as_of else ""
        return f"<Dataset{version}{as_of}: {counts}>"

    def _repr_html_(self) -> str:
        """Return the dataset as a card, for notebooks."""
        from apec_outcomes.model._card import overview

        version = f" {self.version}" if self.version else ""
        title = f"APEC outcomes{version}{f', as of {self.as_of}' if self.as_of else ''}"
        return overview(title, {name.replace("_", " "): len(getattr(self, name)) for name in _SHELVES})

    # How records find each other.

    def _has(self, collection: str, key: Any) -> bool:
        return self._find(collection, key) is not None

    def _find(self, collection: str, key: Any) -> Any:
        """Return the record with this id, here or in the dataset beside this one, or none."""
        found = getattr(self, collection)._keyed().get(key)
        return self.beside._find(collection, key) if found is None and self.beside else found

    def _one(self, collection: str, what: Any) -> Any:
        """Return the record that is meant by itself, its id or one of its names."""
        if isinstance(what, COLLECTIONS[collection]):
            what = getattr(self, collection)._shelf.key(what)
        try:
            return getattr(self, collection)[what]
        except UnknownIdError:
            if self.beside:
                return self.beside._one(collection, what)
            raise

    def _any(self, key: str, *collections: str) -> Any:
        for collection in collections:
            if (found := self._find(collection, key)) is not None:
                return found
        near = [name for collection in collections for name in getattr(self, collection)._near(key)]
        raise UnknownIdError(key, " or ".join(collections), near[:3])

    def _all_of(self, collection: str) -> Iterator[Any]:
        """Yield the records here, then those beside them that no record here stands for."""
        own = getattr(self, collection)
        yield from own
        if self.beside:
            mine = own._keyed()
            yield from (r for r in self.beside._all_of(collection) if own._shelf.key(r) not in mine)

    def _query(self, collection: str, records: Iterable[Any]) -> Any:
        return getattr(self, collection)._of(tuple(records))

    def _family(self, collection: str, what: Any, below: bool = True) -> list[Any]:
        """Return a record, then all that stand below it, each before those that stand below itself."""
        record = self._one(collection, what)
        if not below:
            return [record]
        lower = self._below_of(collection, {"themes": "broader", "fora": "parent"}[collection])
        family, waiting = {}, [record]
        while waiting:
            current = waiting.pop()
            if current.id not in family:
                family[current.id] = current
                waiting.extend(reversed(lower.get(current.id, ())))
        return list(family.values())

    def _below_of(self, collection: str, field: str) -> dict[str, list[Any]]:
        """Return, for each id, the records whose field names it."""
        if collection not in self._below:
            below = defaultdict(list)
            for record in self._all_of(collection):
                value = getattr(record, field)
                for above in value if isinstance(value, tuple) else (value,):
                    below[above].append(record)
            self._below[collection] = dict(below)
        return self._below[collection]


def _placed(records: Mapping[str, tuple[Any, ...]]) -> dict[str, list[tuple[str, Any]]]:
    """Return the records of each collection with their paths.

    Raises
    ------
    TypeError
        Where a record is of another class than its collection.
    """
    for name, found in records.items():
        for index, record in enumerate(found):
            if not isinstance(record, COLLECTIONS[name]):
                raise TypeError(f"got {record!r} at {name}[{index}]; expected a {COLLECTIONS[name].__name__}")
    return {
        name: [(f"$.{name}[{i}]", record) for i, record in enumerate(found)]
        for name, found in records.items()
    }


def _part(page: Page[Meeting], part: str) -> Page[Any]:
    """Return the sessions or the documents of a page of meetings."""
    return Page(
        page.year, lambda: tuple(each for meeting in page.records() for each in getattr(meeting, part))
    )


def _unpickled(records: Mapping[str, tuple[Any, ...]], *rest: Any) -> Dataset:
    return Dataset._trusted({name: [Page.of(found)] for name, found in records.items()}, *rest)


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


def _oldest_first(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    return tuple(
        sorted(outcomes, key=lambda o: (o.date.start if o.date else DateSpan.of(o.year).start, o.id))
    )
