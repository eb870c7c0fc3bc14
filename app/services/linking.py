"""The memories around one, and what ties them: from tie to tie, the strongest first, as many as a picture holds."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from app.interfaces import EdgeView, GraphView, NodeView
from storage.errors import WrongUse
from storage.ids import MemoryId
from storage.model import Memory
from storage.safe import Safe

MOST_NODES = 200
TITLE = 160
"""Characters of a title in a picture."""


class Linking:
    """Read-only pictures of how memories hang together. Thread-safe, as the safe's readers are."""

    def __init__(self, safe: Safe) -> None:
        self._safe = safe

    def around(self, id: UUID, most: int, depth: int) -> GraphView:
        """The memories up to `depth` ties away from one, at most so many, with every tie between them."""
        if not 1 <= most <= MOST_NODES or depth < 1:
            raise WrongUse(f"A picture holds 1 to {MOST_NODES} memories.")
        first = self._safe.memories.get(MemoryId(id))
        found, ring = {first.id: first}, [first]
        # Rings end where all is found; however deep was asked for.
        while ring and depth > 0:
            ring, depth = self._next_ring(found, ring, most), depth - 1
            found |= {memory.id: memory for memory in ring}
        return GraphView(
            first.id,
            tuple(_node(memory) for memory in found.values()),
            tuple(_edges(found)),
        )

    def _next_ring(self, found: dict[MemoryId, Memory], ring: list[Memory], most: int) -> list[Memory]:
        """What the ring is tied to and not found yet: in turn from each memory, so that none takes all the room."""
        ties = [[id for id, _ in _ties(memory)] for memory in ring]
        wanted: dict[MemoryId, None] = {}
        for turn in range(max(map(len, ties), default=0)):
            for tied in ties:
                if turn < len(tied) and tied[turn] not in found and len(found) + len(wanted) < most:
                    wanted[tied[turn]] = None
        return list(self._safe.memories.many(list(wanted)).values())


def _ties(memory: Memory) -> list[tuple[MemoryId, float]]:
    """What a memory is tied to, the strongest first: what took its place, whose place it took, links."""
    own = [*((memory.superseded_by,) if memory.superseded_by else ()), *memory.replaces]
    linked = sorted(memory.links, key=lambda link: -link.weight)
    return [*((id, 1.0) for id in own), *((link.to, link.weight) for link in linked)]


def _node(memory: Memory) -> NodeView:
    title = " ".join(memory.title[: 4 * TITLE].split())[:TITLE]
    number = len({id for id, _ in _ties(memory)})
    return NodeView(memory.id, memory.kind, title, memory.current, memory.pinned, number)


def _edges(found: dict[MemoryId, Memory]) -> Iterator[EdgeView]:
    """Each tie once, though it is seen from both ends."""
    seen: set[tuple[frozenset[UUID], str]] = set()
    for memory in found.values():
        if memory.superseded_by in found and memory.superseded_by is not None:
            yield EdgeView(memory.superseded_by, memory.id, replaces=True)
        # From the end that knows it: a sum knows its parts, a part does not know that it is one.
        for link in sorted(memory.links, key=lambda link: not link.part):
            tie = frozenset((memory.id, link.to)), link.why
            known_better = not link.part and _is_part(found.get(link.to), memory.id, link.why)
            if link.to in found and tie not in seen and not known_better:
                seen.add(tie)
                yield EdgeView(memory.id, link.to, link.why, link.weight, link.part)


def _is_part(other: Memory | None, id: MemoryId, why: str) -> bool:
    """Whether `other` tells this tie as one to its part."""
    return other is not None and any(link.part and link.to == id and link.why == why for link in other.links)
