"""The records that answer a question, as a table or as JSON."""

from collections.abc import Callable, Sequence
from typing import Any

from apec_outcomes.cli._output import emit, emit_json
from apec_outcomes.query import Query

__all__ = ["answer"]


def answer(
    query: Query[Any],
    headings: Sequence[str],
    row: Callable[[Any], Sequence[str]],
    limit: int | None,
    as_json: bool,
) -> None:
    """Print the records of a query, as `listing` does or as JSON."""
    if as_json:
        emit_json(query[:limit])
    else:
        from apec_outcomes.cli._tables import listing

        emit(listing(query, headings, row, limit), is_styled=True)
