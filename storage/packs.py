"""Vectors with one byte a dimension: how they lie in rows, in packs and in the flat index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from storage.errors import WrongUse

Codes: TypeAlias = NDArray[np.int8]
Floats: TypeAlias = NDArray[np.float32]
# Ids as two halves of 64 bits a row, for comparing a million of them without a million objects.
Halves: TypeAlias = NDArray[np.uint64]

Number = TypeVar("Number", np.int8, np.float16)

_ID_BYTES = 16
# In a row the scale stands in front of the bytes.
_SCALE = np.dtype("<f4")


@dataclass(frozen=True, slots=True)
class Packed:
    """Vectors of one group as bytes, row by row: `owners` of 16 bytes each, then either `scales` (float32, one a row)
    with `values` of int8, or no scales and `values` of float16. Little endian.
    """

    group: str
    owners: bytes
    scales: bytes
    values: bytes

    def __len__(self) -> int:
        return len(self.owners) // _ID_BYTES

    @property
    def nbytes(self) -> int:
        """How much it weighs on a wire."""
        return len(self.owners) + len(self.scales) + len(self.values)

    def ids(self) -> list[UUID]:
        """The owners, row by row."""
        raw = self.owners
        return [UUID(bytes=raw[at : at + _ID_BYTES]) for at in range(0, len(raw), _ID_BYTES)]

    def halves(self) -> Halves:
        """The owners as two numbers a row. Raises WrongUse for bytes that are no ids."""
        if len(self.owners) % _ID_BYTES:
            raise WrongUse("Packed vectors do not name their owners rightly.")
        return np.frombuffer(self.owners, dtype=">u8").astype(np.uint64).reshape(-1, 2)

    def codes(self) -> tuple[Codes, Floats]:
        """The vectors as int8 with a scale a row. Raises WrongUse when sizes do not fit."""
        if not self.scales:
            return quantised(self.rows())
        scales = np.frombuffer(self.scales, dtype="<f4").astype(np.float32)
        if len(scales) != len(self):
            raise WrongUse("Packed vectors do not have one scale each.")
        return self._shaped(np.frombuffer(self.values, dtype=np.int8)), scales

    def rows(self) -> Floats:
        """The vectors as float32, shape (rows, dimensions). Raises WrongUse when sizes do not fit."""
        if self.scales:
            codes, scales = self.codes()
            return codes.astype(np.float32) * scales[:, None]
        return self._shaped(np.frombuffer(self.values, dtype="<f2")).astype(np.float32)

    def _shaped(self, values: NDArray[Number]) -> NDArray[Number]:
        number = len(self)
        if not number or len(values) % number:
            raise WrongUse("Packed vectors do not have the size they claim.")
        return values.reshape(number, -1)


def packed(group: str, owners: Sequence[bytes], vectors: Floats) -> Packed:
    """The vectors with one byte a dimension and a scale each."""
    codes, scales = quantised(vectors)
    return Packed(group, b"".join(owners), scales.astype("<f4").tobytes(), codes.tobytes())


def as_rows(vectors: Floats) -> list[bytes]:
    """Each vector as one value of the table: its scale, and one byte a dimension.

    Up to four dimensions that would be no shorter than float16, as which they lie then.
    """
    if vectors.shape[-1] <= _SCALE.itemsize:
        return [row.tobytes() for row in vectors.astype("<f2")]
    codes, scales = quantised(vectors)
    return [scale.tobytes() + row.tobytes() for scale, row in zip(scales.astype(_SCALE), codes, strict=True)]


def of_rows(group: str, rows: Sequence[tuple[bytes, bytes]], dimensions: int) -> list[Packed]:
    """(owner, value) of one group of the table; those that lie as float16, as all once did, in a part of their own."""
    length = _SCALE.itemsize + dimensions
    halves = [row for row in rows if len(row[1]) != length or dimensions <= _SCALE.itemsize]
    codes = [row for row in rows if len(row[1]) == length and dimensions > _SCALE.itemsize]
    parts = []
    if halves:
        parts.append(Packed(group, _side_by_side(halves, 0), b"", _side_by_side(halves, 1)))
    if codes:
        values = np.frombuffer(_side_by_side(codes, 1), np.uint8).reshape(len(codes), length)
        scales, bare = values[:, : _SCALE.itemsize], values[:, _SCALE.itemsize :]
        parts.append(Packed(group, _side_by_side(codes, 0), scales.tobytes(), bare.tobytes()))
    return parts


def _side_by_side(rows: Sequence[tuple[bytes, bytes]], column: int) -> bytes:
    return b"".join(row[column] for row in rows)


def joined(parts: Iterable[Packed], at_least: int) -> Iterator[Packed]:
    """The same vectors in fewer parts, of `at_least` bytes where there are so many: neighbours of one group in one."""
    held: list[Packed] = []
    for part in parts:
        if held and (_form(held[0]) != _form(part) or sum(one.nbytes for one in held) >= at_least):
            yield _one(held)
            held = []
        held.append(part)
    if held:
        yield _one(held)


def _form(part: Packed) -> tuple[str, bool, int]:
    return part.group, bool(part.scales), len(part.values) // max(1, len(part))


def _one(parts: list[Packed]) -> Packed:
    if len(parts) == 1:
        return parts[0]
    owners, scales, values = zip(*[(part.owners, part.scales, part.values) for part in parts], strict=True)
    return Packed(parts[0].group, b"".join(owners), b"".join(scales), b"".join(values))


def quantised(vectors: Floats) -> tuple[Codes, Floats]:
    """int8 codes, and the scale of each row: `codes * scale` is the vector to about a 250th of its largest part."""
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-12).astype(np.float32) / np.float32(127)
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales


def halves(ids: Sequence[UUID]) -> Halves:
    """Ids as two numbers a row."""
    raw = b"".join(id.bytes for id in ids)
    return np.frombuffer(raw, dtype=">u8").astype(np.uint64).reshape(-1, 2)


def id_of(pair: Halves) -> UUID:
    """The id of one row of halves."""
    return UUID(int=int(pair[0]) << 64 | int(pair[1]))
