"""The version of the form in which datasets are written."""

from typing import Any

from apec_outcomes.errors import SchemaVersionError

__all__ = ["SCHEMA_VERSION", "refuse_newer"]

SCHEMA_VERSION = 2
"""The schema version that this library writes, and the newest that it reads."""


def refuse_newer(data: Any, file: str | None) -> None:
    """Refuse data of a newer schema version, before its unknown fields are reported as problems.

    Raises
    ------
    SchemaVersionError
        With both versions.
    """
    version = data.get("schema") if isinstance(data, dict) else None
    if type(version) is int and version > SCHEMA_VERSION:
        raise SchemaVersionError(version, SCHEMA_VERSION, file)
