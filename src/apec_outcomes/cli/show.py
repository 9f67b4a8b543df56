"""``apec-outcomes show``: one record and its related records."""

import click

from apec_outcomes.cli._completion import ids
from apec_outcomes.cli._options import examples, json_option, opened
from apec_outcomes.cli._output import emit, emit_json

__all__ = ["command"]


_HELP = """\
Show one record: a brief of a meeting, or the fields of any other record.

ID is the id or a name of a meeting, session, outcome, calendar entry, forum, theme, economy,
host year or source; the name of a session, outcome or calendar entry is its whole title.
"""


@click.command(
    "show",
    help=_HELP,
    short_help="Show one record.",
    epilog=examples(
        "show 2024-som3", "show DESG", 'show "artificial intelligence"', "show Peru", "show 2024"
    ),
)
@click.argument("id", shell_complete=ids())
@json_option
@click.pass_obj
def command(own: str | None, /, id: str, as_json: bool) -> None:
    """Run ``apec-outcomes show``."""
    from apec_outcomes.cli._contents import related
    from apec_outcomes.cli._lookup import find

    data = opened(own)
    found = related(data, find(data, id))
    if as_json:
        emit_json(found)
    elif "meeting" in found:
        from apec_outcomes.cli._brief import Brief

        emit(str(Brief(data, found)), is_styled=True)
    else:
        from apec_outcomes.cli._card import card

        emit(str(card(data, found)), is_styled=True)
