"""The memories of a digest in a dictionary: a library that applies changes as the safe does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from agents import stems
from agents.drafts import Near, overlap
from agents.kinds import all_kinds
from storage import ids
from storage.kind import Kinds
from storage.model import Add, Author, Change, Extend, HeldSecret, Memory, MemoryId, Proposal, Revise, Source


class MemoryLibrary:
    """Holds memories by id; `apply` keeps superseded and retired ones as history."""

    def __init__(self, kinds: Kinds | None = None) -> None:
        self._kinds = kinds or all_kinds()
        self.rows: dict[MemoryId, Memory] = {}
        self.proposed: list[tuple[Proposal, Memory]] = []
        self.held: list[HeldSecret] = []

    def by_key(self, kind: str, key: str, field: str = "", value: str = "") -> Sequence[Memory]:
        return [row for row in self.current(kind) if self._kinds[kind].key_of(row.body) == key]

    def near(self, kind: str, text: str, k: int) -> Near:
        wanted = set(stems.content(text))
        scored = [(row, overlap(wanted, row.text)) for row in self.current(kind)]
        return sorted((pair for pair in scored if pair[1] > 0), key=lambda pair: -pair[1])[:k]

    def current(self, kind: str) -> list[Memory]:
        return [row for row in self.rows.values() if row.kind == kind and row.current]

    def held_secrets(self) -> list[HeldSecret]:
        return list(self.held)

    def waiting(self) -> list[tuple[Proposal, Memory]]:
        return [(one, memory) for one, memory in self.proposed if self.rows[memory.id].current]

    def holds(
        self,
        kind: str,
        body: Mapping[str, Any],
        since: str = "2025-01-01",
        sources: tuple[Source, ...] = (),
        author: Author = Author.IMPORT,
        id: MemoryId | None = None,
    ) -> Memory:
        """Puts a memory in, as an import does."""
        declared, when = self._kinds[kind], datetime.fromisoformat(since).replace(tzinfo=UTC)
        fields = dict(body)
        row = Memory(
            id or MemoryId(ids.new(when)), kind, fields, declared.title_of(fields), declared.search_text(fields),
            when, when, when, author=author, sources=sources,
        )  # fmt: skip
        self.rows[row.id] = row
        return row

    def apply(self, changes: Sequence[Change]) -> None:
        for change in changes:
            self._one(change)

    def _one(self, change: Change) -> None:
        if isinstance(change, Add):
            self._new(change, change.kind)
            return
        old = self.rows[change.memory]
        if isinstance(change, Revise):
            new = self._new(change, old.kind)
            self.rows[old.id] = replace(old, valid_to=change.valid_from, superseded_by=new.id)
        elif isinstance(change, Extend):
            text = self._kinds[old.kind].search_text(change.body)
            self.rows[old.id] = replace(
                old, body=change.body, text=text, sources=old.sources + change.sources
            )
        else:
            self.rows[old.id] = replace(old, valid_to=change.at)

    def _new(self, change: Add | Revise, kind: str) -> Memory:
        row = self.holds(kind, change.body, sources=change.sources, author=change.author, id=change.id)
        row = replace(row, created=change.valid_from, valid_from=change.valid_from, decision=change.decision)
        self.rows[row.id] = row
        return row

    def texts(self, kind: str, *, past: bool = False) -> list[str]:
        """The search texts of a kind's memories, in the order they came."""
        return [row.text for row in self.rows.values() if row.kind == kind and row.current is not past]
