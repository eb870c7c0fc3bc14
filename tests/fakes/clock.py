"""A clock that moves when the test says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class WoundClock:
    """Shows `start` until it is wound; callable like `system_clock`."""

    def __init__(self, start: datetime = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now

    def wind(self, step: timedelta = timedelta(0), **parts: float) -> datetime:
        """Goes forward by `step`, or by `minutes=5` and the like; returns the new time."""
        self.now += step + timedelta(**parts)
        return self.now
