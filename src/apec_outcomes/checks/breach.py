"""A record that breaks a rule of the bundled record."""

from typing import NamedTuple

__all__ = ["Breach"]


class Breach(NamedTuple):
    """A record that breaks a rule.

    Parameters
    ----------
    collection, id
        The collection and the id of the record.
    field
        The path of the field, such as ``documents[0].date``.
    message
        The problem, with the value.
    expected
        A value that would keep the rule.
    """

    collection: str
    id: str | int
    field: str
    message: str
    expected: str
