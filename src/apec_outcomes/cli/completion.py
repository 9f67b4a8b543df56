"""``apec-outcomes completion``: the script for completion of commands, options and ids in a shell."""

import click
from click.shell_completion import shell_complete

__all__ = ["command"]

_SHELLS = ("bash", "zsh", "fish")
_PROGRAM = "apec-outcomes"
_SETUP = """\b
bash: add this line to ~/.bashrc
  eval "$(apec-outcomes completion bash)"
zsh: add this line to ~/.zshrc, after compinit
  eval "$(apec-outcomes completion zsh)"
fish: run this command once
  apec-outcomes completion fish > ~/.config/fish/completions/apec-outcomes.fish"""


@click.command(
    "completion",
    help="Print the script for completion of commands, options, ids and themes in SHELL (bash, zsh or fish).",
    short_help="Print the script for completion in a shell.",
    epilog=_SETUP,
)
@click.argument("shell", metavar="SHELL", type=click.Choice(_SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Run ``apec-outcomes completion``."""
    variable = f"_{_PROGRAM.replace('-', '_').upper()}_COMPLETE"
    shell_complete(context.find_root().command, {}, _PROGRAM, variable, f"{shell}_source")
