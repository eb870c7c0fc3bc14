"""What the managers read: the memories there are, and over them the changes an unfinished digest has drafted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from agents import stems
from storage import ids
from storage.kind import Kinds
from storage.model import Add, BodyFields, Change, Extend, HeldSecret, Memory, MemoryId, Proposal, Revise

Near = list[tuple[Memory, float]]
# Readings of the library that are remembered: those of one sentence, which several rules ask for again.
_READINGS = 32
# Of the things of one key that something tells apart, so many others are looked at.
NEWEST = 12


class Library(Protocol):
    """The memories as a digest reads them; only current ones."""

    def by_key(self, kind: str, key: str, field: str = "", value: str = "") -> Sequence[Memory]:
        """Those of a kind whose KEY fields fold to `key`, newest first.

        With a `field`: those that hold `value` or nothing in it, and of the rest the `NEWEST` newest, so that the
        hundredth page of one title costs no more than the tenth.
        """

    def near(self, kind: str, text: str, k: int) -> Near:
        """At most `k` of a kind that share words or meaning with `text`, best first, with a score of 0..1."""

    def current(self, kind: str) -> Sequence[Memory]:
        """All of a kind; asked only of kinds that hold few (blocks)."""

    def waiting(self) -> Sequence[tuple[Proposal, Memory]]:
        """The changes of memories that wait for the user's word, each with what it would change."""

    def held_secrets(self) -> Sequence[HeldSecret]:
        """The secrets of screens that wait sealed, the latest found first."""


class NoMemories:
    """The library of somebody who has none yet: what is told anew rests on observations alone."""

    def by_key(self, kind: str, key: str, field: str = "", value: str = "") -> Sequence[Memory]:
        """None."""
        del kind, key, field, value
        return ()

    def near(self, kind: str, text: str, k: int) -> Near:
        """None."""
        del kind, text, k
        return []

    def current(self, kind: str) -> Sequence[Memory]:
        """None."""
        del kind
        return ()

    def waiting(self) -> Sequence[tuple[Proposal, Memory]]:
        """None."""
        return ()

    def held_secrets(self) -> Sequence[HeldSecret]:
        """None."""
        return ()


class Drafts:
    """A library with changes laid over it, so that one digest sees what it changed a moment before.

    What the library itself holds is taken as unchanged meanwhile: the same reading is not made again soon.
    """

    def __init__(self, library: Library, kinds: Kinds) -> None:
        self._library = library
        remembering = lru_cache(_READINGS)
        self._known_by_key = remembering(library.by_key)
        self._known_near = remembering(library.near)
        self._known = remembering(library.current)
        self._kinds = kinds
        self._drafted: dict[MemoryId, Memory] = {}
        self._gone: set[MemoryId] = set()
        self._after: dict[MemoryId, MemoryId] = {}
        self._waiting: list[tuple[Proposal, Memory]] = []
        self._asked = False
        self._held: list[HeldSecret] | None = None
        self.changes: list[Change] = []

    def by_key(self, kind: str, key: str, field: str = "", value: str = "") -> list[Memory]:
        """As the library's, with the drafts."""
        drafted = [memory for memory in self._of(kind) if self._kinds[kind].key_of(memory.body) == key]
        return drafted + self._still(self._known_by_key(kind, key, field, value))

    def near(self, kind: str, text: str, k: int) -> Near:
        """As the library's, with the drafts."""
        wanted = set(stems.content(text))
        drafted = ((memory, overlap(wanted, memory.text)) for memory in self._of(kind))
        known = self._known_near(kind, text, k)
        kept = {memory.id for memory in self._still([memory for memory, _ in known])}
        found = [(m, s) for m, s in drafted if s > 0] + [(m, s) for m, s in known if m.id in kept]
        return sorted(found, key=lambda pair: pair[1], reverse=True)[:k]

    def current(self, kind: str) -> list[Memory]:
        """As the library's, with the drafts."""
        return self._of(kind) + self._still(self._known(kind))

    def waiting(self) -> list[tuple[Proposal, Memory]]:
        """As the library's, with those of this digest."""
        if not self._asked:
            self._waiting, self._asked = [*self._library.waiting(), *self._waiting], True
        return [(one, memory) for one, memory in self._waiting if memory.id not in self._gone]

    def held_secrets(self) -> list[HeldSecret]:
        """As the library's, without those that this digest took."""
        if self._held is None:
            self._held = list(self._library.held_secrets())
        taken = {change.held for change in self.changes if isinstance(change, Add)}
        return [one for one in self._held if one.id not in taken]

    def waits(self, proposal: Proposal, memory: Memory) -> None:
        """Remembers a change that waits for the user's word, and what it would change."""
        self._waiting.append((proposal, memory))

    def text_of(self, kind: str, body: BodyFields) -> str:
        """The words that a memory of a kind with this body is found by."""
        return self._kinds[kind].search_text(body)

    def apply(self, change: Change) -> None:
        """Drafts a change: later reads see it."""
        self.changes.append(change)
        if isinstance(change, Add):
            self._put(self._made(change, change.kind))
        elif isinstance(change, Revise):
            made = self._made(change, self._kind_of(change.memory))
            self._put(made)
            self._gone.add(change.memory)
            self._after[change.memory] = made.id
        elif isinstance(change, Extend):
            self._put(self._with(change))
        else:
            self._gone.add(change.memory)

    def latest(self, memory: Memory) -> Memory | None:
        """What stands for a memory now: itself, or what took its place; None where it has ended."""
        while memory.id in self._after:
            memory = self._drafted[self._after[memory.id]]
        return None if memory.id in self._gone else self._drafted.get(memory.id, memory)

    def drafted(self, id: MemoryId | None) -> Memory | None:
        """What a change has made, by its id."""
        return self._drafted.get(id) if id else None

    def knows(self, memory: Memory) -> None:
        """Remembers a memory that a change is about to name, so that the change can be laid over it."""
        self._drafted.setdefault(memory.id, memory)

    def _of(self, kind: str) -> list[Memory]:
        return [m for m in self._drafted.values() if m.kind == kind and m.id not in self._gone]

    def _still(self, memories: Sequence[Memory]) -> list[Memory]:
        return [m for m in memories if m.id not in self._gone and m.id not in self._drafted]

    def _put(self, memory: Memory) -> None:
        self._drafted[memory.id] = memory

    def _kind_of(self, memory: MemoryId) -> str:
        return self._drafted[memory].kind

    def _made(self, change: Add | Revise, kind: str) -> Memory:
        declared = self._kinds[kind]
        id = change.id or MemoryId(ids.new(change.valid_from))
        return Memory(
            id, kind, change.body, declared.title_of(change.body), declared.search_text(change.body),
            change.valid_from, change.valid_from, change.valid_from, confidence=change.confidence,
            importance=change.importance, author=change.author, sources=change.sources, decision=change.decision,
        )  # fmt: skip

    def _with(self, change: Extend) -> Memory:
        memory = self._drafted[change.memory]
        declared = self._kinds[memory.kind]
        title, text = declared.title_of(change.body), declared.search_text(change.body)
        return replace(
            memory, body=change.body, title=title, text=text, sources=memory.sources + change.sources
        )


def overlap(wanted: set[str], text: str) -> float:
    """The share (0..1) of the wanted stems that a text holds."""
    return len(wanted & stems.held(text)) / len(wanted) if wanted else 0.0


__all__ = ["NEWEST", "Drafts", "Library", "Near", "overlap"]
