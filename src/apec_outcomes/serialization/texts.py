"""Reading and writing of each format, from and to plain built-in types."""

from collections.abc import Callable
from typing import Any

from apec_outcomes.errors import ApecOutcomesError, ArgumentError, FormatError, InvalidRecordError
from apec_outcomes.serialization import binary, json, toml, yaml
from apec_outcomes.serialization.formats import Format, is_binary, library_of
from apec_outcomes.serialization.json import TOO_DEEP, reason_of, refused, unreadable

__all__ = ["read_text", "write_text"]


def read_text(text: str | bytes, format: Format) -> Any:
    """Return the content of a text as plain built-in types; that of JSON Lines is a list."""
    module = library_of(format)
    if isinstance(text, str):
        text = text.removeprefix("\ufeff")
    if not isinstance(text, str | bytes | bytearray):
        raise unreadable(f"got a value of type {type(text).__name__}", "text or bytes")
    if is_binary(format):
        if isinstance(text, str):
            raise unreadable("got text", f"bytes, as {format} is a binary format")
    elif not isinstance(text, str):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise unreadable(
                f"the bytes are not UTF-8: {error.reason} at byte {error.start}", "UTF-8"
            ) from error
    read: Callable[[Any, Any], Any] = _READERS[format]
    try:
        return read(text, module)
    except InvalidRecordError:
        raise
    except Exception as error:
        # Each parser has its own errors, without a common base class.
        raise InvalidRecordError([refused(format, text, error)]) from error


def write_text(data: Any, format: Format, indent: int | None = None) -> str | bytes:
    """Return plain built-in types as text, or as bytes for the binary formats."""
    module = library_of(format)
    try:
        return _write(data, format, indent, module)
    except ApecOutcomesError:
        raise
    except RecursionError as error:
        raise FormatError(f"{TOO_DEEP.message} for {format}; expected {TOO_DEEP.expected}") from error
    except Exception as error:
        # Each writer has its own errors, without a common base class.
        cls = ArgumentError if isinstance(error, TypeError) else FormatError
        raise cls(f"cannot write this as {format}: {reason_of(error)}; expected plain data") from error


def _write(data: Any, format: Format, indent: int | None, module: Any) -> str | bytes:
    match format:
        case "json":
            return json.written(data, indent)
        case "jsonl":
            return "".join(f"{json.written(line)}\n" for line in (data if isinstance(data, list) else [data]))
        case "yaml":
            return yaml.written(data, module)
        case "toml":
            return toml.written(data, module)
        case _:
            return bytes(module.dumps(data))


_READERS: dict[str, Callable[[Any, Any], Any]] = {
    "json": json.read,
    "jsonl": json.read_lines,
    "yaml": yaml.read,
    "toml": toml.read,
    "msgpack": binary.read_msgpack,
    "cbor": binary.read_cbor,
}
