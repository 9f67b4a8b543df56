"""The texts in which records travel: parsed and written by the libraries of each format."""

import json
import os
import re
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal, get_args

from apec_outcomes._extras import library
from apec_outcomes.errors import InvalidRecordError, Problem, shown

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = ["FORMATS", "Format", "format_of", "preconfigured", "read_text", "write_text"]

Format = Literal["json", "yaml", "toml", "msgpack", "cbor"]

FORMATS: tuple[Format, ...] = get_args(Format)

_BINARY = ("msgpack", "cbor")
_SUFFIXES: dict[str, Format] = {
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".toml": "toml",
    ".msgpack": "msgpack",
    ".cbor": "cbor",
}
_LIBRARIES = {"yaml": "PyYAML", "toml": "tomli-w", "msgpack": "msgpack", "cbor": "cbor2"}
_MODULES = {"yaml": "yaml", "toml": "tomli_w", "msgpack": "msgpack", "cbor": "cbor2"}
_PRECONFIGURED = {"json": "json", "yaml": "pyyaml", "toml": "tomllib", "msgpack": "msgpack", "cbor": "cbor2"}


def format_of(path: str) -> Format | None:
    """Return the format that a file name ends in, or none."""
    return _SUFFIXES.get(os.path.splitext(path)[1].lower())


def preconfigured(format: Format) -> "Converter":
    """Return the converter that cattrs preconfigures for a format."""
    _module(format)
    made: Converter = import_module(f"cattrs.preconf.{_PRECONFIGURED[format]}").make_converter()
    return made


def read_text(text: str | bytes, format: Format) -> Any:
    """Return what a text holds, as plain builtins.

    Raises
    ------
    InvalidRecordError
        Where the text is not well-formed, names a key twice, or nests too deeply to be a record.
    """
    module = _module(format)
    if isinstance(text, str):
        text = text.removeprefix("\ufeff")
    if not isinstance(text, str | bytes | bytearray):
        raise _not_readable(f"got a value of type {type(text).__name__}", "text or bytes")
    if format in _BINARY:
        if isinstance(text, str):
            raise _not_readable("got text", f"bytes, as {format} is a binary format")
    elif not isinstance(text, str):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise _not_readable(
                f"the bytes are not UTF-8: {error.reason} at byte {error.start}", "UTF-8"
            ) from error
    read: Callable[[Any, Any], Any] = _READERS[format]
    try:
        return read(text, module)
    except InvalidRecordError:
        raise
    except RecursionError as error:
        raise _not_readable("nested too deeply", "data of the depth of a record") from error
    except Exception as error:
        # Each parser has errors of its own, with nothing in common but that the text is at fault.
        reason = " ".join(str(error).split())[:300] or type(error).__name__
        raise _not_readable(f"not well-formed {format}: {reason}", f"{format} text") from error


def write_text(data: Any, format: Format, indent: int | None = None) -> str | bytes:
    """Return plain builtins as text, or as bytes for the binary formats."""
    module = _module(format)
    match format:
        case "json":
            separators = (",", ":") if indent is None else None
            return json.dumps(data, ensure_ascii=False, indent=indent, separators=separators)
        case "yaml":
            return str(module.safe_dump(data, allow_unicode=True, sort_keys=False, width=110))
        case "toml":
            if not isinstance(data, dict):
                raise TypeError(
                    f"got {type(data).__name__}; TOML has text for a record or a dataset, not for a list"
                )
            return str(module.dumps(data))
        case _:
            return bytes(module.dumps(data))


def _module(format: Format) -> Any:
    if format == "json":
        return json
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}; expected one of {', '.join(FORMATS)}")
    return library(_MODULES[format], format, _LIBRARIES[format])


def _not_readable(message: str, expected: str) -> InvalidRecordError:
    return InvalidRecordError([Problem("$", message, expected)])


def _read_json(text: str, _: Any) -> Any:
    return json.loads(text, object_pairs_hook=_without_duplicates, parse_constant=_no_constant)


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    raise _not_readable(f"the key {shown(twice)} stands twice in one object", "each key once")


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _read_yaml(text: str, yaml: Any) -> Any:
    class Loader(yaml.SafeLoader):  # type: ignore[misc]
        """Plain data: no aliases, which make a small text huge, no key twice, no dates but as texts.

        Nor are there numbers of base 60, which YAML 1.2 gave up, and which take a time that grows with the
        square of their length.
        """

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                raise yaml.YAMLError(
                    f"an alias at line {self.peek_event().start_mark.line + 1}; expected plain data"
                )
            return super().compose_node(parent, index)

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            found = super().construct_mapping(node, deep=deep)
            if len(found) != len(node.value):
                line = node.start_mark.line + 1
                raise _not_readable(f"a key stands twice in the object at line {line}", "each key once")
            return found

        def construct_scalar(self, node: Any) -> Any:
            text = super().construct_scalar(node)
            if node.tag in _YAML_NUMBERS and (":" in text or len(text) > _LONGEST_NUMBER):
                raise yaml.YAMLError(
                    f"{shown(text)} at line {node.start_mark.line + 1}; "
                    f"expected a plain number of at most {_LONGEST_NUMBER} characters, or a text in quotes"
                )
            return text

    # A date that YAML would make of 2024-08-26 is an EDTF text here.
    Loader.yaml_implicit_resolvers = {
        first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader)


_YAML_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
_LONGEST_NUMBER = 100


def _read_toml(text: str, _: Any) -> Any:
    import tomllib

    # The time for a dotted key grows with the square of its length.
    if any(piece["beyond"] for piece in re.finditer(_TOML_PIECE, text, re.VERBOSE)):
        raise ValueError("a dotted key of more than 1,000 parts")
    return tomllib.loads(text)


# A comment, a text of several lines, or what may be a dotted key. Each piece is cut off once and never read
# again, closed or not, so that the time grows only with the length of the whole.
_PART = r"""(?: [\w-]++ | "(?: [^"\\\n] | \\[^\n] )*+"? | '[^'\n]*+'? )"""
_DOT = r"[ \t]*+\.[ \t]*+"
_TOML_PIECE = rf"""
    \#[^\n]*+
    | \"{{3}} (?: [^"\\] | \\[\s\S] | "{{1,2}}(?!") )*+ "{{0,5}}
    | '{{3}} (?: [^'] | '{{1,2}}(?!') )*+ '{{0,5}}
    | {_PART} (?: {_DOT} {_PART} ){{0,999}}+ (?P<beyond> {_DOT} {_PART} )?
"""


def _read_msgpack(data: bytes, msgpack: Any) -> Any:
    return msgpack.unpackb(data, object_pairs_hook=_without_duplicates, strict_map_key=False)


def _read_cbor(data: bytes, cbor2: Any) -> Any:
    stream = BytesIO(data)
    # Shared values make a small text huge, as aliases do in YAML.
    refused = dict.fromkeys((28, 29), _no_shared_value)
    decoder = cbor2.CBORDecoder(
        stream, semantic_decoders=refused, allow_duplicate_keys=False, strict_hashable_types=True, read_size=1
    )
    found = decoder.decode()
    if stream.read(1):
        raise ValueError("more bytes follow the value")
    return found


def _no_shared_value(_: Any) -> Any:
    raise ValueError("a shared value; expected plain data")


_READERS: dict[str, Callable[[Any, Any], Any]] = {
    "json": _read_json,
    "yaml": _read_yaml,
    "toml": _read_toml,
    "msgpack": _read_msgpack,
    "cbor": _read_cbor,
}
