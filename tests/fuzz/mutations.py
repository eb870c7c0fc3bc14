"""Bytes that were damaged in the ways files and messages are: flipped, cut, doubled, spliced, filled with the odd."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

# What parsers stumble over: ends, signs, deep nesting, large numbers, half a character, other encodings.
ODD = (
    b"", b"\x00", b"\xff" * 4, b"\x7f\xff\xff\xff", b"-1", b"1e999", b"NaN", b"null", b"[]", b"{}", b"\\ud800", b'"',
    b"\xed\xa0\x80", b"\xef\xbb\xbf", "\u2028".encode(), b"[" * 2000, b'{"a":' * 500, b"9" * 400, b"../../etc/passwd",
    b"%s%n", b"\r\n\r\n", "٣".encode(),
)  # fmt: skip


# What a value of a message may be instead of what it should be.
ODD_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 2**31, 2**63, -(2**70), 1e308, -0.0, float("nan"), float("inf"), "", " ", "\x00", "a" * 5000,
    "\ud800", "\u202e", "%", "*" * 60, "0001-01-01T00:00:00", "9999-12-31T23:59:59.999999+00:00", "2026-03-04T10:00",
    "0001-01-01T00:00:00+14:00", "00000000-0000-0000-0000-000000000000", [], {}, [[]] * 40, {"$at": 1}, ["a", None],
    'NEAR("a" OR', '"', "'; DROP TABLE observation", "../../etc/passwd", "٣", "語" * 300,
)  # fmt: skip


def with_odd_values(message: Any, chance: random.Random) -> Any:
    """`message` (plain JSON values) with one to three of its values replaced by odd ones."""
    for _ in range(chance.randint(1, 3)):
        holders = [(holder, key) for holder in _holders(message) for key in _keys(holder)]
        holder, key = chance.choice(holders)
        holder[key] = deepcopy(chance.choice(ODD_VALUES))
    return message


def _holders(value: Any) -> list[Any]:
    inner = [item for key in _keys(value) for item in _holders(value[key])]
    return [value, *inner] if isinstance(value, dict | list) else []


def _keys(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value)
    return list(range(len(value))) if isinstance(value, list) else []


def damaged(seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """One of `seeds` after one to six damages."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, 6)):
        chance.choice(_DAMAGES)(data, seeds, chance)
    return bytes(data)


def _flip(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    del seeds
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _replace(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    del seeds
    if data:
        data[chance.randrange(len(data))] = chance.randrange(256)


def _cut(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    del seeds
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    del data[start:end]


def _double(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    del seeds
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    data[start:start] = data[start:end]


def _splice(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    other = chance.choice(seeds)
    start, end = sorted(chance.randrange(len(other) + 1) for _ in range(2))
    place = chance.randrange(len(data) + 1)
    data[place:place] = other[start:end]


def _odd(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    del seeds
    start = chance.randrange(len(data) + 1)
    data[start : start + chance.randrange(8)] = chance.choice(ODD)


_DAMAGES: tuple[Callable[[bytearray, Sequence[bytes], random.Random], None], ...] = (
    _flip, _flip, _replace, _cut, _double, _splice, _odd, _odd,
)  # fmt: skip
