"""Libraries that are not among the dependencies, imported when they are needed."""

from importlib import import_module
from typing import Any

from apec_outcomes.errors import MissingExtraError

__all__ = ["ForPydantic", "library"]


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


class ForPydantic:
    """A class whose objects pydantic and FastAPI validate, write and describe.

    Only pydantic calls its methods. Their functions are in a layer above, and are found by name.
    """

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Return how pydantic validates and writes objects of the class."""
        return import_module(_FOR_PYDANTIC).core_schema_of(source, handler)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Any:
        """Return the JSON Schema that pydantic and FastAPI show."""
        return import_module(_FOR_PYDANTIC).json_schema_of(cls, schema, handler)


_FOR_PYDANTIC = "apec_outcomes.export.pydantic"
