"""The command line, as ``apec-outcomes`` or ``python -m apec_outcomes``."""

import os
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line, and end the process with its exit code."""
    code = _exit_code()
    # A normal exit frees all records one by one, which takes longer than most commands.
    if sys.stderr:
        sys.stderr.flush()
    os._exit(code)


def _exit_code() -> int:
    try:
        from apec_outcomes.cli import run

        return run()
    except KeyboardInterrupt:
        return 130
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library not in ("click", "rich"):
            raise
        from apec_outcomes.errors import MissingExtraError

        sys.stderr.write(f"Error: {MissingExtraError(library, 'cli')}\n")
        return 1


if __name__ == "__main__":
    main()
