"""Libraries that are not among the dependencies, imported when they are needed."""

from importlib import import_module
from typing import Any

from apec_outcomes.errors import MissingExtraError

__all__ = ["library"]


def library(module: str, extra: str, name: str | None = None) -> Any:
    """Return a library that an extra installs.

    Parameters
    ----------
    module
        The module to import.
    extra
        The extra of this package that installs it.
    name
        The name of the library, if it differs from that of the module.

    Raises
    ------
    MissingExtraError
        If it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError(name or module, extra) from error
