"""An index that is opened when it is first given something: Chroma takes a second to import, Flat answers meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from storage.vectors import VectorIndex, Vectors


class LateIndex:
    """Stands for the index that `open_index` makes; empty until the first `upsert`, by one thread at a time."""

    def __init__(self, open_index: Callable[[], VectorIndex]) -> None:
        self._open_index = open_index
        self._index: VectorIndex | None = None

    def upsert(self, group: str, ids: Sequence[UUID], vectors: Vectors) -> None:
        """Opens the index if need be and hands the vectors over."""
        if self._index is None:
            self._index = self._open_index()
        self._index.upsert(group, ids, vectors)

    def delete(self, ids: Sequence[UUID]) -> None:
        """Lets go of `ids`."""
        if self._index is not None:
            self._index.delete(ids)

    def search(self, vector: Vectors, k: int, groups: Sequence[str] = ()) -> list[tuple[UUID, float]]:
        """The `k` nearest; nothing before the index is open."""
        return self._index.search(vector, k, groups) if self._index is not None else []

    def held(self, group: str) -> int:
        """How many vectors of `group` are held."""
        return self._index.held(group) if self._index is not None else 0

    def clear(self) -> None:
        """Lets go of everything."""
        if self._index is not None:
            self._index.clear()
