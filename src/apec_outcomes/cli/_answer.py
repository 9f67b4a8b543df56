"""Output of the records of a query as a table or as JSON."""

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
    with_sources: bool = False,
) -> None:
    """Print the records of a query, as a table (`listing`) or as JSON.

    Parameters
    ----------
    query, headings, row, limit
        As in `listing`.
    as_json
        Print JSON: a list of the records.
    with_sources
        Add a column with the addresses of the sources. In JSON, print an object with a list of the records
        and a list of their sources.
    """
    if as_json:
        _print_json(query[:limit], with_sources)
        return
    from apec_outcomes.cli._tables import listing

    if with_sources:
        headings, row = (*headings, "sources"), _sourced(query, row)
    emit(listing(query, headings, row, limit), is_styled=True)


def _sourced(query: Query[Any], row: Callable[[Any], Sequence[str]]) -> Callable[[Any], Sequence[str]]:
    sources_of = query.dataset.sources_of
    return lambda record: (*row(record), " ".join(source.url for source in sources_of(record)))


def _print_json(query: Query[Any], with_sources: bool) -> None:
    if not with_sources:
        emit_json(query)
        return
    cited = dict.fromkeys(source for record in query for source in query.dataset.sources_of(record))
    emit_json({query.collection: query, "sources": tuple(cited)})
