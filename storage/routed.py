"""The index that answers: Flat holds every vector at once, Chroma takes over for groups it holds completely."""

from __future__ import annotations

from collections.abc import Sequence
from threading import RLock
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from storage.flat import FlatIndex
from storage.packs import Packed
from storage.vectors import VectorIndex, Vectors

# As `chroma_index.CAP`; not imported from there, because importing Chroma is slow and this module is not.
CAP = 20_000


class RoutedIndex:
    """Writes go to Flat at once and to the second index behind, whenever its host calls `fill`. Thread-safe.

    Groups in `flat_only` (observations: many, and never asked about by kind) are never given to the second index.
    """

    def __init__(
        self, flat: FlatIndex, second: VectorIndex, cap: int = CAP, flat_only: frozenset[str] = frozenset()
    ) -> None:
        self._flat_only = flat_only
        self._flat = flat
        self._second = second
        self._cap = cap
        # What the second index has yet to take in, by group; None for a group too large for it.
        self._waiting: dict[str, dict[UUID, NDArray[np.float16]] | None] = {}
        self._lock = RLock()

    def upsert(self, group: str, ids: Sequence[UUID], vectors: Vectors) -> None:
        """Holds `vectors`, of shape (len(ids), dimensions), in place of former ones of these ids."""
        with self._lock:
            self._flat.upsert(group, ids, vectors)
            self._forget_waiting(ids)
            self._wait(group, ids, vectors)

    def load(self, vectors: Packed, skip: frozenset[UUID] = frozenset()) -> None:
        """Takes in packed vectors of ids that are not held yet; those in `skip` stay out."""
        with self._lock:
            self._flat.load(vectors, skip)
            if self._waits(vectors.group):
                rows = dict(zip(vectors.ids(), vectors.rows(), strict=True))
                left = {id: row for id, row in rows.items() if id not in skip}
                self._wait(vectors.group, list(left), list(left.values()))

    def reserve(self, group: str, rows: int, dimensions: int) -> None:
        """Says how many rows will come: room is made, and a group too large for the second index is never given it."""
        with self._lock:
            self._flat.reserve(group, rows, dimensions)
            if rows > self._cap:
                self._waiting[group] = None

    def delete(self, ids: Sequence[UUID]) -> None:
        """Lets go of `ids` in both: no search started afterwards finds them."""
        with self._lock:
            self._forget_waiting(ids)
            self._flat.delete(ids)
            self._second.delete(ids)

    def search(self, vector: Vectors, k: int, groups: Sequence[str] = ()) -> list[tuple[UUID, float]]:
        """The `k` nearest with their cosines, best first; no groups means all."""
        with self._lock:
            wanted = list(groups) or self._flat.groups()
            ready = [group for group in wanted if self.complete(group)]
        rest = [group for group in wanted if group not in ready]
        found = self._second.search(vector, k, ready) if ready else []
        found += self._flat.search(vector, k, rest) if rest else []
        return sorted(found, key=lambda pair: -pair[1])[:k]

    def held(self, group: str) -> int:
        """How many vectors of `group` are held."""
        return self._flat.held(group)

    def groups(self) -> list[str]:
        """The groups of which something is held."""
        return self._flat.groups()

    def complete(self, group: str) -> bool:
        """True when the second index holds every current row of `group`, and answers for it."""
        with self._lock:
            waiting = self._waiting.get(group, {})
            return waiting is not None and not waiting and self._second.held(group) == self._flat.held(group)

    def clear(self) -> None:
        """Lets go of everything."""
        with self._lock:
            self._waiting.clear()
            self._flat.clear()
            self._second.clear()

    def fill(self, step: int = 100) -> bool:
        """Gives the second index up to `step` waiting vectors, smallest group first; True while more wait."""
        with self._lock:
            groups = sorted((len(waiting), group) for group, waiting in self._waiting.items() if waiting)
            if not groups:
                return False
            group = groups[0][1]
            waiting = self._waiting[group] or {}
            ids = list(waiting)[:step]
            rows = np.stack([waiting.pop(id) for id in ids]).astype(np.float32)
            self._second.upsert(group, ids, rows)
            return len(groups) > 1 or bool(waiting)

    def _waits(self, group: str) -> bool:
        """Whether the second index is to hold this group."""
        return self._waiting.setdefault(group, None if group in self._flat_only else {}) is not None

    def _wait(self, group: str, ids: Sequence[UUID], vectors: Vectors | Sequence[Vectors]) -> None:
        if not self._waits(group):
            return
        waiting = self._waiting[group] or {}
        for id, row in zip(ids, vectors, strict=True):
            waiting[id] = np.asarray(row, dtype=np.float16)
        self._waiting[group] = waiting if self._flat.held(group) <= self._cap else None

    def _forget_waiting(self, ids: Sequence[UUID]) -> None:
        for waiting in self._waiting.values():
            if waiting:
                for id in ids:
                    waiting.pop(id, None)
