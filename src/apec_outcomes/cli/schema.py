"""``apec-outcomes schema``: the JSON Schema of a class."""

import json

import click

from apec_outcomes.cli._completion import class_names, classes
from apec_outcomes.cli._options import examples
from apec_outcomes.cli._output import emit

__all__ = ["command"]


@click.command(
    "schema",
    help="Print the JSON Schema (2020-12) of a class of records, such as Meeting, or of Dataset.",
    short_help="Print the JSON Schema of a class.",
    epilog=examples("schema Meeting", "schema Dataset > dataset.schema.json"),
)
@click.argument("name", metavar="CLASS", shell_complete=classes)
def command(name: str) -> None:
    """Run ``apec-outcomes schema``."""
    import apec_outcomes

    known = class_names()
    if name not in known:
        raise click.UsageError(f"got {name!r}; expected one of the classes {', '.join(known)}")
    schema = apec_outcomes.json_schema(getattr(apec_outcomes, name))
    emit(f"{json.dumps(schema, indent=2)}\n")
