"""How Reverie fares: counts, and what the doctor finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor: what was looked at, whether it is well, and what to do when not."""

    name: str
    well: bool
    message: str


class HousekeepingCalls(Protocol):
    """Counts, and the doctor."""

    def stats(self) -> dict[str, Any]:
        """Counts, bytes on disk, first and last time."""

    def doctor(self) -> list[Check]:
        """Looks at every part; takes seconds."""
