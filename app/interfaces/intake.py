"""What goes in: observations and memories, and the digest that works on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class IncomingFrame:
    """A screen to keep: an encoded `picture` to be read, or its `text` as given. Secrets are masked on the way in."""

    time: datetime
    picture: bytes | None = None
    text: str | None = None
    app: str = ""
    window_title: str = ""
    url: str = ""
    monitor: int = 1
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class IncomingTurn:
    """An utterance to keep; `role` is user, assistant or participant."""

    time: datetime
    text: str
    thread: str
    speaker: str = ""
    role: str = "user"
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class IncomingNote:
    """Something the user asked to remember; `kind` names a kind of memory, or is empty."""

    time: datetime
    text: str
    kind: str = ""
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One observation on its way in: exactly one of the three is given."""

    frame: IncomingFrame | None = None
    turn: IncomingTurn | None = None
    note: IncomingNote | None = None


@dataclass(frozen=True, slots=True)
class IncomingMemory:
    """A memory to import as it is."""

    kind: str
    body: dict[str, Any]
    external_id: str = ""
    valid_from: datetime | None = None
    current: bool = True
    valid_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeepReport:
    """What became of incoming observations. `refused` holds (position in the list, sentence)."""

    kept: int = 0
    known: int = 0
    refused: tuple[tuple[int, str], ...] = ()
    ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class DigestReport:
    """What a stretch of digesting did; `pending` jobs are still to be done."""

    episodes: int = 0
    memories_added: int = 0
    memories_revised: int = 0
    refused: int = 0
    failed: int = 0
    seconds: float = 0.0
    model: str = ""
    pending: int = 0


class IntakeCalls(Protocol):
    """Keeping what was seen and said, and digesting it."""

    def keep(self, items: list[Incoming]) -> KeepReport:
        """Keeps observations; what cannot be kept is named in the report, the others are kept."""

    def import_memories(self, items: list[IncomingMemory], now: datetime | None = None) -> KeepReport:
        """Keeps memories as they are; a body of `{"text"}` alone is accepted for every kind."""

    def digest(
        self, seconds: float = 5.0, model: str | None = None, now: datetime | None = None
    ) -> DigestReport:
        """Works on pending jobs for about `seconds`; call again while `pending` is not 0."""
