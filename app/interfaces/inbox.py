"""What waits for the user's word, and what was refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from app.interfaces.looking import SourceView
from app.interfaces.memories import MemoryView


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a field says now, and what it would say; None where it is not there. Any: what a kind's body may hold."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class InboxItem:
    """Something that waits for the user's word: a "secret" or a "change".

    `kind` is the kind of memory it is about, `seen` where it was found first. A secret is sealed already: its value is
    not shown, nor known here. A change has in `entry_type` what it would do (add, revise, extend, retire), in `memory`
    whose place it would take or what it would alter, in `fields` what would be other than it is; `why` says why it
    waits, `reason` why it was found, `origin` from what (screen, person, assistant, import, dream), `times` how often
    and `last` when it was seen last: however often, it is no truer for that.
    """

    id: UUID
    type: str
    kind: str
    title: str
    entry_type: str
    source: str
    sensitivity: str
    found: datetime
    expires: datetime
    seen: SourceView | None
    memory: UUID | None = None
    fields: tuple[FieldChange, ...] = ()
    why: str = ""
    reason: str = ""
    origin: str = "screen"
    times: int = 1
    last: datetime | None = None
    sources: tuple[SourceView, ...] = ()


@dataclass(frozen=True, slots=True)
class StandingAnswerView:
    """What is always accepted, or always turned down: changes of `kind` from `origin` (empty: from anywhere)."""

    id: int
    kind: str
    origin: str
    accepts: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class RefusalView:
    """Something found and not let through: why, for which kind (empty: all of the moment), and where it was found."""

    at: datetime
    reason: str
    kind: str
    seen: SourceView


@dataclass(frozen=True, slots=True)
class RefusalsView:
    """The latest refusals, and how many there are by reason."""

    counts: dict[str, int]
    refusals: tuple[RefusalView, ...] = ()


class InboxCalls(Protocol):
    """Answering what waits, one by one or once for all."""

    def inbox(self) -> list[InboxItem]:
        """What waits for the user's word, the latest first."""

    def inbox_accept(self, id: UUID, title: str = "", body: dict[str, Any] | None = None) -> MemoryView:
        """Keeps what waits: a secret under `title` if one is given, a change with the fields of `body` in its own.

        The memory that holds then, or the one that was retired.
        """

    def inbox_reject(self, id: UUID) -> None:
        """Lets go of what waits; it is not offered again."""

    def inbox_always(self, kind: str, accepts: bool, origin: str = "") -> StandingAnswerView:
        """Accepts or turns down every change of `kind` from `origin`, those that wait included, until revoked.

        What is always in mind, and what is sealed, is never accepted unseen from screens, people or assistants.
        """

    def inbox_answers(self) -> list[StandingAnswerView]:
        """The answers given once for all."""

    def inbox_revoke(self, id: int) -> None:
        """Ends one of them."""

    def refusals(self, limit: int = 200) -> RefusalsView:
        """What was found and not let through, the latest first, never with content."""
