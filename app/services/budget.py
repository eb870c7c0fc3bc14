"""What the language model may take in the background a day, and what it took: kept in the safe."""

from __future__ import annotations

import threading
from zoneinfo import ZoneInfo

from storage.clock import Clock
from storage.safe import Safe

SETTING = "digest.model_minutes_a_day"
MINUTES_A_DAY = 30.0
# [day, seconds]: not a setting of the user's.
_SPENT = "digest.model_spent"


class ModelBudget:
    """Seconds of processor time (of waiting, for a model behind a server), by the local day. Thread-safe."""

    def __init__(self, safe: Safe, zone: ZoneInfo, clock: Clock) -> None:
        self._safe = safe
        self._zone = zone
        self._clock = clock
        self._lock = threading.Lock()

    @property
    def seconds(self) -> float:
        """How many a day are allowed."""
        return float(self._safe.settings.get(SETTING, MINUTES_A_DAY)) * 60

    def spent(self) -> float:
        """How many were taken today."""
        day, seconds = self._safe.settings.get(_SPENT, ("", 0.0))
        return float(seconds) if day == self._today() else 0.0

    def left(self) -> bool:
        """Whether there are any left today."""
        return self.spent() < self.seconds

    def spend(self, seconds: float) -> None:
        """So many were taken."""
        if seconds > 0:
            with self._lock:
                self._safe.settings.set(_SPENT, [self._today(), round(self.spent() + seconds, 3)])

    def sentence(self) -> str:
        """For people: what was taken of how much."""
        rest = "" if self.left() else " What is left to read waits until tomorrow."
        return (
            f"In the background it took {self.spent() / 60:.1f} of {self.seconds / 60:g} minutes today.{rest}"
        )

    def _today(self) -> str:
        return self._clock().astimezone(self._zone).date().isoformat()
