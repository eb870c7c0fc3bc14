"""What is looked at: frames, their words and places, the tape and the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Place:
    """A word's rectangle on a frame, in pixels of that frame."""

    x: int
    y: int
    w: int
    h: int


@dataclass(frozen=True, slots=True)
class SourceView:
    """An observation behind a hit, citation or memory; behind a turn that was read off a screen, that screen."""

    type: str
    id: UUID
    external_id: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class CoverageView:
    """A stretch of the coverage ledger."""

    started: datetime
    ended: datetime
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FrameView:
    """A frame in the timeline, without its picture.

    `faded` says what became of the picture with time: nothing (empty), smaller, thumbnail (that alone), text (alone).
    """

    id: UUID
    time: datetime
    app: str
    window_title: str
    url: str
    monitor: int
    has_picture: bool
    external_id: str = ""
    faded: str = ""


@dataclass(frozen=True, slots=True)
class WordView:
    """A word on a frame with its place."""

    text: str
    place: Place
    line: int


@dataclass(frozen=True, slots=True)
class FrameDetail:
    """A frame with its words; `picture` is fetched apart by `picture(id)`."""

    frame: FrameView
    text: str
    words: tuple[WordView, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class DayView:
    """A local day with what it holds; `day` is YYYY-MM-DD in the safe's zone."""

    day: str
    frames: int


@dataclass(frozen=True, slots=True)
class ReelCell:
    """A stretch of the tape that begins at `time`: how many frames it holds, and the app most of them show."""

    time: datetime
    app: str
    frames: int


@dataclass(frozen=True, slots=True)
class ReelView:
    """A piece of the tape: cells of `seconds` each that hold frames, and what Reverie was doing, oldest first.

    Of `coverage` only what lasted as long as a cell is told; where there is none, Reverie was not running.
    """

    seconds: int
    cells: tuple[ReelCell, ...]
    coverage: tuple[CoverageView, ...]


@dataclass(frozen=True, slots=True)
class TimeView:
    """What words for a time mean: from `start`, the moment to go to, until `end`."""

    start: datetime
    end: datetime


class LookingCalls(Protocol):
    """The timeline and its frames."""

    def days(self) -> list[DayView]:
        """Days that hold frames, oldest first."""

    def frames(self, since: datetime, until: datetime, limit: int = 2000) -> list[FrameView]:
        """Frames of [since, until), oldest first."""

    def frames_around(self, at: datetime, before: int = 100, after: int = 100) -> list[FrameView]:
        """The last `before` frames earlier than `at` and the first `after` from `at` on, oldest first."""

    def reel(self, since: datetime, until: datetime, seconds: int) -> ReelView:
        """The tape of [since, until) in cells of `seconds`, counted from 1970; at most 2,000 cells a call."""

    def app_change(self, app: str, at: datetime, by: int) -> datetime | None:
        """When another app than `app`, seen at `at`, comes next (`by` 1); None where there is none.

        With `by` -1 where the run of `app` began; at its beginning, where the run before it did.
        """

    def time_of(self, text: str, at: datetime, now: datetime | None = None) -> TimeView | None:
        """What "2 h earlier", "14:30" or "last Tuesday" means to somebody who looks at `at`; None: no time."""

    def frame(self, id: UUID) -> FrameDetail:
        """One frame with its words."""

    def picture(self, id: UUID) -> bytes:
        """The frame's picture (WebP), empty when only its text was kept."""

    def thumbnail(self, id: UUID) -> bytes:
        """A small picture of the frame (WebP), or empty."""

    def places(self, id: UUID, words: str, typed: bool = False) -> list[Place]:
        """Where the words of a quote stand on a frame; of what a person `typed`, "exact words" and begin* too, each
        time they stand there.
        """

    def coverage(self, since: datetime, until: datetime) -> list[CoverageView]:
        """What Reverie was doing in [since, until)."""
