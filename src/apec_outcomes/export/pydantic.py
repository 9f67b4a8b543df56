"""Support of pydantic for records, spans and datasets.

Every class works as a field of a model, and as a parameter and a return type in FastAPI. It is validated by
`apec_outcomes.structure`, written by `apec_outcomes.unstructure`, and described by its JSON Schema.
"""

import re
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import InvalidRecordError, Problem
from apec_outcomes.export.jsonschema import json_schema
from apec_outcomes.model._fields import fields_of
from apec_outcomes.model._record import Record
from apec_outcomes.serialization.converters import structure, unstructure
from apec_outcomes.serialization.document import DatasetDocument

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema, InitErrorDetails

__all__ = ["core_schema_of", "json_schema_of"]


def core_schema_of(cls: type[Any], handler: "GetCoreSchemaHandler") -> "CoreSchema":
    """Return the schema by which pydantic validates and writes objects of a class."""
    from pydantic_core import ValidationError, core_schema

    def validate(value: Any) -> Any:
        if isinstance(value, cls):
            return value
        try:
            return structure(value, cls)
        except InvalidRecordError as error:
            details = [_details(problem, value) for problem in error.problems]
            raise ValidationError.from_exception_data(cls.__name__, details) from error

    inside = [handler.generate_schema(part) for part in _inside(cls)]
    return core_schema.no_info_plain_validator_function(
        validate,
        ref=f"{cls.__module__}.{cls.__qualname__}:{id(cls)}",
        json_schema_input_schema=core_schema.tuple_schema(inside),
        serialization=core_schema.plain_serializer_function_ser_schema(unstructure),
    )


def json_schema_of(cls: type[Any], schema: Any, handler: "GetJsonSchemaHandler") -> dict[str, Any]:
    """Return the JSON Schema of a class, with pydantic's references to the classes in its fields."""
    described = json_schema(cls)
    for key in ("$schema", "$defs"):
        described.pop(key, None)
    # `core_schema_of` lists these classes so that pydantic defines each of them and returns its reference.
    listed = handler(schema["json_schema_input_schema"])
    references = {
        f"#/$defs/{part.__name__}": reference
        for part, reference in zip(_inside(cls), listed.get("prefixItems", ()), strict=True)
    }
    return dict(_referring(described, references))


def _inside(cls: type[Any]) -> list[type[Any]]:
    """Return the classes of the values in the fields of a class."""
    if cls is DateSpan:
        return []
    document = cls if issubclass(cls, Record) else DatasetDocument
    types = (type_ for field in fields_of(document) for type_ in field.kind.types)
    known = (Record, DateSpan, StrEnum)
    return [each for each in dict.fromkeys(types) if isinstance(each, type) and issubclass(each, known)]


def _referring(schema: Any, references: dict[str, Any]) -> Any:
    """Return a JSON Schema with its references replaced."""
    if isinstance(schema, dict):
        rest = {key: _referring(value, references) for key, value in schema.items() if key != "$ref"}
        return {**references[schema["$ref"]], **rest} if "$ref" in schema else rest
    return [_referring(each, references) for each in schema] if isinstance(schema, list) else schema


def _details(problem: Problem, value: Any) -> "InitErrorDetails":
    from pydantic_core import PydanticCustomError

    context = {"problem": problem.message, "expected": problem.expected}
    error = PydanticCustomError("invalid_record", "{problem}; expected {expected}", context)
    location = _location(problem.path)
    with suppress(LookupError, TypeError):
        for part in location:
            value = value[part]
    return {"type": error, "loc": location, "input": value}


def _location(path: str) -> tuple[str | int, ...]:
    """Return a path in the form that pydantic uses.

    >>> _location("$.sessions[2].themes[0]")
    ('sessions', 2, 'themes', 0)
    """
    parts = re.finditer(r"\.(?P<name>\w+)|\[(?P<index>[0-9]+)\]|\[(?P<text>.+)\]$", path)
    return tuple(int(part["index"]) if part["index"] else part["name"] or part["text"] for part in parts)
