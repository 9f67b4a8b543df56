"""Libraries that are not among the dependencies: imported when they are called for."""

from importlib import import_module
from typing import Any

from apec_outcomes.errors import MissingExtraError

__all__ = ["library"]


def library(module: str, extra: str, name: str | None = None) -> Any:
    """Return a library that an extra brings.

    Parameters
    ----------
    module
        What is imported.
    extra
        The extra of this package that installs it.
    name
        What the library is called where that differs from the module.

    Raises
    ------
    MissingExtraError
        Where it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError(name or module, extra) from error
