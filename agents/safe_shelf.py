"""The shelf over a real safe and its meaning index."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence, Set
from datetime import datetime
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from agents.library import Around
from storage import words
from storage.errors import NotFound
from storage.ids import MemoryId, ObservationId
from storage.model import Filter, Frame, Memory, Observation, Shown, Word, WordHit
from storage.safe import Safe
from storage.search import WordHits
from storage.vectors import VectorIndex


class SafeShelf:
    """Reads an unlocked safe; closes nothing. Use it on the thread whose reader connection the safe gives."""

    def __init__(self, safe: Safe, index: VectorIndex) -> None:
        self._safe = safe
        self._index = index
        self._own = threading.local()

    def words_in_observations(self, text: str, only: Filter, limit: int) -> Sequence[WordHit]:
        """By the words index."""
        return self._noted(self._safe.search.observations(words.terms(text), only, limit))

    def words_in_memories(self, text: str, only: Filter, limit: int) -> Sequence[WordHit]:
        """By the words index."""
        return self._noted(self._safe.search.memories(words.terms(text), only, limit))

    def newest(self, only: Filter, limit: int) -> Sequence[WordHit]:
        """By their times."""
        return self._noted(self._safe.search.newest(only, limit))

    def fitting(self, ids: Sequence[UUID], only: Filter) -> Set[UUID]:
        """As the safe's rows say."""
        return self._safe.search.fitting(ids, only)

    def was_cut_short(self) -> bool:
        """Whether a search by words on this thread was stopped before its end, since this was last asked."""
        cut = getattr(self._own, "cut", False)
        self._own.cut = False
        return bool(cut)

    def _noted(self, hits: WordHits) -> WordHits:
        if not hits.complete:
            self._own.cut = True
        return hits

    def meaning(
        self, vector: NDArray[np.float32], limit: int, groups: Sequence[str]
    ) -> Sequence[tuple[UUID, float]]:
        """By the vector index."""
        return self._index.search(vector, limit, groups)

    def observations(self, ids: Sequence[UUID]) -> Sequence[Observation]:
        """Rows of the safe."""
        return list(self._safe.observations.many([ObservationId(id) for id in ids]).values())

    def words_of(self, frame: ObservationId) -> Sequence[Word]:
        """As the safe keeps them."""
        try:
            found = self._safe.observations.get(frame)
        except NotFound:
            return ()
        return found.words if isinstance(found, Frame) else ()

    def memories(self, ids: Sequence[UUID]) -> Sequence[Memory]:
        """Rows of the safe, past ones too."""
        return list(self._safe.memories.many([MemoryId(id) for id in ids]).values())

    def vectors_of(self, model: str, ids: Sequence[UUID]) -> Mapping[UUID, NDArray[np.float32]]:
        """Rows of the safe."""
        return self._safe.vectors.of(model, ids)

    def around(self, ids: Sequence[ObservationId], number: int) -> Mapping[ObservationId, Around]:
        """As the safe knows them."""
        return self._safe.observations.neighbours(ids, number, number)

    def all_of(self, kind: str) -> Sequence[Memory]:
        """The current ones, newest first."""
        return self._safe.memories.list(kind)

    def shown(
        self, since: datetime | None, until: datetime | None, fits: Callable[[str, str, str], bool]
    ) -> Sequence[Shown] | None:
        """As the safe's rows say."""
        return self._safe.presence.shown(since, until, fits)

    def said_by(
        self, people: Sequence[str], since: datetime | None, until: datetime | None
    ) -> Sequence[ObservationId]:
        """As the safe's rows say."""
        return self._safe.presence.said(people, since, until)

    def speakers(self) -> Sequence[str]:
        """As the safe knows them."""
        return self._safe.observations.speakers()

    def apps(self) -> Sequence[str]:
        """As the safe knows them."""
        return self._safe.observations.apps()
