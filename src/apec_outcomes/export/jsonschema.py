"""JSON Schemas (draft 2020-12), generated from the classes.

`apec_outcomes.structure` accepts every value that a schema accepts, except for rules that JSON Schema cannot
express: a span ends after it starts, references lead to a record, ids are unique, ``2024.0`` is not an
integer, a text has no lone surrogates.

Patterns use only syntax that the regex engines of all languages share (JSON Schema core, 6.4): no look-ahead,
no shorthand character classes, no escapes of code points.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import ArgumentError, quoted
from apec_outcomes.export._docstrings import field_descriptions, summary_of
from apec_outcomes.model import Difference
from apec_outcomes.model._fields import Kind, fields_of, kind_of
from apec_outcomes.model._record import Record
from apec_outcomes.serialization.document import DatasetDocument

__all__ = ["json_schema"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_UNREADABLE = "\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe-\uffff"
"""The characters that no text may contain, except lone surrogates, which some engines see in emoji."""
_SPACES = "\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""The white space of Python, as the content of a character class."""
_ONE_LINE = {"not": {"pattern": "\\n"}}
"""No line breaks: Python's ``$`` also matches before a final one."""

_YEAR = "([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_LEAP = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)"
_DAY_OF_YEAR = "|".join(
    (
        "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])",
        "(0[469]|11)-(0[1-9]|[12][0-9]|30)",
        "02-(0[1-9]|1[0-9]|2[0-8])",
    )
)
_DATE = f"({_YEAR}(-(0[1-9]|1[0-2]|{_DAY_OF_YEAR}))?|{_LEAP}-02-29)"
_SPAN = {
    "type": "string",
    "description": "A day, month or year, or two of them separated by a slash: EDTF, level 0.",
    "pattern": f"^{_DATE}(/{_DATE})?$",
    **_ONE_LINE,
    "examples": ["2024-11-15/2024-11-16", "2024-08", "2024"],
}


def json_schema(cls: type) -> dict[str, Any]:
    """Return the JSON Schema of a class.

    Parameters
    ----------
    cls
        A class of records, such as `Meeting`, an enum of their fields, `DateSpan`, or `Dataset`.

    Raises
    ------
    ArgumentError
        If it is something else.

    >>> import apec_outcomes as apec
    >>> from apec_outcomes.export.jsonschema import json_schema
    >>> json_schema(apec.Document)["required"]
    ['title', 'kind']
    >>> json_schema(apec.Document)["properties"]["date"]
    {'anyOf': [{'$ref': '#/$defs/DateSpan'}, {'type': 'null'}], 'description': 'When it was issued.'}

    .. versionadded:: 0.2
    """
    is_dataset = isinstance(cls, type) and hasattr(cls, "__apec_structure__")
    root: Any = DatasetDocument if is_dataset else cls
    known = isinstance(root, type) and issubclass(root, Record | StrEnum | DateSpan)
    if not known or root in (Record, StrEnum):
        raise ArgumentError(f"got {quoted(cls)}; expected a class of records, DateSpan or Dataset")
    definitions: dict[str, Any] = {}
    _reference(root, definitions)
    schema = {"$schema": DIALECT, "title": cls.__name__, **definitions.pop(root.__name__)}
    return schema | ({"$defs": dict(sorted(definitions.items()))} if definitions else {})


def _reference(cls: type, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return a reference to the definition of a class, and add the definition if it is missing."""
    name = cls.__name__
    if name not in definitions:
        definitions[name] = {}
        if cls is DateSpan:
            definitions[name] = _SPAN
        elif issubclass(cls, StrEnum):
            definitions[name] = {"description": summary_of(cls), "enum": [member.value for member in cls]}
        else:
            definitions[name] = _object(cls, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _object(cls: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    descriptions = field_descriptions(cls)
    schema = {
        "type": "object",
        "description": summary_of(cls),
        "properties": {
            field.name: _schema(field.kind, definitions)
            | ({"description": descriptions[field.name]} if field.name in descriptions else {})
            for field in fields_of(cls)
        },
        "required": [field.name for field in fields_of(cls) if field.required],
        "additionalProperties": False,
    }
    if cls is Difference:
        # Dates if the differing field is `dates`, else texts.
        dates, texts = (
            {"type": "object", "properties": dict.fromkeys(("announced", "took_place"), each)}
            for each in (_schema(kind_of(kind | None), definitions) for kind in (DateSpan, str))
        )
        is_dates = {"type": "object", "properties": {"field": {"const": "dates"}}}
        schema |= {"if": is_dates, "then": dates, "else": texts}
    return schema


def _schema(kind: Kind, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of the values of a field."""
    each = [_of_type(type_, definitions) for type_ in kind.types]
    schema = each[0] if len(each) == 1 else {"anyOf": each}
    if kind.pattern:
        schema |= {"pattern": f"^({_portable(kind.pattern.regex)})$", **_ONE_LINE}
    if kind.range:
        schema |= {"minimum": kind.range.least, "maximum": kind.range.most}
    if kind.collection:
        schema |= {"$comment": f"the id of one of the {kind.collection}"}
    if kind.many:
        schema = {"type": "array", "items": schema}
    return {"anyOf": [schema, {"type": "null"}]} if kind.optional else schema


def _portable(regex: str) -> str:
    """Return a pattern of the model in the syntax that all engines share."""
    return regex.replace("(?:", "(").replace(r"[^\s", f"[^{_SPACES}").replace(r"\S", f"[^{_SPACES}]")


def _of_type(type_: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of one value of a type."""
    if (elements := kind_of(type_).elements) is not None:
        parts = [_schema(kind_of(element), definitions) for element in elements]
        return {"type": "array", "prefixItems": parts, "minItems": len(parts), "maxItems": len(parts)}
    return dict(_PLAIN[type_]) if type_ in _PLAIN else _reference(type_, definitions)


_PLAIN: Mapping[Any, Mapping[str, Any]] = {
    str: {"type": "string", "pattern": f"^[^{_UNREADABLE}]+$"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
}
