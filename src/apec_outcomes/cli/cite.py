"""``apec-outcomes cite``: the citation of a record or of the dataset."""

from typing import get_args

import click

from apec_outcomes.cli._completion import ids
from apec_outcomes.cli._options import Choice, examples, opened
from apec_outcomes.cli._output import emit
from apec_outcomes.model._citation import CitationFormat

__all__ = ["command"]

_CITED = ("meetings", "sessions", "outcomes", "calendar", "sources")


_HELP = """\
Print the citation of a record or, without ID, of the dataset.

ID is the id or a name of a meeting, session, outcome, calendar entry or source. apa and chicago
are for a list of references; csl, bibtex and ris are for a reference manager, and the last two
need the extra cite. For many records, see `apec-outcomes export`.
"""


@click.command(
    "cite",
    help=_HELP,
    short_help="Print the citation of a record or the dataset.",
    epilog=examples("cite 2024-aelm", "cite 1994-aelm.bogor-goals --format bibtex", "cite --format chicago"),
)
@click.argument("id", required=False, shell_complete=ids(*_CITED))
@click.option(
    "--format",
    "form",
    metavar="FORMAT",
    type=Choice(get_args(CitationFormat)),
    default="apa",
    help=f"The format: {', '.join(get_args(CitationFormat))}. Default: apa.",
)
@click.pass_obj
def command(own: str | None, /, id: str | None, form: CitationFormat) -> None:
    """Run ``apec-outcomes cite``."""
    from apec_outcomes.cli._lookup import find

    data = opened(own)
    text = data.cite(None if id is None else find(data, id), format=form)
    emit(text if text.endswith("\n") else f"{text}\n")
