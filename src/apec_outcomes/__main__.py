"""The command line, as ``apec-outcomes`` or ``python -m apec_outcomes``."""

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line, and end the process with its exit code."""
    try:
        from apec_outcomes.cli import run

        code = run()
    except KeyboardInterrupt:
        code = 130
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library not in ("click", "rich"):
            raise
        from apec_outcomes.errors import MissingExtraError

        sys.stderr.write(f"Error: {MissingExtraError(library, 'cli')}\n")
        code = 1
    sys.exit(code)


if __name__ == "__main__":
    main()
