"""What is put in order while nobody is there, and what reflecting finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from app.interfaces.history import UndoReport
from app.interfaces.memories import MemoryView


@dataclass(frozen=True, slots=True)
class DreamTaskView:
    """A task of a dream: how many changes and links it came to, some of them in sentences; `look` needs a person."""

    name: str
    does: str
    changes: int = 0
    links: int = 0
    lines: tuple[str, ...] = ()
    look: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DreamReport:
    """What a dream did in the time it was given, or would do. `forecast`: how many memories fade in so many days.

    There is `more` to do for the dream `run`: ask again with its id.
    """

    run: UUID | None
    tasks: tuple[DreamTaskView, ...] = ()
    forecast: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    more: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class DreamView:
    """A dream of the past. `spent` are seconds of a processor, `undone` is when it was taken back."""

    id: UUID
    started: datetime
    ended: datetime | None = None
    asked: bool = False
    spent: float = 0.0
    undone: datetime | None = None
    tasks: tuple[DreamTaskView, ...] = ()


@dataclass(frozen=True, slots=True)
class InsightView:
    """What reflecting found: a "contradiction", a "gap" or a "pattern", in plain words, with a proposal.

    `id` stays the same as long as it is there. It `can_apply` by `take_up`, or else is yours to do.
    """

    id: str
    sort: str
    told: str
    proposal: str
    memories: tuple[UUID, ...] = ()
    can_apply: bool = False


@dataclass(frozen=True, slots=True)
class Reflection:
    """What looking over so many memories came to; `more` were found beyond those that are told."""

    looked_at: int
    insights: tuple[InsightView, ...] = ()
    more: int = 0
    seconds: float = 0.0


class DreamingCalls(Protocol):
    """Dreams, and insights with their proposals."""

    def dream(
        self, only: tuple[str, ...] = (), dry_run: bool = False, seconds: float = 5.0, run: UUID | None = None
    ) -> DreamReport:
        """Consolidates for about `seconds`, all tasks or those named; `dry_run` only says what would be done."""

    def dreams(self, limit: int = 20) -> list[DreamView]:
        """The latest dreams, the newest first."""

    def undo_dream(self, run: UUID | None = None) -> UndoReport:
        """Takes back all that a dream did, by default the last one; what was changed again since stays."""

    def reflect(self) -> Reflection:
        """Looks over everything for contradictions, gaps and patterns; changes nothing. Takes seconds."""

    def take_up(self, insight: str) -> list[MemoryView]:
        """Does what an insight proposes; the memories that hold then."""

    def ignore_insight(self, insight: str) -> None:
        """Does not tell of it again."""
