"""The command line, ``apec-outcomes``: a module for each command, imported when it is called."""

from apec_outcomes.cli._app import app, run

__all__ = ["app", "run"]
