"""A vector index that compares with every vector: exact for small groups, sign bits and int8 for large ones.

Sign bits stand in columns of 64 dimensions, so that comparing a million rows is six passes over plain arrays; the
nearest by bits are compared again by their int8 codes. What is let go of is overwritten with zeros.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import RLock
from typing import Any, TypeVar
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from storage.packs import Halves, Packed, halves, id_of, quantised
from storage.row_finder import RowFinder
from storage.vectors import Vectors

Number = TypeVar("Number", np.int8, np.uint16, np.uint64, np.float32, np.bool_)
Rows = NDArray[np.intp]

# Groups below this many rows are compared exactly.
EXACT_BELOW = 5000
# How many rows the sign bits hand on to the rescoring: ten for each wanted, and never fewer than this.
_RESCORED = 1000
# Rows compared at once: the arrays in between stay in the processor's cache.
_BLOCK = 65_536
_WORD = 64
# Farther than any row that is there.
_FAR = np.uint16(65_535)


class FlatIndex:
    """All vectors in memory, by group; float32 until a group is large, then 1 + 1/8 byte a dimension. Thread-safe.

    Vectors of another length than the first ones of a group, or of the one searched for, are those of another model:
    they are not compared.
    """

    def __init__(self, exact_below: int = EXACT_BELOW) -> None:
        self._exact_below = exact_below
        self._groups: dict[str, _Group] = {}
        self._lock = RLock()  # recorder, digest and search meet here

    def upsert(self, group: str, ids: Sequence[UUID], vectors: Vectors) -> None:
        """Holds `vectors`, of shape (len(ids), dimensions), in place of former ones of these ids."""
        if not len(ids):
            return
        unit = _unit(np.atleast_2d(np.asarray(vectors, dtype=np.float32)))
        named = halves(ids)
        with self._lock:
            for name, other in self._groups.items():
                if name != group:
                    other.drop(named)
            self._group(group, unit.shape[1]).put(named, unit)

    def load(self, vectors: Packed, skip: frozenset[UUID] = frozenset()) -> None:
        """Takes in packed vectors of ids that are not held yet, without looking for them; those in `skip` stay out."""
        named = vectors.halves()
        if not len(named):
            return
        # The second half of an id is the random one: it tells ids apart.
        wanted = ~np.isin(named[:, 1], halves(list(skip))[:, 1])
        codes, scales = vectors.codes()
        with self._lock:
            group = self._group(vectors.group, codes.shape[1])
            if group.takes_codes(len(named)):
                group.append_codes(named[wanted], codes[wanted], scales[wanted])
            else:
                group.append(named[wanted], _unit(vectors.rows()[wanted]))

    def reserve(self, group: str, rows: int, dimensions: int) -> None:
        """Makes room for so many rows at once, which saves copying while they are loaded."""
        with self._lock:
            self._group(group, dimensions).reserve(rows)

    def delete(self, ids: Sequence[UUID]) -> None:
        """Lets go of `ids`: no search started afterwards finds them."""
        if not len(ids):
            return
        named = halves(ids)
        with self._lock:
            for group in self._groups.values():
                group.drop(named)

    def search(self, vector: Vectors, k: int, groups: Sequence[str] = ()) -> list[tuple[UUID, float]]:
        """The `k` nearest with their cosines, best first; no groups means all."""
        query = _unit(np.asarray(vector, dtype=np.float32).reshape(1, -1))[0]
        with self._lock:
            wanted = [self._groups[name] for name in (groups or self._groups) if name in self._groups]
            found = [hit for group in wanted for hit in group.nearest(query, k)]
        best = sorted(found, key=lambda hit: -hit[1])[:k]
        return [(id_of(pair), score) for pair, score in best]

    def held(self, group: str) -> int:
        """How many vectors of `group` are held."""
        with self._lock:
            return len(self._groups[group]) if group in self._groups else 0

    def groups(self) -> list[str]:
        """The groups of which something is held."""
        with self._lock:
            return [name for name, group in self._groups.items() if len(group)]

    def clear(self) -> None:
        """Lets go of everything."""
        with self._lock:
            self._groups.clear()

    def _group(self, name: str, dimensions: int) -> _Group:
        held = self._groups.get(name)
        if held is None or (held.dimensions != dimensions and not len(held)):
            held = self._groups[name] = _Group(dimensions, self._exact_below)
        return held


class _Group:
    """The vectors of one group: rows side by side in arrays that grow; a dropped row stays empty for a while."""

    def __init__(self, dimensions: int, exact_below: int) -> None:
        self.dimensions = dimensions
        self._exact_below = exact_below
        self._number = 0
        self._dead = 0
        self._finder = RowFinder()
        self._ids: Halves = np.empty((0, 2), np.uint64)
        self._alive = np.empty(0, np.bool_)
        # Exact rows while the group is small; None once it is packed.
        self._exact: Vectors | None = np.empty((0, dimensions), np.float32)
        self._codes = np.empty((0, dimensions), np.int8)
        self._scales = np.empty(0, np.float32)
        self._bits = [np.empty(0, np.uint64) for _ in range(-(-dimensions // _WORD))]

    def __len__(self) -> int:
        return self._number - self._dead

    def put(self, ids: Halves, unit: Vectors) -> None:
        """Holds `unit` for `ids`; the last one counts of an id that comes twice."""
        if unit.shape[1] != self.dimensions:
            return
        _, last = np.unique(ids[::-1], axis=0, return_index=True)
        places = np.sort(len(ids) - 1 - last)
        ids, unit = ids[places], unit[places]
        rows = self._rows_of(ids)
        self._set(rows[rows >= 0], unit[rows >= 0])
        self.append(ids[rows < 0], unit[rows < 0])

    def append(self, ids: Halves, unit: Vectors) -> None:
        """Holds new ids."""
        if unit.shape[1] == self.dimensions:
            self._set(self._new_rows(ids), unit)

    def takes_codes(self, number: int) -> bool:
        """True when so many rows more are held as codes."""
        self._pack_when_large(self._number + number)
        return self._exact is None

    def append_codes(self, ids: Halves, codes: NDArray[np.int8], scales: Vectors) -> None:
        """Holds new ids by their codes; for a group that `takes_codes`."""
        if codes.shape[1] == self.dimensions:
            self._set_codes(self._new_rows(ids), codes, scales)

    def drop(self, ids: Halves) -> None:
        """Overwrites the rows of those that are held."""
        rows = self._rows_of(ids)
        rows = np.unique(rows[rows >= 0])
        if not len(rows):
            return
        for array in self._arrays():
            array[rows] = 0
        self._dead += len(rows)
        if self._dead > max(1024, self._number // 4):
            self._close_up()

    def nearest(self, query: Vectors, k: int) -> list[tuple[Halves, float]]:
        """The `k` nearest of what is held, each by the halves of its id."""
        if not len(self) or len(query) != self.dimensions:
            return []
        if self._exact is not None:
            rows = np.flatnonzero(self._alive[: self._number])
            scores = (self._exact[: self._number] @ query)[rows]
        else:
            rows = self._nearest_by_bits(query, max(_RESCORED, 10 * k))
            scores = (self._codes[rows].astype(np.float32) @ query) * self._scales[rows]
        best = _largest(scores, k)
        return list(zip(self._ids[rows[best]], scores[best].tolist(), strict=True))

    def reserve(self, number: int) -> None:
        """Makes room for `number` rows in all."""
        self._pack_when_large(number)
        had = len(self._alive)
        if number <= had:
            return
        room = max(256, number, had * 3 // 2)
        self._ids, self._alive = _grown(self._ids, room), _grown(self._alive, room)
        if self._exact is not None:
            self._exact = _grown(self._exact, room)
        else:
            self._codes, self._scales = _grown(self._codes, room), _grown(self._scales, room)
            self._bits = [_grown(column, room) for column in self._bits]

    def _rows_of(self, ids: Halves) -> Rows:
        rows = self._finder.find(ids, self._ids[: self._number])
        return np.where((rows >= 0) & self._alive[rows], rows, -1) if self._number else rows

    def _new_rows(self, ids: Halves) -> Rows:
        start = self._number
        self.reserve(start + len(ids))
        self._number = start + len(ids)
        self._ids[start : self._number] = ids
        self._alive[start : self._number] = True
        return np.arange(start, self._number)

    def _set(self, rows: Rows, unit: Vectors) -> None:
        if self._exact is not None:
            self._exact[rows] = unit
        else:
            self._set_codes(rows, *quantised(unit))

    def _set_codes(self, rows: Rows, codes: NDArray[np.int8], scales: Vectors) -> None:
        self._codes[rows], self._scales[rows] = codes, scales
        signs = _signs(codes)
        for number, column in enumerate(self._bits):
            column[rows] = signs[:, number]

    def _nearest_by_bits(self, query: Vectors, wanted: int) -> Rows:
        """At least `wanted` rows (all when there are fewer), no farther by their signs than any other."""
        distance = self._distances(_signs(query.reshape(1, -1))[0])
        if self._dead:
            distance[~self._alive[: self._number]] = _FAR
        within = np.cumsum(np.bincount(distance))
        farthest = int(np.searchsorted(within, min(wanted, len(self))))
        return np.flatnonzero(distance <= min(farthest, int(_FAR) - 1))

    def _distances(self, signs: NDArray[np.uint64]) -> NDArray[np.uint16]:
        """In how many signs each row differs."""
        distance = np.empty(self._number, np.uint16)
        for start in range(0, self._number, _BLOCK):
            end = min(start + _BLOCK, self._number)
            part = distance[start:end]
            part[:] = np.bitwise_count(self._bits[0][start:end] ^ signs[0])
            for column, word in zip(self._bits[1:], signs[1:], strict=True):
                part += np.bitwise_count(column[start:end] ^ word)
        return distance

    def _pack_when_large(self, number: int) -> None:
        if self._exact is None or number < self._exact_below:
            return
        unit, self._exact, room = self._exact, None, len(self._alive)
        self._codes, self._scales = _grown(self._codes, room), _grown(self._scales, room)
        self._bits = [_grown(column, room) for column in self._bits]
        for start in range(0, self._number, _BLOCK):
            rows = np.arange(start, min(start + _BLOCK, self._number))
            self._set_codes(rows, *quantised(unit[rows]))

    def _close_up(self) -> None:
        """Puts the rows that are left side by side again."""
        left = np.flatnonzero(self._alive[: self._number])
        self._ids, self._alive = self._ids[left], self._alive[left]
        if self._exact is not None:
            self._exact = self._exact[left]
        else:
            self._codes, self._scales = self._codes[left], self._scales[left]
            self._bits = [column[left] for column in self._bits]
        self._number, self._dead = len(left), 0
        self._finder.clear()

    def _arrays(self) -> list[NDArray[Any]]:
        """The arrays in use; their types differ, their rows belong together."""
        values = [self._codes, self._scales, *self._bits] if self._exact is None else [self._exact]
        return [self._ids, self._alive, *values]


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


def _signs(rows: NDArray[Any]) -> NDArray[np.uint64]:
    """The signs of each row, packed into words of 64 bits."""
    missing = -rows.shape[1] % _WORD
    signs = np.pad(rows > 0, ((0, 0), (0, missing))) if missing else rows > 0
    return np.packbits(signs, axis=1).view(np.uint64)


def _largest(scores: Vectors, k: int) -> Rows:
    """Places of the `k` largest, largest first."""
    part = np.argpartition(-scores, k)[:k] if k < len(scores) else np.arange(len(scores))
    return part[np.argsort(-scores[part], kind="stable")]


def _grown(array: NDArray[Number], room: int) -> NDArray[Number]:
    larger = np.empty((room, *array.shape[1:]), array.dtype)
    larger[: len(array)] = array
    return larger
