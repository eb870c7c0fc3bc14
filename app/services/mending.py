"""Mending what is remembered: changes taken back, what was so at a time, secrets shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from app.bus import Bus
from app.events import MemoriesChanged
from app.interfaces import (
    MemoryView,
    ThenView,
    UndoReport,
    VaultLogView,
)
from app.services import views
from app.services.digester import Digester
from storage.errors import WrongUse
from storage.ids import MemoryId
from storage.model import Author, Memory, Secret, Then
from storage.safe import Safe


class Mending:
    """Takes back and shows. Thread-safe, as the safe is."""

    def __init__(self, safe: Safe, digester: Digester, bus: Bus) -> None:
        self._safe = safe
        self._digester = digester
        self._bus = bus

    def undo(self, id: UUID) -> MemoryView:
        """Takes back the last change of a memory; the memory that holds then."""
        before = self._chain(self._safe.memories.get(MemoryId(id)))
        memory = self._safe.memories.undo(MemoryId(id))
        self.tell([*before, memory.id])
        return self._view(memory)

    def undo_between(
        self, since: datetime, until: datetime, authors: Sequence[str], dry_run: bool
    ) -> UndoReport:
        """Takes back what `authors` changed in [since, until)."""
        done = self._safe.memories.undo_between(since, until, _authors(authors), dry_run=dry_run)
        if not dry_run:
            self.tell([change.memory for change in done.changed])
        return views.undo_report(done)

    def undo_batch(self, batch: UUID) -> UndoReport:
        """Takes back what an earlier `undo_between` did."""
        done = self._safe.memories.undo_batch(batch)
        self.tell([change.memory for change in done.changed])
        return views.undo_report(done)

    def as_of(self, time: datetime, kind: str, limit: int, offset: int) -> list[ThenView]:
        """What was so at `time`, and what was kept as so then."""
        found = self._safe.memories.as_of(time, kind or None, limit=limit or None, offset=offset)
        return [self._then(one) for one in found]

    def reveal(self, id: UUID, passphrase: str, *, copy: bool) -> str:
        """A sealed value, by the passphrase asked again; the log says whether it was to be shown or copied."""
        what = "copied" if copy else "revealed"
        return self._safe.memories.reveal(MemoryId(id), Secret(passphrase), what).reveal()

    def vault_log(self, limit: int) -> list[VaultLogView]:
        """When sealed values were shown or copied, the latest first."""
        entries = self._safe.vault_log.entries(limit)
        held = self._safe.memories.many([entry.memory for entry in entries])
        return [
            VaultLogView(
                entry.at,
                entry.memory,
                held[entry.memory].title if entry.memory in held else "",
                entry.what,
            )
            for entry in entries
        ]

    def _chain(self, memory: Memory) -> list[MemoryId]:
        """The memories that a change of `memory` may have touched."""
        found, waiting = dict[MemoryId, None](), [memory]
        while waiting:
            one = waiting.pop()
            found[one.id] = None
            near = [*one.replaces, *((one.superseded_by,) if one.superseded_by else ())]
            waiting += self._safe.memories.many([id for id in near if id not in found]).values()
        return list(found)

    def tell(self, ids: Iterable[MemoryId]) -> None:
        """Says what changed; what no longer holds leaves the index, and the digester makes the vectors that miss."""
        changed = self._safe.memories.many(list(dict.fromkeys(ids)))
        if not changed:
            return
        self._digester.leave_index([id for id, memory in changed.items() if not memory.current])
        self._digester.wake()
        kinds = tuple(dict.fromkeys(memory.kind for memory in changed.values()))
        self._bus.tell(MemoriesChanged(kinds, tuple(changed)))

    def _view(self, memory: Memory) -> MemoryView:
        return views.memory(memory, self._safe.kinds[memory.kind])

    def _then(self, then: Then) -> ThenView:
        return ThenView(self._view(then.memory), then.held, then.known, then.body)


def _authors(names: Sequence[str]) -> list[Author]:
    try:
        return [Author(name) for name in names]
    except ValueError:
        raise WrongUse(f"Changes are made by: {', '.join(Author)}.") from None
