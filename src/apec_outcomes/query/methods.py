"""Which method of a query asks by what: the way out that errors name."""

from typing import NamedTuple

__all__ = ["METHODS", "Method", "method_for", "methods_taking"]


class Method(NamedTuple):
    """A method of queries.

    Parameters
    ----------
    name
        Its name.
    queries
        The collections whose queries have it.
    takes
        The collections whose records it asks by; ``places`` counts as one.
    fields
        The fields whose values it asks for, and other names that people give to these.
    argument
        The argument that a message shows.
    of
        The query that a message names before it, for methods that few queries have.
    """

    name: str
    queries: tuple[str, ...]
    takes: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    argument: str = "..."
    of: str = ""

    @property
    def path(self) -> str:
        """Its name, after that of the query if few queries have it: ``meetings.by``."""
        return f"{self.of}.{self.name}" if self.of else self.name

    @property
    def call(self) -> str:
        """A call of it, such as ``at(...)``."""
        return f"{self.name}({self.argument})"


_HELD = ("meetings", "sessions", "calendar")

METHODS = (
    Method("hosted_by", (*_HELD, "outcomes", "host_years"), takes=("economies",), fields=("host",)),
    Method(
        "at",
        (*_HELD, "outcomes"),
        takes=("economies", "places"),
        fields=("city", "economy", "place", "venue"),
    ),
    Method("about", ("meetings", "sessions", "outcomes"), takes=("themes",)),
    Method("by", _HELD, takes=("fora",), of="meetings"),
    Method("asked_of", ("outcomes",), takes=("fora", "actors"), of="outcomes"),
    Method(
        "adopted_at",
        ("outcomes",),
        takes=("meetings", "sessions"),
        fields=("forum",),
        argument="data.meetings.by(...)",
        of="outcomes",
    ),
    Method("due", ("outcomes",), fields=("deadline",)),
    Method("with_evidence", ("outcomes",), fields=("evidence",)),
    Method("assessed", ("outcomes",), fields=("verdict",)),
    Method("of_kind", (*_HELD, "outcomes", "documents", "economies", "fora"), fields=("kind",)),
    Method("with_status", _HELD, fields=("status",)),
)
"""The methods, in the order in which a message names them."""


def method_for(collection: str, field: str) -> Method | None:
    """Return the method of the query over a collection that asks for the values of a field, if it has one."""
    return next((each for each in METHODS if collection in each.queries and field in each.fields), None)


def methods_taking(collection: str) -> list[Method]:
    """Return the methods, of any query, that ask by the records of a collection."""
    return [each for each in METHODS if collection in each.takes]
