"""What can go wrong, in words that say what was given, what was expected, and where.

Every error derives from `ApecOutcomesError` and from the builtin that a caller would catch.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
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
]


class ApecOutcomesError(Exception):
    """The base of every error that this library raises on purpose.

    >>> import apec_outcomes as apec
    >>> try:
    ...     apec.DateSpan.parse("soon")
    ... except apec.ApecOutcomesError as error:
    ...     print(error)
    cannot read 'soon' as a date: expected a day, a month or a year, such as '15-16 November 2024'
    """


class UnknownIdError(ApecOutcomesError, KeyError):
    """Nothing answers to this id or name, or more than one record does.

    Parameters
    ----------
    given
        What was asked for.
    collection
        The plural name of the records that were searched, such as ``meetings``.
    near
        Ids or names close to what was asked for, best first; where several records answer to it, theirs.
    count
        How many records answer to it: none, or more than one.

    >>> import apec_outcomes as apec
    >>> print(apec.UnknownIdError("2024-som9", "meetings", ("2024-som3",)))
    no '2024-som9' in meetings; did you mean '2024-som3'?
    >>> print(apec.UnknownIdError("Joint statement", "documents", count=4))
    4 documents answer to 'Joint statement'
    """

    def __init__(self, given: object, collection: str, near: Iterable[str] = (), count: int = 0) -> None:
        self.given = given
        self.collection = collection
        self.near = tuple(near)
        self.count = count
        super().__init__(given, collection, self.near, count)

    def __str__(self) -> str:
        text = f"no {quoted(self.given)} in {self.collection}"
        if self.count:
            text = f"{self.count} {self.collection} answer to {quoted(self.given)}"
        if self.near:
            text += f"; did you mean {' or '.join(map(repr, self.near))}?"
        return text


class DuplicateIdError(ApecOutcomesError, ValueError):
    """Two different records claim one id.

    Parameters
    ----------
    ids
        The ids that clash, each as ``collection: id``.

    >>> import apec_outcomes as apec
    >>> print(apec.DuplicateIdError(["meetings: 2024-som3"]))
    ids that both hold, with different records: meetings: 2024-som3; expected new ids, or replace=True
    """

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids = tuple(ids)
        super().__init__(self.ids)

    def __str__(self) -> str:
        return (
            f"ids that both hold, with different records: {', '.join(self.ids)}; "
            "expected new ids, or replace=True"
        )


class DateParseError(ApecOutcomesError, ValueError):
    """A text is no date, or could mean two.

    Parameters
    ----------
    text
        The text as it was given.
    reason
        Why it cannot be read, and what would be.

    >>> import apec_outcomes as apec
    >>> print(apec.DateParseError("31 November", "November has 30 days"))
    cannot read '31 November' as a date: November has 30 days
    """

    def __init__(self, text: object, reason: str) -> None:
        self.text = text
        self.reason = reason
        super().__init__(text, reason)

    def __str__(self) -> str:
        return f"cannot read {quoted(self.text)} as a date: {self.reason}"


class Problem:
    """One thing that is wrong with a record: where, what, and what was expected.

    Parameters
    ----------
    path
        The place in the data, from ``$`` down: ``$.sessions[2].themes[0]``.
    message
        What is wrong, with what was given.
    expected
        What would have been right.
    file
        The file that holds the data, where there is one.

    >>> import apec_outcomes as apec
    >>> print(apec.Problem("$.dates", "got 5", "a date as EDTF text, such as '2024-08'"))
    $.dates: got 5; expected a date as EDTF text, such as '2024-08'
    """

    __slots__ = ("expected", "file", "message", "path")
    __match_args__ = ("path", "message", "expected", "file")

    def __init__(self, path: str, message: str, expected: str, file: str | None = None) -> None:
        self.path = path
        self.message = message
        self.expected = expected
        self.file = file

    def _key(self) -> tuple[str, str, str, str]:
        return (self.file or "", self.path, self.message, self.expected)

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, Problem) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Problem({self.path!r}, {self.message!r}, {self.expected!r}, {self.file!r})"

    def __str__(self) -> str:
        where = f"{self.file}: {self.path}" if self.file else self.path
        return f"{where}: {self.message}; expected {self.expected}"


class InvalidRecordError(ApecOutcomesError, ValueError):
    """Data that does not make the records it should, with every problem at once.

    Parameters
    ----------
    problems
        What is wrong, each with its path.

    >>> import apec_outcomes as apec
    >>> try:
    ...     apec.structure({"id": "digital", "label": 5}, apec.Theme)
    ... except apec.InvalidRecordError as error:
    ...     for problem in error.problems:
    ...         print(problem.path, "-", problem.message)
    $.label - got 5
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        shown = [str(problem) for problem in self.problems[:20]]
        if count > len(shown):
            shown.append(f"... and {count - len(shown)} more")
        return "\n".join([f"{count} problem{'s' * (count != 1)}", *shown])


