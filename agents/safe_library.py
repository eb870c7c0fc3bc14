"""The library over a real safe and its meaning index: the memories a digest compares its findings with."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from agents.drafts import Near, overlap
from agents.errors import ModelUnavailable
from agents.ports import Embedder
from agents.stems import content
from storage import words
from storage.ids import MemoryId
from storage.model import Filter, Memory
from storage.safe import Safe
from storage.vectors import VectorIndex


class SafeLibrary:
    """Reads an unlocked safe; closes nothing. Without an embedder, or when it is away, words alone tell what is near."""

    def __init__(self, safe: Safe, embedder: Embedder | None, index: VectorIndex) -> None:
        self._safe = safe
        self._embedder = embedder
        self._index = index

    def by_key(self, kind: str, key: str) -> Sequence[Memory]:
        """Current memories of a kind whose KEY fields fold to `key`."""
        return [memory for memory in self._safe.memories.by_key(kind, key) if memory.current]

    def near(self, kind: str, text: str, k: int) -> Near:
        """Current memories of a kind near `text`, by the better of words (share of stems, 0..1) and cosine."""
        scores = self._by_meaning(kind, text, k)
        wanted = set(content(text))
        found = self._safe.memories.many([MemoryId(id) for id in {*scores, *self._by_words(kind, text, k)}])
        near = [
            (memory, max(scores.get(memory.id, 0.0), overlap(wanted, memory.text)))
            for memory in found.values()
            if memory.current
        ]
        return sorted(near, key=lambda pair: -pair[1])[:k]

    def current(self, kind: str) -> Sequence[Memory]:
        """All current memories of a kind."""
        return self._safe.memories.list(kind)

    def _by_words(self, kind: str, text: str, k: int) -> list[UUID]:
        terms = words.terms(text)
        if not terms:
            return []
        return [hit.id for hit in self._safe.search.memories(terms, Filter(kinds=(kind,)), k * 2)]

    def _by_meaning(self, kind: str, text: str, k: int) -> dict[UUID, float]:
        if self._embedder is None or not self._index.held(kind):
            return {}
        try:
            vector = self._embedder.embed([text])[0]
        except ModelUnavailable:
            return {}
        return {id: max(score, 0.0) for id, score in self._index.search(vector, k, (kind,))}
