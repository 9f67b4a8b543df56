"""Errors. Messages say what was given, what was expected, where, and how to solve the problem.

Every error derives from `ApecOutcomesError` and from the built-in exception that a caller would catch.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from apec_outcomes.errors.wording import listed, quoted, shown

__all__ = [
    "KEPT",
    "SUGGESTED",
    "ApecOutcomesError",
    "ArgumentError",
    "DateParseError",
    "DuplicateIdError",
    "FormatError",
    "InvalidRecordError",
    "MissingExtraError",
    "NotOneError",
    "PositionError",
    "Problem",
    "QueryError",
    "SchemaUpgradeWarning",
    "SchemaVersionError",
    "UnknownIdError",
    "check_flag",
    "listed",
    "quoted",
    "shown",
]


class ApecOutcomesError(Exception):
    """The base class of all errors of this library.

    >>> import apec_outcomes as apec
    >>> try:
    ...     apec.DateSpan.parse("soon")
    ... except apec.ApecOutcomesError as error:
    ...     print(error)
    cannot read 'soon' as a date: expected a day, a month or a year, such as '15-16 November 2024'
    """


class UnknownIdError(ApecOutcomesError, KeyError):
    """No record has this id or name, or several have.

    Parameters
    ----------
    given
        The id or name.
    collection
        The plural name of the records that were searched, such as ``meetings``.
    near
        Similar ids or names, best first; for an ambiguous name, the ids of the records that have it.
    count
        The number of records that have it: 0, or more than 1.
    instead
        Another meaning of the name and the method for it, or else an example of a valid name.

    >>> import apec_outcomes as apec
    >>> print(apec.UnknownIdError("2024-som9", "meetings", ("2024-som3",)))
    no '2024-som9' in meetings; did you mean '2024-som3'?
    >>> print(apec.UnknownIdError("Joint statement", "documents", count=4))
    ambiguous: 4 documents match 'Joint statement'
    >>> print(apec.UnknownIdError("Lima", "meetings", instead="'Lima' is a place; expected a meeting"))
    'Lima' is a place; expected a meeting
    """

    def __init__(
        self,
        given: object,
        collection: str,
        near: Iterable[str] = (),
        count: int = 0,
        instead: str = "",
    ) -> None:
        self.given = given
        self.collection = collection
        self.near = tuple(near)
        self.count = count
        self.instead = instead
        super().__init__(given, collection, self.near, count, instead)

    def __str__(self) -> str:
        given = quoted(self.given)
        found = f"no {given} in {self.collection}"
        if self.instead:
            return self.instead if self.instead.startswith(given) else f"{found}; {self.instead}"
        if self.count:
            found = f"ambiguous: {self.count} {self.collection} match {given}"
        near = list(map(repr, self.near))
        if len(near) > SUGGESTED:
            # Only meetings are found by a year and some words of their title.
            way_out = "add the year" if self.collection == "meetings" else "expected the id of one"
            return f"{found}, such as {' or '.join(near[:2])}; {way_out}"
        return f"{found}; did you mean {' or '.join(near)}?" if near else found


SUGGESTED = 3
"""The number of similar ids or names that an error suggests."""


class DuplicateIdError(ApecOutcomesError, ValueError):
    """Two different records have the same id.

    Parameters
    ----------
    ids
        The conflicting ids, each as ``collection: id``.

    >>> import apec_outcomes as apec
    >>> print(apec.DuplicateIdError(["meetings: 2024-som3"]))
    conflicting ids: meetings: 2024-som3; expected new ids; pass replace=True to replace the records
    """

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids = tuple(ids)
        super().__init__(self.ids)

    def __str__(self) -> str:
        named = ", ".join(self.ids[:20])
        if len(self.ids) > 20:
            named += f" and {len(self.ids) - 20} more"
        return f"conflicting ids: {named}; expected new ids; pass replace=True to replace the records"


class DateParseError(ApecOutcomesError, ValueError):
    """A text is not a date, or is ambiguous.

    Parameters
    ----------
    text
        The text.
    reason
        The reason why it cannot be read, or the expected form.

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


class Problem(NamedTuple):
    """A problem of a record: the path, the given value, and the expected one.

    Parameters
    ----------
    path
        The path in the data, from the root ``$``: ``$.sessions[2].themes[0]``.
    message
        The problem, with the given value.
    expected
        A description of valid values.
    file
        The file with the data, if any.

    >>> import apec_outcomes as apec
    >>> print(apec.Problem("$.dates", "got 5", "a date as EDTF text, such as '2024-08'"))
    $.dates: got 5; expected a date as EDTF text, such as '2024-08'
    """

    path: str
    message: str
    expected: str
    file: str | None = None

    def __str__(self) -> str:
        where = f"{self.file}: {self.path}" if self.file else self.path
        return f"{where}: {self.message}; expected {self.expected}"


