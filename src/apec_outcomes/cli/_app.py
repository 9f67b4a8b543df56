"""The group of all commands, with error reports."""

import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from apec_outcomes import __version__
from apec_outcomes.cli._options import examples
from apec_outcomes.cli._output import set_encodings, visible
from apec_outcomes.errors import ApecOutcomesError, InvalidRecordError, UnknownIdError

__all__ = ["app", "run"]

_COMMANDS = (
    "show",
    "meetings",
    "outcomes",
    "calendar",
    "themes",
    "search",
    "cite",
    "coverage",
    "export",
    "schema",
    "diff",
    "check",
    "completion",
)
"""The commands. Each is a module of the same name."""

_LONGEST_WORD = 400
_LONGEST = 2000
"""The maximal lengths of a word in an error message, such as a file name, and of the whole message."""

_ABORTED = 130
_PIPE_CLOSED = 141  # the exit code of a process that SIGPIPE ends


def run() -> int:
    """Run the command line, and return its exit code."""
    code = app.main(prog_name="apec-outcomes", standalone_mode=False)
    try:
        if sys.stdout:
            sys.stdout.flush()
    except OSError as error:
        # Python flushes standard output again at exit, which must not fail.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if isinstance(error, BrokenPipeError):
            return _PIPE_CLOSED
        if not code:
            _report(_message(error))
        return code or 1
    return code


class _Commands(click.Group):
    """Commands that are imported when they are called, with errors in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _COMMANDS:
            command: click.Command = import_module(f"apec_outcomes.cli.{cmd_name}").command
            return command
        if cmd_name.startswith("-") or ctx.resilient_parsing:
            return None
        raise click.UsageError(f"got {cmd_name!r}; expected one of the commands {', '.join(_COMMANDS)}", ctx)

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, *rest: Any, standalone_mode: bool = True, **options: Any
    ) -> int:
        """Run a command, and return its exit code, or exit with it in the standalone mode of click."""
        set_encodings()
        code = self._exit_code(args, *rest, **options)
        if standalone_mode:
            sys.exit(code)
        return code

    def _exit_code(self, *args: Any, **options: Any) -> int:
        try:
            main: Any = super().main
            code = main(*args, standalone_mode=False, **options)
        except click.Abort:
            return _ABORTED
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            return error.exit_code
        except click.ClickException as error:
            if ordered := _in_order(error):
                _report(ordered)
                return error.exit_code
            command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
            _report(error.format_message(), f" (see `{command} --help`)" if command else "")
            return error.exit_code
        except (ApecOutcomesError, OSError) as error:
            _report(_message(error))
            return 1
        return code if isinstance(code, int) else 0

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        try:
            return super().make_context(*args, **options)
        except BrokenPipeError:  # during the output of help
            raise click.exceptions.Exit(_PIPE_CLOSED) from None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise click.exceptions.Exit(_PIPE_CLOSED) from None


def _in_order(error: click.ClickException) -> str | None:
    """Return the message about an option of the group after the command, or None."""
    if not isinstance(error, click.NoSuchOption) or not error.ctx or not error.ctx.parent:
        return None
    for option in app.params:
        if error.option_name in option.opts:
            command = error.ctx.command_path.partition(" ")[2]
            used = f"{error.option_name} {option.metavar}" if option.metavar else error.option_name
            return f"{error.option_name} comes before the command: apec-outcomes {used} {command}"
    return None


def _report(message: str, hint: str = "") -> None:
    """Print an error in one line, shortened in the middle if long."""
    words = [_shortened(word, _LONGEST_WORD) for word in message.split()]
    click.echo(f"Error: {visible(_shortened(' '.join(words), _LONGEST))}{hint}", err=True)


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length // 2]}...{text[-length // 4 :]}"


def _message(error: Exception) -> str:
    """Return the message of an error; for several problems, the first and the number of the others."""
    if isinstance(error, InvalidRecordError):
        more = error.count - 1
        return f"{error.problems[0]}{f' (and {more:,} more)' if more else ''}"
    if isinstance(error, OSError) and not isinstance(error, ApecOutcomesError):
        if error.filename is None:
            return str(error.strerror or error)
        name = os.fsdecode(error.filename) if isinstance(error.filename, bytes) else str(error.filename)
        return f"{name or repr(name)}: {error.strerror}"
    return _with_options(str(error)) if isinstance(error, UnknownIdError) else str(error)


def _with_options(message: str) -> str:
    """Return a message with the options for methods of queries: ``--at 'Lima'`` for ``at('Lima')``."""
    from apec_outcomes.query.methods import METHODS

    for method in METHODS:
        option = "forum" if method.name == "by" else method.name.replace("_", "-")
        call = rf"(?:(\w+)\.)?\b{method.name}\(((['\"]).*?\3)\)"
        message = re.sub(call, rf"\1 --{option} \2", message)
    return message


_HELP = """\
Query APEC's meetings, outcomes, themes and calendar. Every fact has its source.

Write dates as 2024, 2024-08, 2024-08-26, "August 2024" or "26 August 2024". Put names with spaces
in quotes.

On a terminal, output longer than the screen is shown in a pager, set by the environment variable
PAGER. Output to a file or a pipe is always UTF-8.
"""


@click.group(
    cls=_Commands,
    help=_HELP,
    context_settings={"max_content_width": 100, "help_option_names": ["-h", "--help"]},
    epilog=examples("show 2024-som3", "outcomes --about AI --since 2020", 'calendar --within "6 months"'),
)
@click.option(
    "--data",
    metavar="PATH",
    type=click.Path(),
    help="Add your own dataset, a file or a folder, to the bundled one.",
)
@click.option("--no-pager", is_flag=True, help="Do not show long output in a pager.")
@click.version_option(__version__, prog_name="apec-outcomes")
@click.pass_context
def app(context: click.Context, /, data: str | None, **_: object) -> None:
    """Run ``apec-outcomes``: store the options for the command."""
    context.obj = data
