"""Writing to standard output: UTF-8 in files and pipes, a pager on terminals, no raw control characters."""

import codecs
import io
import os
import sys

import click

__all__ = ["emit", "emit_json", "is_terminal", "set_encodings", "visible"]

_PLAIN = str.maketrans("–—·‘’“”", "--|''\"\"")

# All control characters except tab and line feed.
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n"}


def set_encodings() -> None:
    """Set UTF-8 for files and pipes, and replacements for letters that a terminal cannot show."""
    codecs.register_error("apec-outcomes", _plain_letters)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="apec-outcomes")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def is_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def visible(text: str) -> str:
    r"""Return a text with control characters, such as terminal escape codes, written as escapes.

    >>> print(visible("red: \x1b[31m"))
    red: \x1b[31m
    """
    return text if text.isprintable() else text.translate(_CONTROLS)


def emit(text: str, *, is_styled: bool = False) -> None:
    """Write a text to standard output; on a terminal, in a pager if it is longer than the screen.

    Parameters
    ----------
    text
        The text, with a line break at the end.
    is_styled
        Whether it has escape codes of styles; other control characters must be escaped already.
    """
    if sys.stdout is None:
        return
    if not is_terminal():
        sys.stdout.write(text)
        return
    shown = text if is_styled else visible(text)
    if _is_paged() and text.count("\n") >= _height():
        click.echo_via_pager(shown.removesuffix("\n"))
    else:
        sys.stdout.write(shown)


def emit_json(found: object) -> None:
    """Write records or built-in types to standard output as JSON."""
    from apec_outcomes.serialization.converters import dumps

    text = dumps(found, indent=2)
    if is_terminal() and not _can_show(text):
        import json

        text = json.dumps(json.loads(text), indent=2)
    emit(f"{text}\n")


def _can_show(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return False
    return True


def _is_paged() -> bool:
    context = click.get_current_context(silent=True)
    refused = context is not None and context.find_root().params.get("no_pager")
    # click would remove the colours if there is no pager.
    return not refused and sys.stdin is not None and sys.stdin.isatty()


def _height() -> float:
    """Return the number of lines of the terminal; infinity if it is unknown."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).lines or float("inf")
    except OSError:
        return float("inf")


def _plain_letters(error: UnicodeError) -> tuple[str, int]:
    """Replace characters that a terminal cannot show with letters without accents, or question marks."""
    import unicodedata

    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end].translate(_PLAIN)
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.encode("ascii", "replace").decode("ascii"), error.end
