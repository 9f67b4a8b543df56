"""The methods of queries by what they filter, for suggestions in error messages."""

from typing import NamedTuple

from apec_outcomes.model._collections import EVENTS

__all__ = ["METHODS", "Method", "method_for", "methods_taking"]


class Method(NamedTuple):
    """A method of queries.

    Parameters
    ----------
    name
        The name.
    queries
        The collections whose queries have it.
    takes
        The collections whose records it filters by; ``places`` counts as one.
    fields
        The fields that it filters by, and other names that people use for these.
    argument
        The argument in messages.
    of
        The query in messages, for methods that few queries have.
    """

    name: str
    queries: tuple[str, ...]
    takes: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    argument: str = "..."
    of: str = ""

    @property
    def path(self) -> str:
        """The name, with the query if few queries have the method: ``meetings.by``."""
        return f"{self.of}.{self.name}" if self.of else self.name

    @property
    def call(self) -> str:
        """A call of the method, such as ``at(...)``."""
        return f"{self.name}({self.argument})"


METHODS = (
    Method("hosted_by", (*EVENTS, "outcomes", "host_years"), takes=("economies",), fields=("host",)),
    Method(
        "at",
        (*EVENTS, "outcomes"),
        takes=("economies", "places"),
        fields=("city", "economy", "place", "venue"),
    ),
    Method("about", ("meetings", "sessions", "outcomes"), takes=("themes",)),
    Method("by", EVENTS, takes=("fora",), of="meetings"),
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
    Method("of_kind", (*EVENTS, "outcomes", "documents", "economies", "fora"), fields=("kind",)),
    Method("with_status", EVENTS, fields=("status",)),
)
"""The methods, in the order in which messages list them."""


def method_for(collection: str, field: str) -> Method | None:
    """Return the method of the query of a collection that filters by a field, or None."""
    return next((each for each in METHODS if collection in each.queries and field in each.fields), None)


def methods_taking(collection: str) -> list[Method]:
    """Return the methods of any query that filter by the records of a collection."""
    return [each for each in METHODS if collection in each.takes]
