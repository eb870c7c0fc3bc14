"""A life of a million frames that is nowhere kept: the fake's timeline, reckoned when it is asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from app.interfaces import (
    CoverageView,
    DayView,
    FrameDetail,
    FrameView,
    ReelCell,
    ReelView,
)
from tests.fakes.reverie import FakeReverie

FRAMES = 1_000_000
EVERY = timedelta(seconds=30)
START = datetime(2025, 12, 1, tzinfo=UTC)
END = START + FRAMES * EVERY
APPS = ("Code", "Firefox", "Thunderbird", "Konsole", "Signal", "LibreOffice Writer", "Gimp")
RUN = 7
"""Frames of one app one after the other."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class LongLife(FakeReverie):
    """Frames every 30 s for most of a year. `most` is the longest list that was ever asked for."""

    def __init__(self) -> None:
        super().__init__(lambda: END)
        self.most = 0

    def days(self) -> list[DayView]:
        """See `Reverie`."""
        first, last = START.date(), END.date()
        return [
            DayView((first + timedelta(days=n)).isoformat(), 2880) for n in range((last - first).days + 1)
        ]

    def frames_around(self, at: datetime, before: int = 100, after: int = 100) -> list[FrameView]:
        """See `Reverie`."""
        here = min(FRAMES, max(0, -((START - at) // EVERY)))
        found = [_frame(n) for n in range(max(0, here - before), min(FRAMES, here + after))]
        self.most = max(self.most, len(found))
        return found

    def reel(self, since: datetime, until: datetime, seconds: int) -> ReelView:
        """See `Reverie`."""
        width, cells = timedelta(seconds=seconds), []
        cell = max(since, START - (START - _EPOCH) % width)
        while cell < min(until, END):
            first = max(0, -((START - cell) // EVERY))
            behind = min(FRAMES, -((START - cell - width) // EVERY))
            if behind > first:
                cells.append(ReelCell(cell, _app(first), behind - first))
            cell += width
        self.most = max(self.most, len(cells))
        return ReelView(seconds, tuple(cells), (CoverageView(since, until, "recording"),))

    def app_change(self, app: str, at: datetime, by: int) -> datetime | None:
        """See `Reverie`."""
        run = (at - START) // EVERY // RUN
        at_start = (at - START) // EVERY % RUN == 0
        there = run + 1 if by > 0 else run - at_start
        return START + there * RUN * EVERY if 0 <= there * RUN < FRAMES else None

    def frame(self, id: UUID) -> FrameDetail:
        """See `Reverie`."""
        return FrameDetail(_frame(id.int - 1), f"page {id.int - 1:,}", (), 0, 0)


def _app(n: int) -> str:
    return APPS[n // RUN % len(APPS)]


def _frame(n: int) -> FrameView:
    return FrameView(UUID(int=n + 1), START + n * EVERY, _app(n), f"page {n:,}", "", 1, False)
