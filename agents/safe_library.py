"""The memories of an unlocked safe, as a digest reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agents import stems
from agents.drafts import NEWEST, Near, overlap
from storage import words
from storage.ids import MemoryId
from storage.model import Filter, HeldSecret, Memory, Proposal
from storage.safe import Safe


class SafeLibrary:
    """Reads current memories of a safe; closes nothing, any thread may use it.

    `first` is called before each reading: a digest in the background makes room there for whoever waits.
    """

    def __init__(self, safe: Safe, first: Callable[[], None] = lambda: None) -> None:
        self._safe = safe
        self._first = first

    def by_key(self, kind: str, key: str, field: str = "", value: str = "") -> Sequence[Memory]:
        """Those of a kind whose KEY fields fold to `key`; see `Library.by_key`."""
        self._first()
        found = self._safe.memories.by_key(kind, key, field, value, NEWEST)
        return [memory for memory in found if memory.current]

    def near(self, kind: str, text: str, k: int) -> Near:
        """Those that share words with `text`; the score is the share of its content stems they hold."""
        self._first()
        hits = self._safe.search.memories(words.terms(text), Filter(kinds=(kind,)), k)
        rows = self._safe.memories.many([MemoryId(hit.id) for hit in hits])
        wanted = set(stems.content(text))
        return [(memory, overlap(wanted, memory.text)) for memory in rows.values() if memory.current]

    def current(self, kind: str) -> Sequence[Memory]:
        """All current memories of a kind."""
        return self._safe.memories.list(kind)

    def held_secrets(self) -> Sequence[HeldSecret]:
        """The secrets of screens that wait sealed, the latest found first."""
        return self._safe.candidates.held()

    def waiting(self) -> Sequence[tuple[Proposal, Memory]]:
        """The changes of memories that wait for the user's word."""
        held = [one for one in self._safe.proposals.list() if one.memory is not None]
        rows = self._safe.memories.many([one.memory for one in held if one.memory is not None])
        return [
            (Proposal(one.change, one.kind, one.origin, one.why, one.sources), rows[one.memory])
            for one in held
            if one.memory in rows
        ]
