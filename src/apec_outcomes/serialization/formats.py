"""The text formats, each parsed and written by its library."""

import json
import os
import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal, get_args

from apec_outcomes._extras import library
from apec_outcomes.errors import (
    ApecOutcomesError,
    ArgumentError,
    FormatError,
    InvalidRecordError,
    Problem,
    Problems,
    quoted,
    shown,
)

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = ["FILE_FORMATS", "Format", "format_of", "preconfigured", "read_text", "write_text"]

Format = Literal["json", "jsonl", "yaml", "toml", "msgpack", "cbor"]

_FORMATS: tuple[Format, ...] = get_args(Format)

_BINARY = ("msgpack", "cbor")
_SUFFIXES: dict[str, Format] = {
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".toml": "toml",
    ".msgpack": "msgpack",
    ".cbor": "cbor",
}
FILE_FORMATS: tuple[Format, ...] = tuple(dict.fromkeys(_SUFFIXES.values()))
"""The formats in which a dataset is written to a file."""

_LIBRARIES = {"yaml": "PyYAML", "toml": "tomli-w", "msgpack": "msgpack", "cbor": "cbor2"}
_MODULES = {"yaml": "yaml", "toml": "tomli_w", "msgpack": "msgpack", "cbor": "cbor2"}
_PRECONFIGURED = {
    "json": "json",
    "jsonl": "json",
    "yaml": "pyyaml",
    "toml": "tomllib",
    "msgpack": "msgpack",
    "cbor": "cbor2",
}


def format_of(path: str) -> Format | None:
    """Return the format that a file name ends in, or none."""
    return _SUFFIXES.get(os.path.splitext(path)[1].lower())


def preconfigured(format: Format) -> "Converter":
    """Return the converter that cattrs preconfigures for a format."""
    _module(format)
    made: Converter = import_module(f"cattrs.preconf.{_PRECONFIGURED[format]}").make_converter()
    return made


