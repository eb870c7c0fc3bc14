"""Where in time we look: a frame, with a page of frames around it; the rest stays with the keeper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.interfaces import FrameDetail, FrameView, Refused
from ui.desk import Desk

SIDE = 150
"""Frames of the page on each side."""

NEAR = 40
"""Frames left to the page's edge when the next page is asked for."""

FIRST, LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)

Pick = Callable[[Sequence[FrameView]], int]


class Playhead(QObject):
    """Emits `moved` when another frame is looked at or its page was read again, `emptied` when there is none."""

    moved = Signal()
    emptied = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._page: list[FrameView] = []
        self._at = 0
        self._ends = (True, True)
        self._turn = 0

    @property
    def current(self) -> FrameView | None:
        """The frame looked at."""
        return self._page[self._at] if self._page else None

    @property
    def page(self) -> Sequence[FrameView]:
        """The frames around it, oldest first."""
        return self._page

    @property
    def is_last(self) -> bool:
        """Whether nothing later is known."""
        return self._ends[1] and self._at >= len(self._page) - 1

    def go(self, at: int) -> None:
        """Looks at a frame of the page."""
        if self._page:
            self._at = min(len(self._page) - 1, max(0, at))
            self.moved.emit()
            self._read_on()

    def step(self, by: int) -> None:
        """Goes by so many frames."""
        self.go(self._at + by)

    def go_to(self, time: datetime, lean: int = 0) -> None:
        """Goes to the frame nearest to a time; with `lean` 1 to the first from it on, with -1 to the last before it."""
        self._read(time, lambda page: _placed(page, time, lean))

    def go_to_end(self) -> None:
        """Goes to the latest frame."""
        self.go_to(LAST, -1)

    def go_to_start(self) -> None:
        """Goes to the earliest frame."""
        self.go_to(FIRST, 1)

    def open(self, id: UUID, failed: Callable[[Refused], None] | None = None) -> None:
        """Goes to a frame by its id."""

        def found(detail: FrameDetail) -> None:
            time = detail.frame.time
            self._read(time, lambda page: _place_of(page, id, _placed(page, time, 0)))

        self._desk.query(self, lambda reverie: reverie.frame(id), found, failed)

    def change_app(self, by: int) -> None:
        """Goes to the next change of app (1), or back to where this app's run began, or the one before it (-1)."""
        frame = self.current
        if frame is None:
            return

        def found(time: datetime | None) -> None:
            if time is not None:
                self._read(time, lambda page: _other_app(page, time, frame, by))

        self._desk.query(self, lambda reverie: reverie.app_change(frame.app, frame.time, by), found)

    def refresh(self) -> None:
        """Reads the page again: on at the end when that is looked at, else where we are."""
        frame = self.current
        if frame is None or self.is_last:
            self.go_to_end()
        else:
            self._read(frame.time, lambda page: _place_of(page, frame.id, _placed(page, frame.time, 0)))

    def _read_on(self) -> None:
        """Asks for the next page before its edge is reached."""
        near_start = self._at < NEAR and not self._ends[0]
        near_end = self._at >= len(self._page) - NEAR and not self._ends[1]
        frame = self.current
        if frame is not None and (near_start or near_end):
            self._read(frame.time, None)

    def _read(self, time: datetime, pick: Pick | None) -> None:
        """Reads a page around `time`; without `pick` we stay where we are then."""
        self._turn += 1
        turn = self._turn

        def show(page: list[FrameView]) -> None:
            # A jump wins over what was asked for before; a page for reading on gives way to any.
            if turn == self._turn:
                self._take(page, time, pick)

        self._desk.query(self, lambda reverie: reverie.frames_around(time, SIDE, SIDE), show)

    def _take(self, page: list[FrameView], time: datetime, pick: Pick | None) -> None:
        here = self.current
        if not page:
            self._page, self._at, self._ends = [], 0, (True, True)
            self.emptied.emit()
            return
        earlier = sum(1 for frame in page if frame.time < time)
        self._page, self._ends = page, (earlier < SIDE, len(page) - earlier < SIDE)
        if pick is not None:
            self._at = pick(page)
            self.moved.emit()
        elif here is not None:
            self._at = _place_of(page, here.id, _placed(page, here.time, 0))
        if self._ends != (True, True):
            self._read_on_after(pick)

    def _read_on_after(self, pick: Pick | None) -> None:
        """A jump to near an edge of what came is followed by the page around it; reading on is not repeated."""
        if pick is not None:
            self._read_on()


def _placed(page: Sequence[FrameView], time: datetime, lean: int) -> int:
    if lean > 0:
        return next((at for at, frame in enumerate(page) if frame.time >= time), len(page) - 1)
    if lean < 0:
        return max((at for at, frame in enumerate(page) if frame.time <= time), default=0)
    return min(range(len(page)), key=lambda at: abs(page[at].time - time))


def _place_of(page: Sequence[FrameView], id: UUID, otherwise: int) -> int:
    return next((at for at, frame in enumerate(page) if frame.id == id), otherwise)


def _other_app(page: Sequence[FrameView], time: datetime, frame: FrameView, by: int) -> int:
    """Two monitors may show two apps at one time: going on, the other app's frame is meant."""
    same = _placed(page, time, 1)
    other = (at for at, one in enumerate(page) if one.time == time and one.app != frame.app)
    return next(other, same) if by > 0 else same
