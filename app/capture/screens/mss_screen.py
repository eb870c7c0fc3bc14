"""Pictures of the real monitors, by mss (X11 with shared memory, Windows, macOS)."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress

import mss
from mss.exception import ScreenShotError

from app.capture.ports import Monitor, Picture, ScreenUnavailable
from storage.errors import refused_as

NO_DISPLAY = "There is no display to look at. Start Reverie inside a desktop session, or set DISPLAY."
NO_PICTURE = (
    "The display gives no picture: it is locked, was closed, or screen recording is not allowed for Reverie."
)

# WORKAROUND: mss 10 asserts where a reply fails to come because the display is gone; it goes when mss raises its
# own error there.
FAILURES = (ScreenShotError, OSError, AssertionError)


class MssScreen:
    """Takes pictures of the monitors; every thread that asks has a connection of its own to the display."""

    def __init__(self, display: str | None = None) -> None:
        self._display = display
        self._mine = threading.local()
        self._opened: list[mss.MSS] = []
        self._handle()

    def monitors(self) -> tuple[Monitor, ...]:
        """The monitors plugged in now: mss remembers those it saw first, so it is asked afresh."""
        self._drop()
        with refused_as(ScreenUnavailable, NO_DISPLAY, *FAILURES):
            # The first entry is all monitors together.
            places = self._handle().monitors[1:]
        # An output that is switched off may be listed without any area.
        seen = [place for place in places if place["width"] and place["height"]]
        return tuple(
            Monitor(number, int(place["left"]), int(place["top"]), int(place["width"]), int(place["height"]))
            for number, place in enumerate(seen, start=1)
        )

    def grab(self, monitor: Monitor) -> Picture:
        """What `monitor` shows now. After a failure the next call connects anew."""
        place = {"left": monitor.x, "top": monitor.y, "width": monitor.width, "height": monitor.height}
        try:
            shot = self._handle().grab(place)
        except FAILURES as cause:
            self._drop()
            raise ScreenUnavailable(NO_PICTURE) from cause
        return Picture(shot.width, shot.height, shot.raw)

    def close(self) -> None:
        """Closes the connections of all threads."""
        while self._opened:
            with suppress(*FAILURES):
                self._opened.pop().close()
        self._mine = threading.local()

    def _handle(self) -> mss.MSS:
        """This thread's connection."""
        handle: mss.MSS | None = getattr(self._mine, "handle", None)
        if handle is None:
            handle = self._mine.handle = self._open()
            self._opened.append(handle)
        return handle

    def _open(self) -> mss.MSS:
        if sys.platform == "linux" and not (self._display or os.environ.get("DISPLAY")):
            raise ScreenUnavailable(NO_DISPLAY)
        with refused_as(ScreenUnavailable, NO_DISPLAY, *FAILURES):
            return mss.MSS(display=self._display) if self._display else mss.MSS()

    def _drop(self) -> None:
        """Closes this thread's connection."""
        handle: mss.MSS | None = getattr(self._mine, "handle", None)
        if handle is not None:
            self._opened.remove(handle)
            self._mine.handle = None
            with suppress(*FAILURES):
                handle.close()
