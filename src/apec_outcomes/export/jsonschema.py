"""JSON Schemas of the classes (draft 2020-12), made from the classes themselves.

What a schema takes, `apec_outcomes.structure` takes too, but for what JSON Schema has no words for: that a
span ends after it starts, that references lead somewhere, that ids stand once, that ``2024.0`` is no whole
number.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

import attrs

from apec_outcomes.dates import DateSpan
from apec_outcomes.errors import QueryError
from apec_outcomes.export._docstrings import field_descriptions, summary_of
from apec_outcomes.model import Difference
from apec_outcomes.model._record import UNREADABLE, Pattern, Range, Record, Reference
from apec_outcomes.serialization.document import DatasetDocument

__all__ = ["json_schema"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

# The end of a text: `$` would let a line break pass in Python.
_END = r"(?![\s\S])"
_TEXT = rf"^[^{UNREADABLE}]+{_END}"

_YEAR = "(?!0000)[0-9]{4}"
_LEAP = "(?!0000)(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_DAY_OF_YEAR = "|".join(
    (
        "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])",
        "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)",
        "02-(?:0[1-9]|1[0-9]|2[0-8])",
    )
)
_DATE = f"(?:{_YEAR}(?:-(?:0[1-9]|1[0-2]|{_DAY_OF_YEAR}))?|{_LEAP}-02-29)"
_SPAN = {
    "type": "string",
    "description": "A day, a month or a year, or two of them with a slash between: EDTF, level 0.",
    "pattern": f"^{_DATE}(?:/{_DATE})?{_END}",
    "examples": ["2024-11-15/2024-11-16", "2024-08", "2024"],
}


def json_schema(cls: type) -> dict[str, Any]:
    """Return the JSON Schema of a class of the record, or of a dataset.

    Parameters
    ----------
    cls
        `Meeting`, `Outcome` or another class of the record, an enum of theirs, `DateSpan`, or `Dataset`.

    Raises
    ------
    QueryError
        Where it is something else.

    >>> import apec_outcomes as apec
    >>> from apec_outcomes.export.jsonschema import json_schema
    >>> json_schema(apec.Document)["required"]
    ['title', 'kind']
    >>> json_schema(apec.Document)["properties"]["date"]
    {'anyOf': [{'$ref': '#/$defs/DateSpan'}, {'type': 'null'}], 'description': 'When it was issued.'}
    """
    root: Any = DatasetDocument if _is_dataset(cls) else cls
    known = isinstance(root, type) and issubclass(root, Record | StrEnum | DateSpan)
    if not known or root in (Record, StrEnum):
        raise QueryError(f"got {cls!r}; expected a class of the record, DateSpan or Dataset")
    definitions: dict[str, Any] = {}
    _reference(root, definitions)
    schema = {"$schema": DIALECT, "title": cls.__name__, **definitions.pop(root.__name__)}
    return schema | ({"$defs": dict(sorted(definitions.items()))} if definitions else {})


def _is_dataset(cls: object) -> bool:
    """Return whether objects of a class hold all collections."""
    names = (field.name for field in attrs.fields(DatasetDocument) if field.name != "schema")
    return isinstance(cls, type) and not issubclass(cls, Record) and all(hasattr(cls, each) for each in names)


def _reference(cls: type, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return a reference to the definition of a class, which is made when it is first referred to."""
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
    told = field_descriptions(cls)
    properties = {}
    for field in attrs.fields(cls):
        schema = _schema(field.type, definitions)
        if field.name in told:
            schema = schema | {"description": told[field.name]}
        properties[field.name] = schema
    schema = {
        "type": "object",
        "description": summary_of(cls),
        "properties": properties,
        "required": [field.name for field in attrs.fields(cls) if field.default is attrs.NOTHING],
        "additionalProperties": False,
    }
    if cls is Difference:
        # Dates where the field that differs is dates, texts where it is another.
        dates, texts = (
            {"properties": dict.fromkeys(("announced", "took_place"), _schema(kind | None, definitions))}
            for kind in (DateSpan, str)
        )
        schema |= {"if": {"properties": {"field": {"const": "dates"}}}, "then": dates, "else": texts}
    return schema


def _schema(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of what a field of this type holds."""
    if get_origin(kind) is Annotated:
        inner, *notes = get_args(kind)
        schema = _schema(inner, definitions)
        for note in notes:
            if isinstance(note, Pattern):
                schema |= {"allOf": [{"pattern": f"^(?:{note.regex}){_END}"}]}
            elif isinstance(note, Range):
                schema |= {"minimum": note.least, "maximum": note.most}
            elif isinstance(note, Reference):
                schema |= {"$comment": f"the id of one of the {note.collection}"}
        return schema
    if get_origin(kind) is tuple:
        first, *others = get_args(kind)
        if others == [Ellipsis]:
            return {"type": "array", "items": _schema(first, definitions)}
        parts = [_schema(part, definitions) for part in (first, *others)]
        return {"type": "array", "prefixItems": parts, "minItems": len(parts), "maxItems": len(parts)}
    if get_args(kind):
        return {"anyOf": [_schema(part, definitions) for part in get_args(kind)]}
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    return _reference(kind, definitions)


_PLAIN: Mapping[Any, Mapping[str, Any]] = {
    NoneType: {"type": "null"},
    str: {"type": "string", "pattern": _TEXT},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
}
