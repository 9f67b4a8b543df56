"""``apec-outcomes schema``: the JSON Schema of a class."""

import json
from contextlib import suppress

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
    from apec_outcomes.errors import ArgumentError

    found = getattr(apec_outcomes, name, None) if name in apec_outcomes.__all__ else None
    schema = None
    if isinstance(found, type):
        with suppress(ArgumentError):
            schema = apec_outcomes.json_schema(found)
    if schema is None:
        raise click.UsageError(f"got {name!r}; expected one of the classes {', '.join(class_names())}")
    emit(f"{json.dumps(schema, indent=2)}\n")
