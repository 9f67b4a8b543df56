"""A rule, and a record that breaks it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from apec_outcomes.model._dataset import AllRecords

__all__ = ["Breach", "Rule"]


class Breach(NamedTuple):
    """A record that breaks a rule.

    Parameters
    ----------
    collection, id
        The collection and id of the record.
    field
        The path of the field, such as ``documents[0].date``.
    message
        The problem, with the value.
    expected
        A description of valid values.
    """

    collection: str
    id: str | int
    field: str
    message: str
    expected: str


Rule = Callable[[AllRecords], Iterator[Breach]]
"""A function that yields the records that break a rule."""
