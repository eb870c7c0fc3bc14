"""What lies on a day's tape: a cell for each frame, runs of one app, and gaps with their reason. No widget here."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtGui import QColor

from app.interfaces import CoverageView, FrameView

GAP = timedelta(minutes=3)
"""Frames further apart than this have a gap between them; the recorder looks every few seconds while things change."""

WATCHING = "recording"
"""The state of coverage in which an unchanged screen leaves no frame."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A frame at `frame` in the day's list, or a gap before it when `gap` is set; `x` and `w` in pixels of the tape."""

    x: float
    w: float
    frame: int
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Frames of one app without a gap: [first, last], both included."""

    app: str
    first: int
    last: int


def runs(frames: Sequence[FrameView]) -> list[Run]:
    """The day as runs of one app, in order."""
    found: list[Run] = []
    for at, frame in enumerate(frames):
        if found and found[-1].app == frame.app and frame.time - frames[at - 1].time <= GAP:
            found[-1] = Run(frame.app, found[-1].first, at)
        else:
            found.append(Run(frame.app, at, at))
    return found


def cells(frames: Sequence[FrameView], cell: float, gap: float) -> list[Cell]:
    """The tape from left to right: frames are `cell` pixels wide, the gaps before them `gap`."""
    made: list[Cell] = []
    x = 0.0
    for at, frame in enumerate(frames):
        if at and frame.time - frames[at - 1].time > GAP:
            made.append(Cell(x, gap, at, gap=True))
            x += gap
        made.append(Cell(x, cell, at))
        x += cell
    return made


def next_app(frames: Sequence[FrameView], at: int, by: int) -> int:
    """The frame at the nearest change of app before (-1) or after (1) the one at `at`."""
    parts = runs(frames)
    here = next((i for i, run in enumerate(parts) if run.first <= at <= run.last), 0)
    if by < 0:
        return parts[here].first if at > parts[here].first else parts[max(0, here - 1)].first
    return parts[here + 1].first if here + 1 < len(parts) else parts[here].last


def nearest(frames: Sequence[FrameView], time: datetime) -> int:
    """The frame nearest to a time; 0 when there are none."""
    return min(range(len(frames)), key=lambda i: abs(frames[i].time - time), default=0)


def why(coverage: Sequence[CoverageView], started: datetime, ended: datetime) -> list[CoverageView]:
    """The stretches in which Reverie was not watching between two times; empty when it watched, or nothing is known."""
    return [c for c in coverage if c.state != WATCHING and c.started < ended and c.ended > started]


def colour(app: str, dark: bool) -> QColor:
    """The colour of an app: always the same, of even lightness, told apart by hue (CRC-32 of the name)."""
    hue = zlib.crc32(app.encode()) % 360
    return QColor.fromHslF(hue / 360, 0.40, 0.60 if dark else 0.62)
