"""Messages between our processes: length-prefixed JSON and raw buffers, checked by schema. No pickle.

A message on the wire is: header length (4 bytes, big endian), header (JSON: `{"body": ..., "buffers": [lengths]}`),
then the buffers. Bytes inside a body travel as buffers; datetimes, UUIDs and enums as text; dataclasses as objects.
A key of an object that begins with `$` travels with a second one: the single `$` is the wire's own.
"""

from __future__ import annotations

import dataclasses
import json
import struct
from collections.abc import Callable, Iterable
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, Protocol
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

_LENGTH = struct.Struct(">I")
_OWN = "$"
_BUFFER = "$buffer"

# A header above this is not ours: a 2,000-frame page of the timeline is about 1 MB.
MOST_HEADER_BYTES = 64 * 1024 * 1024
# A 4K picture in raw BGRA is 33 MB; a page of vectors 12 MB.
MOST_BUFFER_BYTES = 256 * 1024 * 1024


# Years in which every time can be told in every zone.
_FIRST_YEAR, _LAST_YEAR = 2, 9998


class WireError(Exception):
    """The other side sent something that is not a message of ours, or went away."""


class Stream(Protocol):
    """A two-way flow of bytes: a socket, or a pair of pipes."""

    def read(self, count: int) -> bytes:
        """Exactly `count` bytes; raises WireError at the end of the stream."""

    def write(self, data: bytes) -> None:
        """All of `data`; raises WireError when the other side is gone."""

    def close(self) -> None:
        """Ends the flow; a read under way raises WireError."""


def send(stream: Stream, body: dict[str, Any]) -> None:
    """Writes one message. `body` may hold dataclasses, datetimes, UUIDs, enums and bytes at any depth."""
    buffers: list[bytes] = []
    plain = _plain(body, buffers.append, buffers)
    header = json.dumps({"body": plain, "buffers": [len(buffer) for buffer in buffers]}, ensure_ascii=False)
    # Half a surrogate pair can stand in JSON that people hand in, and in names of files.
    encoded = header.encode(errors="surrogatepass")
    stream.write(b"".join([_LENGTH.pack(len(encoded)), encoded, *buffers]))


def receive(stream: Stream) -> dict[str, Any]:
    """Reads one message; raises WireError on anything malformed or at the end of the stream."""
    (length,) = _LENGTH.unpack(stream.read(_LENGTH.size))
    if length > MOST_HEADER_BYTES:
        raise WireError("a message header is too long")
    try:
        header = json.loads(stream.read(length))
        lengths = [int(size) for size in header["buffers"]]
        body = header["body"]
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        # Without its cause, which holds the text of the message.
        raise WireError("a message header is malformed") from None
    if not isinstance(body, dict) or any(not 0 <= size <= MOST_BUFFER_BYTES for size in lengths):
        raise WireError("a message header is malformed")
    buffers = [stream.read(size) for size in lengths]
    try:
        restored: dict[str, Any] = _restored(body, buffers)
    except RecursionError:
        raise WireError("a message is nested too deeply") from None
    return restored


def checked(value: Any, annotation: Any) -> Any:
    """`value` (as received) turned into `annotation`'s type; raises WireError when it does not fit."""
    try:
        return _adapter(annotation).validate_python(value)
    except (ValidationError, RecursionError) as misfit:
        # Without its cause, which quotes what does not fit.
        raise WireError(f"a message does not fit its schema ({type(misfit).__name__})") from None


def refuse_unusable(value: Any) -> None:
    """Raises WireError for what has the right type and would still break whoever reckons with it.

    Times have an offset and can be told in every zone, whole numbers fit into 64 bits.
    """
    if isinstance(value, datetime) and (value.tzinfo is None or not _FIRST_YEAR <= value.year <= _LAST_YEAR):
        raise WireError("a time is out of range, or has no offset")
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise WireError("a number is out of range")
    for inner in _inside(value):
        refuse_unusable(inner)


def _inside(value: Any) -> Iterable[Any]:
    """What `value` is made of."""
    if dataclasses.is_dataclass(value):
        return [getattr(value, item.name) for item in dataclasses.fields(value)]
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list | tuple) else ()


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


def _plain(value: Any, add: Callable[[bytes], None], buffers: list[bytes]) -> Any:
    if value is None or isinstance(value, bool | int | float) or type(value) is str:
        return value
    if isinstance(value, bytes | bytearray | memoryview):
        add(bytes(value))
        return {_BUFFER: len(buffers) - 1}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if dataclasses.is_dataclass(value):
        return {
            item.name: _plain(getattr(value, item.name), add, buffers) for item in dataclasses.fields(value)
        }
    if isinstance(value, dict):
        return {_key(key): _plain(item, add, buffers) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, add, buffers) for item in value]
    raise TypeError(f"a {type(value).__name__} cannot travel in a message")


def _key(key: object) -> str:
    text = str(key)
    return _OWN + text if text.startswith(_OWN) else text


def _restored(value: Any, buffers: list[bytes]) -> Any:
    if isinstance(value, dict):
        if set(value) == {_BUFFER}:
            return _buffer(value[_BUFFER], buffers)
        return {key.removeprefix(_OWN): _restored(item, buffers) for key, item in value.items()}
    if isinstance(value, list):
        return [_restored(item, buffers) for item in value]
    return value


def in_whole_characters(value: Any) -> Any:
    """`value` (as received) with question marks for halves of surrogate pairs, which no database keeps."""
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    if isinstance(value, dict):
        return {in_whole_characters(key): in_whole_characters(item) for key, item in value.items()}
    if isinstance(value, list):
        return [in_whole_characters(item) for item in value]
    return value


def plain(value: Any) -> Any:
    """`value` as JSON values (no bytes): datetimes, UUIDs and enums as text, dataclasses as objects."""
    return _plain(value, _no_bytes, [])


def _no_bytes(data: bytes) -> None:
    raise TypeError(f"{len(data)} bytes cannot be written as JSON")


def _buffer(index: Any, buffers: list[bytes]) -> bytes:
    if not isinstance(index, int) or not 0 <= index < len(buffers):
        raise WireError("a message names a buffer it does not bring")
    return buffers[index]
