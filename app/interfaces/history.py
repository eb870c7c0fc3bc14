"""How memories changed, what was so in the past, and what was taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from app.interfaces.memories import MemoryView


@dataclass(frozen=True, slots=True)
class VersionView:
    """A step of a memory's history: what `memory` was before it; `undone` when the step was taken back later."""

    number: int
    at: datetime
    author: str
    reason: str
    body: dict[str, Any]
    memory: UUID | None = None
    valid_to: datetime | None = None
    step: int = 0
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that was changed: it stayed the "same", was "added" or "removed"."""

    how: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """What became of a field, in the order of its text; long stretches are cut."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A step of a memory's history as what it changed of `memory`, and whether it ended that (another may go on).

    `undone` when the step was taken back later.
    """

    at: datetime
    author: str
    reason: str
    memory: UUID
    fields: tuple[FieldDiff, ...] = ()
    ended: bool = False
    undone: bool = False


@dataclass(frozen=True, slots=True)
class ThenView:
    """A memory at a time in the past, with what it is now in `memory`.

    `held`: it was so then, by what is known today. `known`: it was kept as so then. `body` is what it said then, None
    where it was not kept yet.
    """

    memory: MemoryView
    held: bool
    known: bool
    body: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class UndoView:
    """A memory that taking back concerns.

    `effect` says what happens to it: "leaves" (it is gone from what holds), "returns", or "reverts" (to former words).
    Of one that stays as it is, `author` and `at` say who changed it since and when; nobody where history is forgotten.
    """

    memory: UUID
    kind: str
    title: str
    effect: str
    author: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What was (or would be) taken back, and what stays; `batch` takes it all back again by `undo_batch`."""

    changed: tuple[UndoView, ...] = ()
    kept: tuple[UndoView, ...] = ()
    batch: UUID | None = None
    dry_run: bool = False


class HistoryCalls(Protocol):
    """Looking back at changes, and taking them back."""

    def history(self, id: UUID) -> list[VersionView]:
        """How a memory changed, oldest first."""

    def changes(self, id: UUID, limit: int = 50) -> list[ChangeView]:
        """What was changed of a memory and of those it took the place of, word by word, the latest first."""

    def as_of(self, time: datetime, kind: str = "", limit: int = 500, offset: int = 0) -> list[ThenView]:
        """What was so at `time`, and what was kept as so then, newest first; `limit` 0 means all."""

    def undo(self, id: UUID) -> MemoryView:
        """Takes back the last change of a memory; the memory that holds then. Undone twice, the change is back."""

    def undo_between(
        self,
        since: datetime,
        until: datetime,
        authors: tuple[str, ...] = ("agent", "dream"),
        dry_run: bool = False,
    ) -> UndoReport:
        """Takes back what `authors` changed in [since, until); what was changed again since stays and is named."""

    def undo_batch(self, batch: UUID) -> UndoReport:
        """Takes back what an `undo_between` did."""
