"""What every collection can be asked.

A query is immutable and finds its records only when it is asked for them; each step gives a new one.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast, overload

import attrs

from apec_outcomes._shelf import Shelf, passing
from apec_outcomes._steps import Holding, Passing, Step
from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import NotOneError, QueryError, UnknownIdError, quoted
from apec_outcomes.model._folding import fold, name_key

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from apec_outcomes.dataset import Dataset
    from apec_outcomes.export import Graph

__all__ = ["Field", "Query"]

R = TypeVar("R")
Field = str | Callable[[Any], Any]


class Query(Generic[R]):
    """Records of one collection that answer a question: iterable, sized, and open to further questions.

    >>> import apec_outcomes as apec
    >>> data = apec.load()
    >>> ministers = data.meetings.of_kind("sectoral-ministerial").at("Lima").in_year(2024)
    >>> [meeting.id for meeting in ministers.order_by("title")]
    ['2024-energy', '2024-finance']
    >>> "2024-energy" in ministers, bool(ministers), len(ministers)
    (True, True, 2)
    """

    __slots__ = (
        "_by_key",
        "_by_theme",
        "_by_year",
        "_dataset",
        "_given",
        "_records",
        "_shelf",
        "_steps",
    )

    def __init__(
        self,
        dataset: "Dataset",
        shelf: Shelf[R],
        given: tuple[R, ...] | None = None,
        steps: tuple[Step, ...] = (),
    ) -> None:
        self._dataset = dataset
        self._shelf = shelf
        self._given = given
        self._steps = steps
        self._records: tuple[R, ...] | None = given if not steps else None
        self._by_key: dict[Any, R] | None = None
        # Answers that are asked for again and again.
        self._by_year: dict[int, Self] | None = None
        self._by_theme: dict[Any, Self] | None = None

    # What a query holds.

    @property
    def collection(self) -> str:
        """The name of the collection that the records belong to.

        >>> import apec_outcomes as apec
        >>> apec.load().outcomes.about("AI").collection
        'outcomes'

        .. versionadded:: 0.3
        """
        return self._shelf.name

    @property
    def dataset(self) -> "Dataset":
        """The dataset that the records belong to.

        >>> import apec_outcomes as apec
        >>> data = apec.load()
        >>> data.outcomes.about("AI").dataset is data
        True

        .. versionadded:: 0.3
        """
        return self._dataset

    @property
    def _whole(self) -> bool:
        """Whether these are all records of the collection."""
        return self._given is None and not self._steps

    def _all(self) -> tuple[R, ...]:
        if self._records is None:
            if self._given is None:
                self._records = self._shelf.answer(self._steps)
            else:
                self._records = passing(self._given, [step.test for step in self._steps])
        return self._records

    def _with(self, step: Step) -> Self:
        return type(self)(self._dataset, self._shelf, self._given, (*self._steps, step))

    def _of(self, records: tuple[R, ...]) -> Self:
        return type(self)(self._dataset, self._shelf, records)

    def __iter__(self) -> Iterator[R]:
        return iter(self._all())

    def __len__(self) -> int:
        records = self._records
        return len(self._all() if records is None else records)

    def __contains__(self, item: object) -> bool:
        """Whether a record, or any with this id or name, is among them."""
        if isinstance(item, str | int):
            return bool(self._answering(item))
        return item in self._all()

    @overload
    def __getitem__(self, key: str | int) -> R: ...
    @overload
    def __getitem__(self, key: slice) -> Self: ...
    def __getitem__(self, key: str | int | slice) -> R | Self:
        """Return the record with this id or name, or the query over a slice.

        Raises
        ------
        UnknownIdError
            Where no record, or more than one, answers to it.
        """
        try:
            return self._by_key[key]  # type: ignore[index]
        except (KeyError, TypeError):
            return self._of(self._all()[key]) if isinstance(key, slice) else self._look_up(key)

    def get(self, key: object, default: R | None = None) -> R | None:
        """Return the record with this id or name, or the default where none, or more than one, answers to it.

        >>> import apec_outcomes as apec
        >>> apec.load().meetings.get("2024-som9") is None
        True
        """
        found = self._answering(key)
        return found[0] if len(found) == 1 else default

    def _keyed(self) -> dict[Any, R]:
        if self._by_key is None:
            self._by_key = self._shelf.by_key() if self._whole else self._shelf.keyed(self._all())
        return self._by_key

    def _look_up(self, key: object) -> R:
        found = self._answering(key)
        if len(found) == 1:
            return found[0]
        if not found:
            raise UnknownIdError(key, self._shelf.name, self._near(key))
        # What several records share, such as a title, does not tell which of them is meant.
        alone = [str(each) for each in map(self._shelf.key, found) if each in self._keyed()]
        raise UnknownIdError(key, self._shelf.name, alone, len(found))

    def _answering(self, key: object) -> Sequence[R]:
        """Return the record with this id, or else all that answer to it as a name."""
        try:
            return (self._keyed()[key],)
        except (KeyError, TypeError):
            pass  # no id, or nothing that could be one; perhaps a name
        if isinstance(key, str) and name_key(key):
            return self._shelf.named(key) if self._whole else self._shelf.called(key, self._all())
        return ()

    def _near(self, key: object) -> list[str]:
        """Return up to three ids or names that are spelt nearly so."""
        from difflib import get_close_matches

        # Records are called by texts and by years; anything else may be too large to be written out.
        if not isinstance(key, str) and not (isinstance(key, int) and 0 < key <= 9999):
            return []
        spellings = {fold(name): name for record in self._all() for name in self._shelf.names(record)}
        return [spellings[near] for near in get_close_matches(fold(str(key)), spellings, n=3)]

    def __eq__(self, other: object) -> bool:
        return self._all() == other._all() if isinstance(other, Query) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.ids())

    def __repr__(self) -> str:
        records = self._all()
        names = ", ".join(str(self._shelf.key(record)) for record in records[:3])
        more = ", ..." if len(records) > 3 else ""
        return f"<{type(self).__name__}: {self._count(len(records))}{': ' if records else ''}{names}{more}>"

    def _count(self, number: int) -> str:
        return f"{number} {_NAMES[self._shelf.name][number != 1]}"

    def _repr_html_(self) -> str:
        """Return the records as a table, for notebooks."""
        from apec_outcomes.model._card import table

        return table(self._all(), self._count(len(self)))

    def __reduce__(self) -> tuple[Any, ...]:
        whole = self._whole
        return (_restored, (self._dataset, self._shelf.name, None if whole else self._all()))

    # What every collection can be asked.

    def where(self, predicate: Callable[[R], bool] | None = None, /, **fields: object) -> Self:
        """Keep the records that pass a test, or whose fields have these values.

        Parameters
        ----------
        predicate
            A function of a record.
        fields
            Any attribute of the records, derived ones such as `year` included. A field that holds
            several values passes where one of them is this; a date may be any text that
            `DateSpan.parse` reads.

        Raises
        ------
        QueryError
            Where the records have no such field.

        >>> import apec_outcomes as apec
        >>> data = apec.load()
        >>> data.meetings.where(lambda meeting: len(meeting.sessions) > 5).ids()
        ('2024-som1', '2024-som3')
        >>> data.economies.where(joined="November 1993").ids()
        ('MEX', 'PNG')
        """
        if predicate is not None and not callable(predicate):
            raise QueryError(
                f"got {quoted(predicate)}; expected a function of a record, or fields with their values"
            )
        query = self._with(Passing(predicate)) if predicate else self
        for name, wanted in fields.items():
            query = query._with(Passing(_equals(query._reader(name), wanted)))
        return query

    def matching(self, text: str) -> Self:
        """Keep the records whose titles or summaries hold all of these words and phrases.

        Parameters
        ----------
        text
            Words, and phrases in double quotes. Whole words are found; case, accents and
            punctuation do not matter.

        Raises
        ------
        QueryError
            Where the text holds no word, or a quotation mark stands alone.

        >>> import apec_outcomes as apec
        >>> apec.load().outcomes.matching('"informal sector" voices').one().id
        '2024-som3-a2c2.voices'
        """
        return self._with(Holding(self._shelf, _phrases(text)))

    def order_by(self, field: Field, *, reverse: bool = False) -> Self:
        """Order the records by a field, those without a value last.

        Parameters
        ----------
        field
            Any attribute of the records, also of a part of them (``venue.city``), or a function.
        reverse
            Largest, or latest, first.

        Raises
        ------
        QueryError
            Where the records have no such field, or its values have no order.

        >>> import apec_outcomes as apec
        >>> apec.load().host_years.order_by("year").first()
        <HostYear 1989: AUS>
        """
        read = self._reader(field)
        keyed = [(read(record), record) for record in self._all()]
        valued = [pair for pair in keyed if pair[0] is not None]
        try:
            valued.sort(key=lambda pair: cast("Any", pair[0]), reverse=reverse)
        except TypeError as error:
            raise QueryError(f"the values of {field!r} have no order among them: {error}") from error
        return self._of(tuple(record for _, record in (*valued, *(p for p in keyed if p[0] is None))))

    def first(self) -> R | None:
        """Return the first record, or none.

        >>> import apec_outcomes as apec
        >>> apec.load().calendar.first()
        <CalendarEntry cal-2024-symposium: ...>
        """
        return next(iter(self._all()), None)

    def one(self) -> R:
        """Return the only record.

        Raises
        ------
        NotOneError
            Where there is none, or more than one.

        >>> import apec_outcomes as apec
        >>> apec.load().meetings.by("fsmm").in_year(2024).one().id
        '2024-food-security'
        """
        records = self._all()
        if len(records) != 1:
            raise NotOneError(len(records), repr(self))
        return records[0]

    def limit(self, n: int) -> Self:
        """Keep the first `n` records.

        Raises
        ------
        QueryError
            Where `n` is not a whole number from 0.

        >>> import apec_outcomes as apec
        >>> len(apec.load().outcomes.limit(5))
        5
        """
        if not isinstance(n, int) or isinstance(n, bool) or n < 0:
            raise QueryError(f"cannot keep {quoted(n)} records; expected a whole number from 0")
        return self[:n]

    def ids(self) -> tuple[Any, ...]:
        """Return what each record is looked up by: its id, the code of an economy, a host year, a title.

        >>> import apec_outcomes as apec
        >>> apec.load().sessions.by("desg").in_year(2024).ids()
        ('2024-som3-desg-plenary',)
        """
        return tuple(map(self._shelf.key, self._all()))

    def group_by(self, field: Field) -> dict[Any, Self]:
        """Return a query for each value of a field, in the order in which the values come.

        A record with several values stands under each; one without any stands under none.

        Parameters
        ----------
        field
            As in `order_by`.

        >>> import apec_outcomes as apec
        >>> groups = apec.load().outcomes.group_by("takeaway")
        >>> {number: len(found) for number, found in groups.items()}
        {1: 7, 2: 4, 3: 6, 4: 6, 5: 5, 6: 6}
        """
        groups: defaultdict[Any, list[R]] = defaultdict(list)
        for value, record in self._valued(field):
            groups[value].append(record)
        return {value: self._of(tuple(records)) for value, records in groups.items()}

    def tally(self, field: Field) -> dict[Any, int]:
        """Return how many records have each value of a field, the most common first.

        A record with several values counts under each; one without any under none.

        Parameters
        ----------
        field
            As in `order_by`.

        >>> import apec_outcomes as apec
        >>> apec.load().fora.tally("kind")["sub-committee"]
        2
        """
        return dict(Counter(value for value, _ in self._valued(field)).most_common())

    def _valued(self, field: Field) -> Iterator[tuple[Any, R]]:
        read = self._reader(field)
        for record in self._all():
            value = read(record)
            several = isinstance(value, tuple | list | set | frozenset)
            for each in dict.fromkeys(value) if several else (value,):
                if each is not None:
                    yield each, record

    def __or__(self, other: Self) -> Self:
        """Return the records of either query, each once."""
        mine, others = self._both(other)
        return self._of(tuple({**mine, **{key: r for key, r in others.items() if key not in mine}}.values()))

    def __and__(self, other: Self) -> Self:
        """Return the records that are in both queries."""
        mine, others = self._both(other)
        return self._of(tuple(record for key, record in mine.items() if key in others))

    def __sub__(self, other: Self) -> Self:
        """Return the records that are not in the other query."""
        mine, others = self._both(other)
        return self._of(tuple(record for key, record in mine.items() if key not in others))

    def _both(self, other: Self) -> tuple[dict[Any, R], dict[Any, R]]:
        if not isinstance(other, Query) or other._shelf.name != self._shelf.name:
            name = self._shelf.name
            raise QueryError(f"cannot combine {name} with {quoted(other)}; expected a query over {name}")
        same = self._shelf.identity
        return {same(r): r for r in self._all()}, {same(r): r for r in other._all()}

    # Queries in other tools.

    def to_pandas(self) -> "pandas.DataFrame":
        """Return the records as a pandas data frame, one in a row.

        Dates have their EDTF text, their first and their last day in columns of their own; what a record has
        several of stands in a list.

        Raises
        ------
        MissingExtraError
            Where pandas is not installed.

        >>> import apec_outcomes as apec
        >>> frame = apec.load().meetings.by("emm").to_pandas()
        >>> frame.loc[frame["id"] == "2024-energy", "dates_start"].item()
        Timestamp('2024-08-16 00:00:00')
        """
        from apec_outcomes.export import flat

        return flat(self).to_pandas()

    def to_polars(self) -> "polars.DataFrame":
        """Return the records as a polars data frame, one in a row, with the columns of `to_pandas`.

        Raises
        ------
        MissingExtraError
            Where polars is not installed.

        >>> import apec_outcomes as apec
        >>> apec.load().themes.where(broader="customs").to_polars()["label"].to_list()
        ['Low-value shipments']
        """
        from apec_outcomes.export import flat

        return flat(self).to_polars()

    def to_arrow(self) -> "pyarrow.Table":
        """Return the records as an Arrow table, one in a row, with the columns of `to_pandas`.

        Raises
        ------
        MissingExtraError
            Where pyarrow is not installed.

        >>> import apec_outcomes as apec
        >>> apec.load().themes.to_arrow().column_names
        ['id', 'label', 'broader', 'definition', 'aliases']
        """
        from apec_outcomes.export import flat

        return flat(self).to_arrow()

    def graph(self) -> "Graph":
        """Return outcomes, fora or themes as a graph of how they refer to each other.

        It gives itself to others by ``to_networkx()``, ``to_graphml()``, ``to_mermaid()`` and ``to_dot()``.

        Raises
        ------
        QueryError
            Where the records do not refer to others of their collection.

        >>> import apec_outcomes as apec
        >>> apec.load().themes.graph().edges[0]
        Edge(source='multilateral-trading-system', target='trade-and-investment', field='broader')
        """
        from apec_outcomes.export import graph_of

        return graph_of(self)

    def export(
        self,
        path: str | os.PathLike[str],
        *,
        to: str | None = None,
        replace: bool = False,
        base: str | None = None,
    ) -> None:
        """Write the records in an outside format, whole or not at all.

        The parameters and errors are those of `apec_outcomes.export.export`.

        >>> import apec_outcomes as apec, pathlib, tempfile
        >>> path = pathlib.Path(tempfile.mkdtemp()) / "themes.csv"
        >>> apec.load().themes.export(path)
        >>> path.read_text(encoding="utf-8").splitlines()[0]
        'id,label,broader,definition,aliases'
        """
        from apec_outcomes.export import export

        export(self, path, to=to, replace=replace, base=base)

    def _reader(self, field: Field) -> Callable[[R], Any]:
        """Return the function that reads a field, once it is known that the records have it."""
        if callable(field):
            return field
        if not isinstance(field, str):
            raise QueryError(f"got {quoted(field)}; expected the name of a field, or a function of a record")
        record = next(iter(self._all() or self._shelf.records), None)
        if record is not None and field.partition(".")[0] not in _fields(record):
            fields = ", ".join(_fields(record))
            raise QueryError(f"{self._shelf.name} have no field {field!r}; expected one of {fields}")
        return _path_reader(field) if "." in field else attrgetter(field)


_NAMES = {
    "economies": ("economy", "economies"),
    "fora": ("forum", "fora"),
    "themes": ("theme", "themes"),
    "host_years": ("host year", "host years"),
    "meetings": ("meeting", "meetings"),
    "sessions": ("session", "sessions"),
    "documents": ("document", "documents"),
    "outcomes": ("outcome", "outcomes"),
    "calendar": ("calendar entry", "calendar entries"),
    "sources": ("source", "sources"),
}


def _fields(record: object) -> list[str]:
    """Return the names of what can be asked of a record: its fields, then what is derived from them."""
    named = [field.name for field in attrs.fields(type(record))]  # type: ignore[arg-type]
    derived = [name for name, value in vars(type(record)).items() if isinstance(value, property)]
    return named + derived


def _path_reader(path: str) -> Callable[[Any], Any]:
    """Return a function that follows a dotted path, as far as there is something to follow."""
    names = path.split(".")

    def read(record: Any) -> Any:
        for name in names:
            if record is None:
                return None
            try:
                record = getattr(record, name)
            except AttributeError:
                raise QueryError(f"{record!r} has no field {name!r}, asked for as {path!r}") from None
        return record

    return read


def _equals(read: Callable[[Any], Any], wanted: object) -> Callable[[Any], bool]:
    def equals(record: Any) -> bool:
        value = read(record)
        if isinstance(value, DateSpan) and not isinstance(wanted, DateSpan):
            return wanted is not None and value == DateSpan.of(wanted)
        return bool(value == wanted) or (isinstance(value, tuple) and wanted in value)

    return equals


def _phrases(text: str) -> list[str]:
    """Return each word and each quoted phrase of a search, folded, with a blank at either end."""
    if not isinstance(text, str):
        raise QueryError(f"got {quoted(text)}; expected words, or a phrase in double quotes")
    parts = (text if text.isascii() else text.translate(_QUOTATION_MARKS)).split('"')
    if len(parts) % 2 == 0:
        raise QueryError(f"a quotation mark stands alone in {text!r}; expected phrases in double quotes")
    # Every other part stood within quotes; of the rest, each word counts by itself.
    said = [phrase for i, part in enumerate(parts) for phrase in ([part] if i % 2 else part.split())]
    phrases = [f" {folded} " for phrase in said if (folded := fold(phrase))]
    if not phrases:
        raise QueryError("an empty search: expected words, or a phrase in double quotes")
    return phrases


_QUOTATION_MARKS = dict.fromkeys(map(ord, "“”„«»"), '"')


def _restored(dataset: "Dataset", word: str, records: tuple[Any, ...] | None) -> Query[Any]:
    """Return a query as it was pickled."""
    query: Query[Any] = getattr(dataset, word)
    return query if records is None else query._of(records)
