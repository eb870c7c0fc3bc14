"""When something was watched, what must not be, and what stood on the screens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.ids import ObservationId


class Watching(StrEnum):
    """What Reverie was doing with the screen: the states of the coverage ledger."""

    RECORDING = "recording"
    PAUSED = "paused"
    HIDDEN = "hidden"
    LOCKED = "locked"
    IDLE = "idle"
    FAILING = "failing"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Coverage:
    """A stretch of time in one state; `reason` names the rule or cause, never content."""

    started: datetime
    ended: datetime
    state: Watching
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What must not be seen: shell-style patterns (`*`), matched without regard to case; empty matches all."""

    id: int
    app: str = ""
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class FrameWindow:
    """The window a frame is about."""

    id: ObservationId
    time: datetime
    app: str
    window_title: str
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A frame that stood on a screen from `start` to `end`."""

    id: ObservationId
    app: str
    title: str
    start: datetime
    end: datetime
    url: str = ""


@dataclass(frozen=True, slots=True)
class ReelCell:
    """A stretch of the timeline that begins at `time`: how many frames it holds, and the app most of them show."""

    time: datetime
    app: str
    frames: int