def read_text(text: str | bytes, format: Format) -> Any:
    """Return the content of a text as plain builtins; that of JSON Lines is a list.

    Raises
    ------
    InvalidRecordError
        If the text is not well-formed, has a duplicate key, or is nested too deeply to be a record.
    FormatError
        If the format is unknown.
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
        raise _not_readable("nested too deeply", "data as deep as a record") from error
    except Exception as error:
        # Each parser has errors of its own, with nothing in common but that the text is at fault.
        raise _not_readable(f"not well-formed {format}: {_reason(error)}", f"{format} text") from error


def write_text(data: Any, format: Format, indent: int | None = None) -> str | bytes:
    """Return plain builtins as text, or as bytes for the binary formats.

    Raises
    ------
    ArgumentError
        If the data are not plain builtins, or TOML is to hold a list.
    FormatError
        If the format is unknown, or cannot hold a value, such as a number of too many digits.
    """
    module = _module(format)
    try:
        return _write(data, format, indent, module)
    except ApecOutcomesError:
        raise
    except RecursionError as error:
        raise FormatError(f"nested too deeply for {format}; expected data as deep as a record") from error
    except TypeError as error:
        raise ArgumentError(
            f"cannot write this as {format}: {_reason(error)}; expected plain data"
        ) from error
    except Exception as error:
        # Each writer has errors of its own, with nothing in common but that the data are at fault.
        raise FormatError(f"cannot write this as {format}: {_reason(error)}; expected plain data") from error


def _write(data: Any, format: Format, indent: int | None, module: Any) -> str | bytes:
    match format:
        case "json":
            return _json(data, indent)
        case "jsonl":
            return "".join(f"{_json(line)}\n" for line in (data if isinstance(data, list) else [data]))
        case "yaml":
            dumper = _yaml_dumper(module)
            return str(module.dump(data, Dumper=dumper, allow_unicode=True, sort_keys=False, width=110))
        case "toml":
            if not isinstance(data, dict):
                raise ArgumentError(
                    f"got {shown(data)}; a TOML text holds a record or a dataset; write lists as jsonl"
                )
            return str(module.dumps(data))
        case _:
            return bytes(module.dumps(data))


def _json(data: Any, indent: int | None = None) -> str:
    separators = (",", ":") if indent is None else None
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)


def _module(format: Format) -> Any:
    if format in ("json", "jsonl"):
        return json
    if not isinstance(format, str) or format not in _FORMATS:
        known = f"{', '.join(_FORMATS[:-1])} or {_FORMATS[-1]}"
        raise FormatError(f"got the format {quoted(format)}; expected {known}")
    return library(_MODULES[format], format, _LIBRARIES[format])


def _reason(error: Exception) -> str:
    return " ".join(str(error.__cause__ or error).split())[:300] or type(error).__name__


def _not_readable(message: str, expected: str) -> InvalidRecordError:
    return InvalidRecordError([Problem("$", message, expected)])


def _read_json(text: str, _: Any) -> Any:
    return json.loads(text, object_pairs_hook=_without_duplicates, parse_constant=_no_constant)


def _read_json_lines(text: str, _: Any) -> list[Any]:
    # Only a line feed ends a line here; a text within JSON may hold other ends of lines.
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    found, problems = [], Problems()
    for number, line in enumerate(lines, 1):
        try:
            found.append(_read_json(line, None))
        except InvalidRecordError as error:
            problems.add_error(error, f"$[{number - 1}]")
        except RecursionError:
            problems.add(
                f"$[{number - 1}]", f"line {number} is nested too deeply", "data as deep as a record"
            )
        except ValueError as error:
            message = f"line {number} is not well-formed JSON: {_reason(error)}"
            problems.add(f"$[{number - 1}]", message, "a JSON value in each line")
    problems.raise_if_any()
    return found


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    raise _not_readable(f"duplicate key {shown(twice)} in an object", "each key once")


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _read_yaml(text: str, yaml: Any) -> Any:
    class Loader(yaml.SafeLoader):  # type: ignore[misc]
        """Plain data, of which all versions of YAML have one reading.

        No aliases, which make a small text huge; no duplicate keys; dates are texts. A number that versions
        1.1 and 1.2 read differently, such as 017 or 12:30, is an error.
        """

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                raise yaml.YAMLError(f"an alias{_at(self.peek_event())}; expected plain data")
            return super().compose_node(parent, index)

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            for key, _ in node.value:
                # Long numbers can all be made to have one hash, with which a dict takes quadratic time.
                if key.tag in _YAML_NUMBERS and len(key.value) > _LONGEST_NUMERIC_KEY:
                    raise yaml.YAMLError(f"the key {shown(key.value)}{_at(key)}; expected a text")
            found = super().construct_mapping(node, deep=deep)
            if len(found) != len(node.value):
                raise _not_readable(f"a duplicate key in the object{_at(node)}", "each key once")
            return found

        def construct_scalar(self, node: Any) -> Any:
            text = super().construct_scalar(node)
            if node.tag in _YAML_NUMBERS and (len(text) > _LONGEST_NUMBER or re.match(_AMBIGUOUS, text)):
                raise yaml.YAMLError(
                    f"{shown(text)}{_at(node)}; expected a decimal number without leading zeros, "
                    f"of at most {_LONGEST_NUMBER} characters, or a text in quotes"
                )
            return text

    # A date that YAML would make of 2024-08-26 is an EDTF text here.
    Loader.yaml_implicit_resolvers = {
        first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader)


def _at(mark: Any) -> str:
    return f" at line {mark.start_mark.line + 1}"


_YAML_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
_LONGEST_NUMBER = 100
_LONGEST_NUMERIC_KEY = 18
_AMBIGUOUS = r"[-+]?(?:0[0-9_b]|.*[:_])"
"""Numbers in base 60, octal, binary, or with underscores: YAML 1.2 reads them as other values than 1.1."""


@cache
def _yaml_dumper(yaml: Any) -> Any:
    class Dumper(yaml.SafeDumper):  # type: ignore[misc]
        """Puts quotes around each text that a reader of YAML 1.1 or 1.2 would take for something else."""

    # PyYAML knows the numbers and truth values of version 1.1 only.
    Dumper.yaml_implicit_resolvers = dict(yaml.SafeDumper.yaml_implicit_resolvers)
    for tag, pattern, first in (
        ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
        ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
        ("bool", "[yYnN]", "yYnN"),
    ):
        Dumper.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})\Z"), list(first))
    return Dumper


def _read_toml(text: str, _: Any) -> Any:
    import tomllib

    # The time and memory for a dotted key grow with the square of its length.
    if any(piece["beyond"] for piece in re.finditer(_TOML_PIECE, text, re.VERBOSE)):
        raise ValueError(f"a dotted key of more than {_LONGEST_KEY} parts")
    return tomllib.loads(text)


_LONGEST_KEY = 16

# A comment, a text of several lines, or what may be a dotted key. Each piece is matched once and never read
# again, closed or not, so that the time grows only with the length of the text.
_PART = r"""(?: [\w-]++ | "(?: [^"\\\n] | \\[^\n] )*+"? | '[^'\n]*+'? )"""
_DOT = r"[ \t]*+\.[ \t]*+"
_TOML_PIECE = rf"""
    \#[^\n]*+
    | \"{{3}} (?: [^"\\] | \\[\s\S] | "{{1,2}}(?!") )*+ "{{0,5}}
    | '{{3}} (?: [^'] | '{{1,2}}(?!') )*+ '{{0,5}}
    | {_PART} (?: {_DOT} {_PART} ){{0,{_LONGEST_KEY - 1}}}+ (?P<beyond> {_DOT} {_PART} )?
"""


def _read_msgpack(data: bytes, msgpack: Any) -> Any:
    return msgpack.unpackb(data, object_pairs_hook=_without_duplicates, strict_map_key=False)


def _read_cbor(data: bytes, cbor2: Any) -> Any:
    stream = BytesIO(data)
    refused = dict.fromkeys(_CBOR_TAGS, _no_tag)
    decoder = cbor2.CBORDecoder(
        stream, semantic_decoders=refused, allow_duplicate_keys=False, strict_hashable_types=True, read_size=1
    )
    found = decoder.decode()
    if stream.read(1):
        raise ValueError("more bytes follow the value")
    return found


# Nothing in a record has a tag. Those of shared values make a small text huge, as aliases do in YAML, and
# those of large numbers and fractions take a time that grows with the square of their length.
_CBOR_TAGS = (*range(6), 25, 28, 29, 30, 35, 36, 37, 52, 54, 100, 256, 258, 260, 261, 1004, 43000)


def _no_tag(*_: Any) -> Any:
    raise ValueError("a tagged value; expected plain data")


_READERS: dict[str, Callable[[Any, Any], Any]] = {
    "json": _read_json,
    "jsonl": _read_json_lines,
    "yaml": _read_yaml,
    "toml": _read_toml,
    "msgpack": _read_msgpack,
    "cbor": _read_cbor,
}
