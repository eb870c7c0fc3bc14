"""Where the recorder of an open safe puts what it sees, and the settings it goes by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app import settings
from app.bus import Bus
from app.capture.circumstances import Choices
from app.capture.rules import Rule as GateRule
from app.events import ObservationKept
from storage.model import Kept, Watching
from storage.safe import Safe

INTERVAL_SECONDS = 2.0
PAUSED = "recording.paused"


class SafeSink:
    """Keeps frames in the safe and tells that they are there; implements the recorder's `Sink`."""

    def __init__(self, safe: Safe, bus: Bus) -> None:
        self._safe = safe
        self._bus = bus

    def keep(self, frame: Kept) -> None:
        """Keeps a frame in one transaction; from then on it is found by its words."""
        ids = self._safe.observations.keep([frame])
        self._bus.tell(ObservationKept("frame", tuple(ids)))

    def mark(self, state: Watching, at: datetime, reason: str = "") -> None:
        """Writes the ledger."""
        self._safe.coverage.mark(state, at, reason)

    def rules(self) -> Sequence[GateRule]:
        """The user's rules as they are now."""
        listed = self._safe.rules.list()
        return [
            GateRule(rule.app or None, rule.title or None, rule.url or None, id=rule.id) for rule in listed
        ]

    def interval(self) -> float:
        """The setting's seconds."""
        return float(self._safe.settings.get("capture.interval", INTERVAL_SECONDS))

    def choices(self) -> Choices:
        """The settings as they are now."""
        return settings.recording(self._safe)

    def pause(self) -> str:
        """The pause that was remembered."""
        return str(self._safe.settings.get(PAUSED, "") or "")

    def remember_pause(self, until: str) -> None:
        """Remembers it as a setting."""
        self._safe.settings.set(PAUSED, until)
