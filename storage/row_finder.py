"""Finding the rows of ids among a million, by sorted numbers in place of a dictionary of objects."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from storage.packs import Halves

Rows = NDArray[np.intp]

# Rows behind the sorted ones are sorted apart, until they are this many and a fourth of all.
_TAIL = 16_384
_MIX = np.uint64(0x9E3779B97F4A7C15)


class RowFinder:
    """Says in which row of an array of ids each of some ids stands. 16 bytes a row; rows are only ever appended.

    A row whose id was overwritten is not found any more; an id appended again is found in its last row that bears it.
    """

    def __init__(self) -> None:
        self._tail: _Sorted | None = None
        self.clear()

    def find(self, ids: Halves, held: Halves) -> Rows:
        """For each of `ids` its row in `held` (the array as it is now), or -1."""
        self._bring_up(held)
        found = self._main.find(ids, held)
        if self._tail is not None:
            behind = self._tail.find(ids, held)
            found = np.where(behind >= 0, behind, found)
        return found

    def clear(self) -> None:
        """Forgets every row, after the array was put together anew."""
        self._main = _Sorted.of(np.empty((0, 2), np.uint64), 0)
        self._tail = None

    def _bring_up(self, held: Halves) -> None:
        """Sorts what was appended since."""
        sorted_ = self._main.end
        if len(held) == (self._tail.end if self._tail is not None else sorted_):
            return
        if len(held) - sorted_ > max(_TAIL, len(held) // 4):
            self._main, self._tail = _Sorted.of(held, 0), None
        else:
            self._tail = _Sorted.of(held[sorted_:], sorted_)


class _Sorted:
    """The rows from `first` to `end`, in the order of their ids' keys."""

    def __init__(self, keys: Halves, rows: Rows, end: int) -> None:
        self._keys = keys
        self._rows = rows
        self.end = end

    @staticmethod
    def of(ids: Halves, first: int) -> _Sorted:
        keys = _keys(ids)
        order = np.argsort(keys, kind="stable")
        return _Sorted(keys[order], order + first, first + len(ids))

    def find(self, ids: Halves, held: Halves) -> Rows:
        found = np.full(len(ids), -1, np.intp)
        keys = _keys(ids)
        places = np.searchsorted(self._keys, keys)
        open_ = np.arange(len(ids))
        while len(open_):
            # Different ids may have one key: go on while the keys are equal.
            same = places[open_] < len(self._keys)
            same[same] = self._keys[places[open_[same]]] == keys[open_[same]]
            open_ = open_[same]
            rows = self._rows[places[open_]]
            right = (held[rows] == ids[open_]).all(axis=1)
            found[open_[right]] = rows[right]
            places[open_] += 1
        return found


def _keys(ids: Halves) -> NDArray[np.uint64]:
    """One number an id. UUIDv7s of one moment differ in the second half, tests' ids in its last bits."""
    return ids[:, 0] * _MIX ^ ids[:, 1]
