"""The binary formats, MessagePack and CBOR: plain data, without duplicate keys."""

from io import BytesIO
from typing import Any

from apec_outcomes.errors import InvalidRecordError
from apec_outcomes.serialization.json import unreadable, without_duplicates

__all__ = ["read_cbor", "read_msgpack"]


def read_msgpack(data: bytes, msgpack: Any) -> Any:
    """Return the data of MessagePack."""
    try:
        return msgpack.unpackb(data, object_pairs_hook=without_duplicates, strict_map_key=False)
    except msgpack.StackError as error:
        raise RecursionError from error
    except msgpack.FormatError:
        raise ValueError("the byte 0xc1, which MessagePack does not use") from None


def read_cbor(data: bytes, cbor2: Any) -> Any:
    """Return the data of CBOR."""
    stream = BytesIO(data)
    refused = dict.fromkeys(_TAGS, _no_tag)
    decoder = cbor2.CBORDecoder(
        stream, semantic_decoders=refused, allow_duplicate_keys=False, strict_hashable_types=True, read_size=1
    )
    try:
        found = decoder.decode()
    except cbor2.CBORDecodeError as error:
        if isinstance(error.__cause__, InvalidRecordError):
            raise error.__cause__ from None
        if "nesting depth" in str(error):
            raise RecursionError from error
        raise
    if stream.read(1):
        raise ValueError("more bytes follow the value")
    return found


# Records have no tags. Shared values could expand to huge data, as YAML aliases, and the time to read large
# numbers and fractions grows with the square of their length.
_TAGS = (*range(6), 25, 28, 29, 30, 35, 36, 37, 52, 54, 100, 256, 258, 260, 261, 1004, 43000)


def _no_tag(*_: Any) -> Any:
    raise unreadable("a tagged value", "plain data")
