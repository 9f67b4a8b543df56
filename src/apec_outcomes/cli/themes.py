"""``apec-outcomes themes``."""

from collections.abc import Iterator

import click

from apec_outcomes.cli._completion import ids
from apec_outcomes.cli._options import examples, json_option, opened
from apec_outcomes.cli._output import emit, emit_json
from apec_outcomes.dataset import Dataset
from apec_outcomes.model import Theme
from apec_outcomes.model._collections import ALL

__all__ = ["command"]


_HELP = """\
List the tree of themes, with the number of outcomes about each.

With THEME, the id or a name of a theme, list that theme and its narrower ones.
"""


@click.command(
    "themes",
    help=_HELP,
    short_help="List the tree of themes.",
    epilog=examples("themes", 'themes "digital economy"'),
)
@click.argument("theme", required=False, shell_complete=ids("themes"))
@json_option
@click.pass_obj
def command(own: str | None, /, theme: str | None, as_json: bool) -> None:
    """Run ``apec-outcomes themes``."""
    data = opened(own)
    tree = list(_tree(data, data.themes[theme] if theme is not None else None))
    if as_json:
        emit_json(tuple(dict.fromkeys(each for _, each in tree)))
        return
    from apec_outcomes.cli._tables import table

    rows = [
        (f"{'  ' * depth}{each.label}", each.id, str(len(data.outcomes.about(each)) or ""))
        for depth, each in tree
    ]
    footer = f"{ALL['themes'].counted(len(tree))}; the outcomes of narrower themes are counted, too"
    emit(table(("theme", "id", "outcomes"), rows, footer), is_styled=True)


def _tree(data: Dataset, top: Theme | None) -> Iterator[tuple[int, Theme]]:
    """Yield a theme, or all without a broader one, each followed by its narrower ones, with the depth."""
    below = data.themes.group_by("broader")
    tops = [top] if top else [each for each in data.themes if not each.broader]
    waiting = [(0, each) for each in reversed(tops)]
    while waiting:
        depth, each = waiting.pop()
        yield depth, each
        waiting += [(depth + 1, narrower) for narrower in reversed(tuple(below.get(each.id, ())))]
