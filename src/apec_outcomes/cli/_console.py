"""The rich console for pages and tables."""

import os
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from apec_outcomes.cli._output import visible

__all__ = ["console", "printable", "styled"]


def console(width: int) -> Console:
    """Return the console of standard output, with this width if it is not a terminal."""
    found = Console(highlight=False, markup=False, emoji=False)
    is_known = found.is_terminal or os.environ.get("COLUMNS", "").strip("0").isdecimal()
    # A width of 0 means that it is unknown; rich would print nothing.
    if not is_known or not found.width:
        found.width = width
    return found


def styled(lines: Iterable[tuple[Text, Text]], on: Console) -> str:
    """Return lines of two parts each as text, with styles if the console is a terminal."""
    if not on.is_terminal:
        return "".join(f"{(margin.plain + text.plain).rstrip()}\n" for margin, text in lines)
    with on.capture() as capture:
        on.print(Text("\n").join(margin + text for margin, text in lines), soft_wrap=True)
    return capture.get()


def printable(given: str | Text) -> Text:
    """Return a text without control characters."""
    text = given if isinstance(given, Text) else Text(given)
    if not text.plain.isprintable():
        text.plain = visible(text.plain)
    return text
