"""``apec-outcomes search``."""

import re
from typing import Any

import click

from apec_outcomes.cli._labels import days_of
from apec_outcomes.cli._options import Choice, examples, json_option, limit_option, opened
from apec_outcomes.cli._output import emit, emit_json
from apec_outcomes.model._collections import QUERIED
from apec_outcomes.query import Query

__all__ = ["command"]

_COLLECTIONS = {name.replace("_", "-"): name for name in QUERIED}
_DEFAULT = tuple(word for word in _COLLECTIONS if word != "sources")
"""The collections that are searched by default: without sources, which are evidence for the others."""

_EXCLUDED = re.compile(r"-(?!-)(?!\d+\Z)..+", re.DOTALL)
"""A word with a hyphen before it, such as ``-tax``, that is neither an option like ``-n`` nor a number."""

_MARK = "\0"
"""The mark before such words, which hides them from click's options: no argument can contain it."""


class _Search(click.Command):
    """A command that reads ``-word`` as a word to exclude."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        short = tuple(name for each in self.params for name in each.opts if re.fullmatch("-[^-]", name))
        end = args.index("--") if "--" in args else len(args)
        for index, arg in enumerate(args[:end]):
            if _EXCLUDED.match(arg) and not (arg.startswith(short) and arg[2:].isdecimal()):
                args[index] = f"{_MARK}{arg}"
        return super().parse_args(ctx, args)


_HELP = """\
Search titles, summaries and other texts for WORDS. Case, accents, punctuation, British or
American spelling, and singular or plural do not matter.

\b
  privacy rules      both words, anywhere
  '"data privacy"'   the phrase; the single quotes are for the shell
  'priva*'           a word with this beginning
  privacy -tax       the first word without the second
  privacy OR tax     either word
"""


@click.command(
    "search",
    cls=_Search,
    help=_HELP,
    short_help="Search all texts for words and phrases.",
    epilog=examples(
        "search informal sector",
        "search '\"informal sector\" voices'",
        "search privacy -tax --in outcomes --in documents",
    ),
)
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--in",
    "where",
    metavar="COLLECTION",
    type=Choice(_COLLECTIONS),
    multiple=True,
    default=_DEFAULT,
    help=f"Only this collection: {', '.join(_COLLECTIONS)}; may be repeated. Default: all except sources.",
)
@limit_option
@json_option
@click.pass_obj
def command(
    own: str | None, /, words: tuple[str, ...], where: tuple[str, ...], limit: int | None, as_json: bool
) -> None:
    """Run ``apec-outcomes search``."""
    data = opened(own)
    text = " ".join(word.removeprefix(_MARK) for word in words)
    found: dict[str, Query[Any]] = {
        name: getattr(data, name).matching(text) for word in where if (name := _COLLECTIONS[word])
    }
    if as_json:
        emit_json({name: query[:limit] for name, query in found.items()})
        return
    from apec_outcomes.cli._tables import listing

    tables = [
        listing(query, (QUERIED[name].labels[1], "dates"), lambda record: (days_of(record),), limit)
        for name, query in found.items()
        if query
    ]
    emit("\n".join(tables) or "nothing found\n", is_styled=True)
