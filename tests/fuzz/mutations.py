"""Bytes that were damaged in the ways files and messages are: flipped, cut, doubled, spliced, filled with the odd."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

# What parsers stumble over: ends, signs, deep nesting, large numbers, half a character, other encodings.
ODD = (
    b"", b"\x00", b"\xff" * 4, b"\x7f\xff\xff\xff", b"-1", b"1e999", b"NaN", b"null", b"[]", b"{}", b"\\ud800", b'"',
    b"\xed\xa0\x80", b"\xef\xbb\xbf", "\u2028".encode(), b"[" * 2000, b'{"a":' * 500, b"9" * 400, b"../../etc/passwd",
    b"%s%n", b"\r\n\r\n", "٣".encode(),
)  # fmt: skip


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
