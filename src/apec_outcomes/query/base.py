"""The questions that every collection answers.

A query is immutable and finds its records only when they are needed; each step returns a new query.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any, Self, TypeVar, cast

from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import NotOneError, QueryError, quoted
from apec_outcomes.model._fields import derived_names, fields_of
from apec_outcomes.model._text import fold
from apec_outcomes.query.filters import Containing, Passing
from apec_outcomes.query.outputs import Exportable

__all__ = ["Field", "Query"]

R = TypeVar("R")
Field = str | Callable[[Any], Any]


class Query(Exportable[R]):
    """Records of one collection that answer a question: iterable, sized, and open to further questions.

    >>> import apec_outcomes as apec
    >>> data = apec.load()
    >>> ministers = data.meetings.of_kind("sectoral-ministerial").at("Lima").in_year(2024)
    >>> [meeting.id for meeting in ministers.order_by("title")]
    ['2024-energy', '2024-finance']
    >>> "2024-energy" in ministers, bool(ministers), len(ministers)
    (True, True, 2)
    """

    __slots__ = ()

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
        return self._with(Containing(self._store, _phrases(text)))

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
        return tuple(map(self._store.key, self._all()))

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
        if not isinstance(other, Query) or other.collection != self.collection:
            name = self.collection
            raise QueryError(f"cannot combine {name} with {quoted(other)}; expected a query over {name}")
        same = self._store.identity
        return {same(r): r for r in self._all()}, {same(r): r for r in other._all()}

    def _reader(self, field: Field) -> Callable[[R], Any]:
        """Return the function that reads a field, once it is known that the records have it."""
        if callable(field):
            return field
        if not isinstance(field, str):
            raise QueryError(f"got {quoted(field)}; expected the name of a field, or a function of a record")
        record = next(iter(self._all() or self._store.records), None)
        if record is not None and field.partition(".")[0] not in _fields(record):
            fields = ", ".join(_fields(record))
            raise QueryError(f"{self.collection} have no field {field!r}; expected one of {fields}")
        return _path_reader(field) if "." in field else attrgetter(field)


def _fields(record: object) -> list[str]:
    """Return the names of what can be asked of a record: its fields, then what is derived from them."""
    return [*(field.name for field in fields_of(type(record))), *derived_names(type(record))]


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
