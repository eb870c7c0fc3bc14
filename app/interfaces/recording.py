"""The recorder, and the rules of what it must not see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from app.interfaces.status import Status


@dataclass(frozen=True, slots=True)
class LookReport:
    """What one look at the screens kept; `reason` says why nothing was kept, never with content."""

    monitors: int = 0
    kept: int = 0
    unchanged: int = 0
    hidden: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RuleView:
    """What must not be seen; `built_in` rules cannot be removed, and `name` is what they are called in the ledger."""

    id: int
    app: str
    title: str
    url: str
    built_in: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class AppMoments:
    """How many moments are of an app."""

    app: str
    moments: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Moments close together: the first, the last, how many."""

    started: datetime
    ended: datetime
    moments: int


@dataclass(frozen=True, slots=True)
class RehearsalView:
    """What a rule would have hidden of [since, until): `moments` of the `seen` ones, by the window each is about.

    `ids` are what to give to `forget` so that they go.
    """

    since: datetime
    until: datetime
    seen: int
    moments: int
    apps: tuple[AppMoments, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    ids: tuple[UUID, ...] = ()


class RecordingCalls(Protocol):
    """Pausing, looking once, and hiding windows."""

    def pause(self, seconds: float | None = None) -> Status:
        """Keeps nothing from now on, for `seconds` or until `resume`; on a locked safe until the next lock."""

    def resume(self) -> Status:
        """Ends a pause."""

    def look(self, now: datetime | None = None) -> LookReport:
        """Takes one look at every monitor now."""

    def rules(self) -> list[RuleView]:
        """The user's rules, then the built-in ones."""

    def add_rule(self, app: str = "", title: str = "", url: str = "") -> RuleView:
        """Hides windows that match every pattern given (`*` stands for anything)."""

    def remove_rule(self, id: int) -> None:
        """Removes a rule of the user's."""

    def rehearse(
        self,
        app: str = "",
        title: str = "",
        url: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> RehearsalView:
        """What such a rule would have hidden in [since, until), by default last week; changes nothing."""
