"""Answers as JSON."""

import json
import sys

from apec_outcomes.cli._output import emit, is_terminal
from apec_outcomes.serialization.converters import dumps

__all__ = ["emit_json"]


def emit_json(found: object) -> None:
    """Write records, or builtins, to standard output as JSON."""
    text = dumps(found, indent=2)
    if is_terminal() and not _can_show(text):
        text = json.dumps(json.loads(text), indent=2)
    emit(f"{text}\n")


def _can_show(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return False
    return True
