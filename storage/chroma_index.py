"""A vector index on Chroma, in memory: one collection a group. Imported by the meaning host only.

Chroma holds Python's lock while it adds, so it is filled in small batches and in a process without a window.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from threading import RLock
from typing import Any
from uuid import UUID

import chromadb
import numpy as np
from chromadb.config import Settings

from storage.vectors import Vectors

# Above this many rows a group's collection costs more than it gives: the flat index answers for it.
CAP = 20_000
# 500 at a time froze a thread for 230-350 ms in the storage lab, 100 for 48-138 ms.
BATCH = 100


class ChromaIndex:
    """Collections of an in-memory Chroma client: nothing is written to a file, nothing is sent. Thread-safe.

    A group never holds more than CAP rows: what comes beyond is not taken, which `held` shows.
    """

    def __init__(self, cap: int = CAP) -> None:
        self._cap = cap
        self._client = chromadb.EphemeralClient(settings=Settings(anonymized_telemetry=False))
        # Clients of one process see the same collections: ours bear a name of their own.
        self._name = secrets.token_hex(8)
        self._collections: dict[str, Any] = {}  # chromadb publishes no types we can rely on
        self._members: dict[str, set[UUID]] = {}
        self._lock = RLock()

    def upsert(self, group: str, ids: Sequence[UUID], vectors: Vectors) -> None:
        """Holds `vectors`, of shape (len(ids), dimensions), as far as the group has room."""
        rows = np.atleast_2d(np.asarray(vectors, dtype=np.float32))
        with self._lock:
            self._leave_others(group, ids)
            taken = self._room_for(group, ids)
            for start in range(0, len(taken), BATCH):
                part = taken[start : start + BATCH]
                self._collection(group).upsert(ids=[str(ids[place]) for place in part], embeddings=rows[part])
            self._members.setdefault(group, set()).update(ids[place] for place in taken)

    def delete(self, ids: Sequence[UUID]) -> None:
        """Lets go of `ids`: no search started afterwards finds them."""
        with self._lock:
            for group, members in self._members.items():
                gone = [id for id in ids if id in members]
                if gone:
                    self._collection(group).delete(ids=[str(id) for id in gone])
                    members.difference_update(gone)

    def search(self, vector: Vectors, k: int, groups: Sequence[str] = ()) -> list[tuple[UUID, float]]:
        """The `k` nearest with their cosines, best first; no groups means all."""
        query = np.asarray(vector, dtype=np.float32).reshape(1, -1)
        with self._lock:
            wanted = [name for name in (groups or self._members) if self._members.get(name)]
            found = [hit for name in wanted for hit in self._nearest(name, query, k)]
        return sorted(found, key=lambda hit: -hit[1])[:k]

    def held(self, group: str) -> int:
        """How many vectors of `group` are held."""
        with self._lock:
            return len(self._members.get(group, ()))

    def clear(self) -> None:
        """Lets go of everything; Chroma gives its memory back when the process ends."""
        with self._lock:
            for collection in self._collections.values():
                self._client.delete_collection(collection.name)
            self._collections.clear()
            self._members.clear()

    def _nearest(self, group: str, query: Vectors, k: int) -> list[tuple[UUID, float]]:
        number = min(k, len(self._members[group]))
        answer = self._collection(group).query(
            query_embeddings=query, n_results=number, include=["distances"]
        )
        pairs = zip(answer["ids"][0], answer["distances"][0], strict=True)
        return [(UUID(id), 1.0 - float(distance)) for id, distance in pairs]

    def _leave_others(self, group: str, ids: Sequence[UUID]) -> None:
        """An id belongs to one group."""
        others = [members for name, members in self._members.items() if name != group]
        self.delete([id for members in others for id in ids if id in members])

    def _room_for(self, group: str, ids: Sequence[UUID]) -> list[int]:
        """Places of the ids that may be taken: those held already, and new ones while there is room."""
        members = self._members.get(group, set())
        room, taken, new = self._cap - len(members), list[int](), set[UUID]()
        for place, id in enumerate(ids):
            if id in members or id in new or len(new) < room:
                taken.append(place)
                new |= {id} - members
        return taken

    def _collection(self, group: str) -> Any:
        if group not in self._collections:
            self._collections[group] = self._client.create_collection(
                f"{self._name}-{len(self._collections)}",
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine"}},
            )
        return self._collections[group]
