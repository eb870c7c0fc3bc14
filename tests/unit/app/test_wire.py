"""Messages between processes: what goes in comes out, and what is malformed is refused."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, IntEnum, StrEnum
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import wire
from app.interfaces import Incoming, IncomingFrame, Query
from app.wire import WireError

AT = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
ID = UUID("01890a5d-ac96-774b-bcce-b302099a8057")


class MemoryStream:
    """Bytes written are read again, first in, first out."""

    def __init__(self, data: bytes = b"") -> None:
        self.data = BytesIO(data)

    def read(self, count: int) -> bytes:
        found = self.data.read(count)
        if len(found) < count:
            raise WireError("the other side is gone")
        return found

    def write(self, data: bytes) -> None:
        place = self.data.tell()
        self.data.seek(0, 2)
        self.data.write(data)
        self.data.seek(place)

    def close(self) -> None:
        self.data.close()


class Colour(StrEnum):
    RED = "red"


class Number(IntEnum):
    ONE = 1


class Plain(Enum):
    A = "a"


@dataclass(frozen=True, slots=True)
class Part:
    data: bytes
    colour: Colour


@dataclass(frozen=True, slots=True)
class Whole:
    id: UUID
    at: datetime
    parts: tuple[Part, ...]
    fields: dict[str, Any]


def sent(body: dict[str, Any]) -> bytes:
    stream = MemoryStream()
    wire.send(stream, body)
    return stream.data.getvalue()


def carried(body: dict[str, Any]) -> dict[str, Any]:
    return wire.receive(MemoryStream(sent(body)))


def message(header: bytes, *buffers: bytes) -> MemoryStream:
    return MemoryStream(b"".join([struct.pack(">I", len(header)), header, *buffers]))


KEYS = st.text(max_size=8) | st.sampled_from(["$buffer", "$", "$$buffer"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_every_body_comes_out_as_it_went_in(body: dict[str, Any]) -> None:
    assert carried(body) == body


@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=3), min_size=1, max_size=4))
def test_messages_follow_each_other_on_one_stream(bodies: list[dict[str, Any]]) -> None:
    stream = MemoryStream()

    for body in bodies:
        wire.send(stream, body)

    assert [wire.receive(stream) for _ in bodies] == bodies


@given(st.dictionaries(KEYS, VALUES, max_size=3), st.data())
def test_a_message_cut_off_anywhere_is_refused(body: dict[str, Any], data: st.DataObject) -> None:
    whole = sent(body)
    kept = data.draw(st.integers(0, len(whole) - 1))

    with pytest.raises(WireError):
        wire.receive(MemoryStream(whole[:kept]))


def test_a_dataclass_comes_back_by_its_schema() -> None:
    whole = Whole(
        ID, AT, (Part(b"\x00\xff", Colour.RED), Part(b"", Colour.RED)), {"n": Number.ONE, "p": Plain.A}
    )

    found = wire.checked(carried({"it": whole})["it"], Whole)

    assert found == Whole(ID, AT, whole.parts, {"n": 1, "p": "a"})


def test_what_the_faces_ask_comes_back_by_its_schema() -> None:
    query = Query("tea", kinds=("core",), since=AT, apps=("Mail",), limit=3)
    items = [Incoming(frame=IncomingFrame(AT, picture=b"\x89PNG", app="Mail"))]

    found = carried({"query": query, "items": items})

    assert wire.checked(found["query"], Query) == query
    assert wire.checked(found["items"], list[Incoming]) == items


def test_half_a_surrogate_pair_survives() -> None:
    assert carried({"name": "bad\udcffname"}) == {"name": "bad\udcffname"}


@pytest.mark.parametrize("buffer", [b"xy", bytearray(b"xy"), memoryview(b"xy")])
def test_every_kind_of_bytes_is_a_buffer(buffer: bytes | bytearray | memoryview) -> None:
    assert carried({"data": buffer}) == {"data": b"xy"}


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"not json",
        b"\xff\xfe\xff",
        b"[]",
        b"{}",
        b'{"body": {}}',
        b'{"buffers": []}',
        b'{"body": [], "buffers": []}',
        b'{"body": {}, "buffers": 3}',
        b'{"body": {}, "buffers": ["x"]}',
        b'{"body": {}, "buffers": [-1]}',
        b'{"body": {}, "buffers": [Infinity]}',
        b'{"body": {}, "buffers": [268435457]}',
        b'{"body": {"x": {"$buffer": 0}}, "buffers": []}',
        b'{"body": {"x": {"$buffer": -1}}, "buffers": []}',
        b'{"body": {"x": {"$buffer": "0"}}, "buffers": []}',
        pytest.param(b'{"buffers": [], "body": ' + b'{"x":' * 100_000, id="too deep for JSON"),
        pytest.param(b'{"buffers": [], "body": ' + b'{"x":' * 900 + b"1" + b"}" * 901, id="too deep for us"),
    ],
)
def test_a_malformed_header_is_refused(header: bytes) -> None:
    with pytest.raises(WireError):
        wire.receive(message(header))


def test_a_buffer_beyond_the_last_is_refused() -> None:
    header = json.dumps({"body": {"x": {"$buffer": 1}}, "buffers": [2]}).encode()

    with pytest.raises(WireError, match="names a buffer"):
        wire.receive(message(header, b"xy"))


def test_a_header_that_claims_to_be_huge_is_refused_unread() -> None:
    stream = MemoryStream(struct.pack(">I", wire.MOST_HEADER_BYTES + 1) + b"rest")

    with pytest.raises(WireError, match="too long"):
        wire.receive(stream)

    assert stream.data.read() == b"rest"


@pytest.mark.parametrize("value", [object(), {1, 2}, 1j])
def test_what_cannot_travel_is_told_before_anything_is_written(value: object) -> None:
    stream = MemoryStream()

    with pytest.raises(TypeError, match="cannot travel"):
        wire.send(stream, {"first": b"bytes", "second": value})

    assert stream.data.getvalue() == b""


@pytest.mark.parametrize(
    ("value", "annotation"),
    [
        ("x", int),
        ({"text": 3}, Query),
        ({"text": "x", "since": "soon"}, Query),
        ("not-an-id", UUID),
        ([1], list[str]),
    ],
)
def test_what_does_not_fit_its_schema_is_refused(value: object, annotation: Any) -> None:
    with pytest.raises(WireError, match="does not fit its schema"):
        wire.checked(value, annotation)


@pytest.mark.parametrize(
    "refuse",
    [
        lambda: wire.checked({"text": 3, "apps": "the-secret"}, Query),
        lambda: wire.receive(message(b'{"body": the-secret')),
    ],
)
def test_a_refusal_carries_nothing_of_the_message(refuse: Callable[[], object]) -> None:
    with pytest.raises(WireError) as refusal:
        refuse()

    assert "the-secret" not in str(refusal.value)
    assert refusal.value.__suppress_context__
    assert refusal.value.__cause__ is None


def test_plain_writes_json_values_and_refuses_bytes() -> None:
    assert wire.plain({"at": AT, "id": ID, "of": (Colour.RED,)}) == {
        "at": AT.isoformat(),
        "id": str(ID),
        "of": ["red"],
    }
    with pytest.raises(TypeError):
        wire.plain({"data": b"xy"})