class SchemaVersionError(InvalidRecordError):
    """A dataset is written in a newer shape than this library knows.

    Parameters
    ----------
    found
        The schema version that the data names.
    known
        The newest version that this library reads.

    >>> import apec_outcomes as apec
    >>> apec.SchemaVersionError(9, 1).problems[0].path
    '$.schema'
    """

    def __init__(self, found: int, known: int, file: str | None = None) -> None:
        self.found = found
        self.known = known
        self.file = file
        super().__init__(
            [
                Problem(
                    "$.schema",
                    f"the data is of schema version {shown(found)}, newer than this library knows",
                    f"version {known} or older; a newer apec-outcomes reads it",
                    file,
                )
            ]
        )

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.found, self.known, self.file))


class QueryError(ApecOutcomesError, ValueError):
    """A question that has no meaning, such as an empty search or an unknown field.

    >>> import apec_outcomes as apec
    >>> apec.load().outcomes.matching("  ")
    Traceback (most recent call last):
        ...
    apec_outcomes.errors.QueryError: an empty search: expected words, or a phrase in double quotes
    """


class NotOneError(ApecOutcomesError, LookupError):
    """`Query.one` found no record, or more than one.

    Parameters
    ----------
    count
        How many there were.
    query
        The question, as its ``repr`` puts it.

    >>> import apec_outcomes as apec
    >>> apec.load().meetings.of_kind("workshop").limit(0).one()
    Traceback (most recent call last):
        ...
    apec_outcomes.errors.NotOneError: expected exactly one record, found 0: <MeetingQuery: 0 meetings>
    """

    def __init__(self, count: int, query: str) -> None:
        self.count = count
        self.query = query
        super().__init__(count, query)

    def __str__(self) -> str:
        return f"expected exactly one record, found {self.count}: {self.query}"


class MissingExtraError(ApecOutcomesError, ImportError):
    """A library that this call needs is not installed.

    Parameters
    ----------
    library
        The library that is missing.
    extra
        The extra of this package that brings it.

    >>> import apec_outcomes as apec
    >>> print(apec.MissingExtraError("PyYAML", "yaml"))
    PyYAML is not installed; install apec-outcomes with its extra 'yaml': pip install ...
    """

    def __init__(self, library: str, extra: str) -> None:
        self.library = library
        self.extra = extra
        super().__init__(library, extra)

    def __str__(self) -> str:
        return (
            f"{self.library} is not installed; install apec-outcomes with its extra {self.extra!r}: "
            f"pip install 'apec-outcomes[{self.extra}]', "
            f"or in a copy of the repository pip install '.[{self.extra}]'"
        )


def shown(value: object) -> str:
    """Return a value as a message quotes it, in one line, whatever it holds and however large it is."""
    match value:
        case str():
            return repr(value) if len(value) <= _LONG else f"{value[:_LONG]!r}..."
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int() if value.bit_length() > _MANY_BITS:
            return "a number of more than 70 digits"
        case int() | float():
            return repr(value)
        case dict():
            return "an object"
        case list() | tuple():
            return "a list"
        case _:
            return f"a value of type {type(value).__name__}"


def quoted(value: object) -> str:
    """Return the ``repr`` of a value, cut where it would fill the screen."""
    if isinstance(value, str) and len(value) > _LONG:
        return f"{value[:_LONG]!r}..."
    if isinstance(value, int) and value.bit_length() > _MANY_BITS:
        return shown(value)
    try:
        text = repr(value)
    except ValueError:
        # Python refuses to write out a very long number, which may be anywhere in the value.
        return shown(value)
    return text if len(text) <= 2 * _LONG else f"{text[: 2 * _LONG]}..."


_LONG = 80
_MANY_BITS = 256
