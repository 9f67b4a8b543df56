"""The text formats: their names, the extensions of their files, and the libraries for them."""

import os
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from apec_outcomes._extras import library
from apec_outcomes.errors import FormatError, listed, quoted

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = ["FILE_EXTENSIONS", "Format", "format_of", "is_binary", "library_of", "preconfigured"]

Format = Literal["json", "jsonl", "yaml", "toml", "msgpack", "cbor"]


class _Row(NamedTuple):
    """A format.

    Parameters
    ----------
    preconf
        The module of `cattrs.preconf`.
    module, library
        The module that reads or writes the format, and its library, which the extra of the format installs.
    extensions
        The file extensions.
    is_binary
        Whether the format is bytes, not text.
    """

    preconf: str
    module: str
    library: str | None = None
    extensions: tuple[str, ...] = ()
    is_binary: bool = False


_FORMATS: Mapping[Format, _Row] = {
    "json": _Row("json", "json", extensions=(".json",)),
    "jsonl": _Row("json", "json"),
    "yaml": _Row("pyyaml", "yaml", "PyYAML", (".yaml", ".yml")),
    "toml": _Row("tomllib", "tomli_w", "tomli-w", (".toml",)),
    "msgpack": _Row("msgpack", "msgpack", "msgpack", (".msgpack",), is_binary=True),
    "cbor": _Row("cbor2", "cbor2", "cbor2", (".cbor",), is_binary=True),
}
_BY_EXTENSION: dict[str, Format] = {
    extension: name for name, row in _FORMATS.items() for extension in row.extensions
}

FILE_EXTENSIONS = tuple(_BY_EXTENSION)
"""The extensions of dataset files."""


def format_of(path: str) -> Format | None:
    """Return the format of a file from its extension, or None."""
    return _BY_EXTENSION.get(os.path.splitext(path)[1].lower())


def is_binary(format: Format) -> bool:
    """Return whether a format is bytes, not text."""
    return _FORMATS[format].is_binary


def library_of(format: Format) -> Any:
    """Return the module that reads or writes a format.

    Raises
    ------
    FormatError
        If the format is unknown.
    MissingExtraError
        If its library is not installed.
    """
    if not isinstance(format, str) or format not in _FORMATS:
        raise FormatError(f"got the format {quoted(format)}; expected {listed(_FORMATS, 'or')}")
    row = _FORMATS[format]
    return library(row.module, format, row.library) if row.library else import_module(row.module)


def preconfigured(format: Format) -> "Converter":
    """Return the converter that cattrs preconfigures for a format."""
    library_of(format)
    made: Converter = import_module(f"cattrs.preconf.{_FORMATS[format].preconf}").make_converter()
    return made
