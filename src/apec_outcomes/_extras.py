"""Optional libraries, imported when they are needed."""

from importlib import import_module
from typing import Any

from apec_outcomes.errors import MissingExtraError

__all__ = ["ForPydantic", "library"]


def library(module: str, extra: str, name: str | None = None) -> Any:
    """Import and return an optional library.

    Parameters
    ----------
    module
        The module to import.
    extra
        The extra of this package that installs it.
    name
        The name of the library, if it differs from `module`.

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
    """A class that pydantic and FastAPI can use as the type of a field.

    Only pydantic calls its methods. They call functions of a higher layer, imported by name.
    """

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Return the schema by which pydantic validates and writes objects of the class."""
        return import_module(_FOR_PYDANTIC).core_schema_of(source, handler)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Any:
        """Return the JSON Schema for pydantic and FastAPI."""
        return import_module(_FOR_PYDANTIC).json_schema_of(cls, schema, handler)


_FOR_PYDANTIC = "apec_outcomes.export.pydantic"