class InvalidRecordError(ApecOutcomesError, ValueError):
    """Data are not valid records. The error lists all problems.

    Parameters
    ----------
    problems
        The problems, each with its path. The first thousand are kept; the others are only counted.
    count
        The number of all problems, if greater than that of `problems`.

    >>> import apec_outcomes as apec
    >>> try:
    ...     apec.structure({"id": "digital", "label": 5}, apec.Theme)
    ... except apec.InvalidRecordError as error:
    ...     for problem in error.problems:
    ...         print(problem.path, "-", problem.message)
    $.label - got 5
    """

    def __init__(self, problems: Iterable[Problem], count: int = 0) -> None:
        remaining = iter(problems)
        self.problems = tuple(islice(remaining, KEPT))
        self.count = max(len(self.problems) + sum(1 for _ in remaining), count)
        super().__init__(self.problems, self.count)

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:20]]
        if self.count > len(lines):
            lines.append(f"... and {self.count - len(lines):,} more")
        return "\n".join([f"{self.count:,} problem{'s' * (self.count != 1)}", *lines])


KEPT = 1000
"""The number of problems of a file that are kept: more could need far more memory than the file."""


class SchemaVersionError(InvalidRecordError):
    """The schema version of a dataset is newer than this library reads.

    Parameters
    ----------
    found
        The schema version of the data.
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
        message = f"got schema version {shown(found)}, newer than this library reads"
        expected = f"version {known} or older; upgrade apec-outcomes to read it"
        super().__init__([Problem("$.schema", message, expected, file)])

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.found, self.known, self.file))


class ArgumentError(ApecOutcomesError, TypeError):
    """An argument has a type that the function does not accept.

    >>> import apec_outcomes as apec
    >>> apec.structure({"city": "Lima"}, "Venue")
    Traceback (most recent call last):
        ...
    apec_outcomes.errors.ArgumentError: got 'Venue' for cls; expected a class, such as apec_outcomes.Venue

    .. versionadded:: 0.3
    """


class FormatError(ApecOutcomesError, ValueError):
    """A format is unknown, does not support an option, or cannot represent the data.

    >>> import apec_outcomes as apec
    >>> apec.dumps(apec.Venue(city="Lima"), "xml")
    Traceback (most recent call last):
        ...
    apec_outcomes.errors.FormatError: got the format 'xml'; expected json, jsonl, yaml, toml, msgpack or cbor

    .. versionadded:: 0.3
    """


class SchemaUpgradeWarning(UserWarning):
    """A file of an earlier schema version was read, and some of its values were changed in the upgrade.

    .. versionadded:: 0.3

    >>> import apec_outcomes as apec, warnings
    >>> ports = {"id": "ports", "label": "Ports", "broader": "transportation"}
    >>> with warnings.catch_warnings(record=True, action="always") as caught:
    ...     data = apec.structure({"schema": 1, "themes": [ports]}, apec.Dataset)
    >>> data.themes["ports"].broader, caught[0].category.__name__
    (('transportation',), 'SchemaUpgradeWarning')
    """


class QueryError(ApecOutcomesError, ValueError):
    """A query is invalid, such as an empty search or an unknown field.

    >>> import apec_outcomes as apec
    >>> apec.load().outcomes.matching("  ")
    Traceback (most recent call last):
        ...
    apec_outcomes.errors.QueryError: an empty search: expected words, or a phrase in double quotes
    """


class PositionError(ApecOutcomesError, IndexError):
    """A query has no record at a position.

    Parameters
    ----------
    position
        The position, counted from 0, or from the end if it is negative.
    count
        The number of records in words, such as ``3 meetings``.

    >>> import apec_outcomes as apec
    >>> apec.load().meetings.limit(3)[3]
    Traceback (most recent call last):
        ...
    apec_outcomes.errors.PositionError: no record at position 3 of 3 meetings; positions begin at 0, ...

    .. versionadded:: 0.3
    """

    def __init__(self, position: int, count: str) -> None:
        self.position = position
        self.count = count
        super().__init__(position, count)

    def __str__(self) -> str:
        found = f"no record at position {quoted(self.position)} of {self.count}"
        return f"{found}; positions begin at 0, or at -1 from the end"


class NotOneError(ApecOutcomesError, LookupError):
    """`Query.one` found no record, or several.

    Parameters
    ----------
    count
        The number of records found.
    query
        The ``repr`` of the query.

    >>> import apec_outcomes as apec
    >>> apec.load().meetings.of_kind("workshop").limit(0).one()
    Traceback (most recent call last):
        ...
    apec_outcomes.errors.NotOneError: expected exactly one record, found 0: <MeetingQuery: 0 meetings>; ...
    """

    def __init__(self, count: int, query: str) -> None:
        self.count = count
        self.query = query
        super().__init__(count, query)

    def __str__(self) -> str:
        way_out = "narrow the query, or use first()" if self.count else "first() returns None for none"
        return f"expected exactly one record, found {self.count}: {self.query}; {way_out}"


class MissingExtraError(ApecOutcomesError, ImportError):
    """An optional library is not installed.

    Parameters
    ----------
    library
        The missing library.
    extra
        The extra of this package that installs it.

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


def check_flag(value: object, name: str) -> None:
    """Check that the value of an argument is a boolean: a text such as ``no`` would count as true.

    Raises
    ------
    ArgumentError
        If it is neither True nor False.
    """
    if value is not True and value is not False:
        raise ArgumentError(f"got {quoted(value)} for {name}; expected True or False")
