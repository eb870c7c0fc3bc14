"""Background work that waits, and what of it failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from app.interfaces.looking import SourceView


@dataclass(frozen=True, slots=True)
class QueueView:
    """Background work of one kind that has not failed and waits: how many pieces, since when the oldest if known.

    `what` says what is done; `waits_for` is a sentence where it waits for something else than its turn.
    """

    kind: str
    what: str
    number: int
    oldest: datetime | None = None
    waits_for: str = ""


@dataclass(frozen=True, slots=True)
class JobView:
    """Background work that failed: it waits for a person (state "attention") or rests until `not_before`.

    `error` is the class of the last failure, `reason` a sentence about it, `what` says what was to be done; none holds
    content. `about` is the moment it concerns, where it is one and still there.
    """

    id: UUID
    kind: str
    state: str
    created: datetime
    attempts: int
    not_before: datetime | None = None
    error: str = ""
    reason: str = ""
    what: str = ""
    about: SourceView | None = None


class BacklogCalls(Protocol):
    """What waits or failed, and what can be done about it."""

    def queue(self) -> list[QueueView]:
        """Background work that waits and has not failed, by kind; empty when all is done."""

    def jobs(self) -> list[JobView]:
        """Background work that failed: what waits for a person, then what rests."""

    def retry_job(self, id: UUID) -> None:
        """Tries failed work again now."""

    def drop_job(self, id: UUID) -> None:
        """Gives failed work up; what it was about stays."""
