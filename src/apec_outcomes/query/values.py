"""Values of the records of a query: sorting, grouping and counting by them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any, Literal, Self, TypeVar, cast, overload

from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import QueryError, check_flag, quoted
from apec_outcomes.model import (
    Document,
    DocumentKind,
    Economy,
    EconomyKind,
    Forum,
    ForumKind,
    Meeting,
    MeetingFormat,
    MeetingKind,
    Outcome,
    OutcomeKind,
    Session,
    Status,
)
from apec_outcomes.query.fields import Field, reader
from apec_outcomes.query.outputs import Exportable

__all__ = ["DateField", "NumberField", "TextField", "Valued"]

R_co = TypeVar("R_co", covariant=True)
V = TypeVar("V")

TextField = Literal[
    "actors",
    "aliases",
    "broader",
    "builds_on",
    "chairs",
    "document",
    "forum",
    "heading",
    "host",
    "language",
    "meeting",
    "outcome",
    "parent",
    "part_of",
    "participants",
    "priorities",
    "publisher",
    "session",
    "sources",
    "themes",
]
NumberField = Literal["ordinal", "takeaway", "year"]
DateField = Literal[
    "announced", "date", "dates", "ended", "established", "joined", "published", "target_date"
]


class Valued(Exportable[R_co]):
    """Records with methods to sort, group and count by their values."""

    __slots__ = ()

    def order_by(self, field: Field, *, reverse: bool = False) -> Self:
        """Sort the records by a field, those without a value last.

        Parameters
        ----------
        field
            Any attribute of the records or of their parts (``venue.city``), or a function of a record. A
            function may return a tuple, to sort by several values; any of them may be None.
        reverse
            Sort in descending order.

        Raises
        ------
        QueryError
            If the records have no such field, or its values cannot be sorted.
        ArgumentError
            If `reverse` is neither True nor False.

        >>> import apec_outcomes as apec
        >>> apec.load().host_years.order_by("year").first()
        <HostYear 1989: AUS>
        """
        check_flag(reverse, "reverse")
        read = self._reader(field)
        keyed = [(_sortable(read(record), missing=not reverse), record) for record in self._all()]
        try:
            keyed.sort(key=lambda pair: cast("Any", pair[0]), reverse=reverse)
        except TypeError as error:
            refused = f"the values of {quoted(field)} have no order: {error}"
            raise QueryError(f"{refused}; expected numbers, texts, dates or tuples of these") from error
        return self._of(tuple(record for _, record in keyed))

    def ids(self) -> tuple[str, ...]:
        """Return the key of each record: its id, the code of an economy, or the title of a document.

        >>> import apec_outcomes as apec
        >>> apec.load().sessions.by("desg").in_year(2024).ids()
        ('2024-som3-desg-plenary',)
        """
        return tuple(map(self._store.key, self._all()))

    @overload
    def group_by(self, field: Literal["status"]) -> dict[Status, Self]: ...
    @overload
    def group_by(self, field: Literal["format"]) -> dict[MeetingFormat, Self]: ...
    @overload
    def group_by(self, field: NumberField) -> dict[int, Self]: ...
    @overload
    def group_by(self, field: DateField) -> dict[DateSpan, Self]: ...
    @overload
    def group_by(self, field: TextField) -> dict[str, Self]: ...
    @overload
    def group_by(self, field: Callable[[R_co], tuple[V, ...]]) -> dict[V, Self]: ...
    @overload
    def group_by(self, field: Callable[[R_co], V | None]) -> dict[V, Self]: ...
    @overload
    def group_by(self, field: str) -> dict[Any, Self]: ...
    def group_by(self, field: Field) -> dict[Any, Self]:
        """Return a query for each value of a field, in the order of the records.

        A record with several values is in several groups, a record without a value in none.

        Parameters
        ----------
        field
            As in `order_by`.

        Raises
        ------
        QueryError
            If the records have no such field.

        >>> import apec_outcomes as apec
        >>> groups = apec.load().outcomes.group_by("takeaway")
        >>> {number: len(found) for number, found in groups.items()}
        {1: 7, 2: 4, 3: 6, 4: 6, 5: 5, 6: 6}
        """
        groups: defaultdict[Any, list[R_co]] = defaultdict(list)
        read = self._reader(field)
        for record in self._all():
            for value in _several(read(record), field):
                groups[value].append(record)
        return {value: self._of(tuple(records)) for value, records in groups.items()}

    @overload
    def tally(self: "Valued[Outcome]", field: Literal["kind"], /) -> dict[OutcomeKind, int]: ...
    @overload
    def tally(self: "Valued[Meeting | Session]", field: Literal["kind"], /) -> dict[MeetingKind, int]: ...
    @overload
    def tally(self: "Valued[Document]", field: Literal["kind"], /) -> dict[DocumentKind, int]: ...
    @overload
    def tally(self: "Valued[Forum]", field: Literal["kind"], /) -> dict[ForumKind, int]: ...
    @overload
    def tally(self: "Valued[Economy]", field: Literal["kind"], /) -> dict[EconomyKind, int]: ...
    @overload
    def tally(self, field: Literal["status"], /) -> dict[Status, int]: ...
    @overload
    def tally(self, field: Literal["format"], /) -> dict[MeetingFormat, int]: ...
    @overload
    def tally(self, field: NumberField, /) -> dict[int, int]: ...
    @overload
    def tally(self, field: DateField, /) -> dict[DateSpan, int]: ...
    @overload
    def tally(self, field: TextField, /) -> dict[str, int]: ...
    @overload
    def tally(self, field: Callable[[R_co], tuple[V, ...]], /) -> dict[V, int]: ...
    @overload
    def tally(self, field: Callable[[R_co], V | None], /) -> dict[V, int]: ...
    @overload
    def tally(self, field: str, /) -> dict[Any, int]: ...
    @overload
    def tally(self, field: Field, other: Field, /, *others: Field) -> dict[tuple[Any, ...], int]: ...
    def tally(self, *fields: Field) -> dict[Any, int]:
        """Return how many records have each value of a field, or each combination of values of fields.

        The most frequent is first. A record with several values counts for each, a record without a value for
        none.

        Parameters
        ----------
        fields
            One or more fields, as in `order_by`. With several fields, the keys are tuples of values.

        Raises
        ------
        QueryError
            If no field is given, or the records have no such field.

        >>> import apec_outcomes as apec
        >>> apec.load().fora.tally("kind")["sub-committee"]
        2
        >>> apec.load().outcomes.tally("themes", "year")["digital-identity", 2024]
        2
        """
        if not fields:
            raise QueryError("got no field; expected one or more, such as 'themes', 'year'")
        reads = [self._reader(field) for field in fields]
        found: Counter[Any] = Counter()
        for record in self._all():
            values = [list(_several(read(record), field)) for read, field in zip(reads, fields, strict=True)]
            found.update(values[0] if len(fields) == 1 else product(*values))
        return dict(found.most_common())

    def _reader(self, field: Field) -> Callable[[R_co], Any]:
        """Check that the records have a field, and return a function that reads it."""
        return reader(self._store.collection, field)


def _sortable(value: object, *, missing: bool) -> object:
    """Return a key that sorts missing values after all others, or before them."""
    if value is None:
        return (missing,)
    if isinstance(value, tuple):
        return (not missing, tuple(_sortable(each, missing=missing) for each in value))
    return (not missing, value)


def _several(value: object, field: Field) -> Iterator[Any]:
    """Yield the values of a field of one record, each once."""
    try:
        if isinstance(value, tuple | list | set | frozenset):
            yield from (each for each in dict.fromkeys(value) if each is not None)
        elif value is not None:
            hash(value)
            yield value
    except TypeError as error:
        refused = f"the values of {quoted(field)} cannot be counted: {error}"
        raise QueryError(f"{refused}; expected hashable ones, such as texts, numbers or tuples") from error
