"""Pictures of the real monitors, by mss (X11 with shared memory, Windows, macOS)."""

from __future__ import annotations

import os
import sys
import threading

import mss
from mss.exception import ScreenShotError

from app.capture.ports import Monitor, Picture, ScreenUnavailable
from storage.errors import refused_as

NO_DISPLAY = "There is no display to look at. Start Reverie inside a desktop session, or set DISPLAY."
NO_PICTURE = (
    "The display gives no picture: it is locked, was closed, or screen recording is not allowed for Reverie."
)


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
        with refused_as(ScreenUnavailable, NO_DISPLAY, ScreenShotError):
            # The first entry is all monitors together.
            places = self._handle().monitors[1:]
        return tuple(
            Monitor(number, int(place["left"]), int(place["top"]), int(place["width"]), int(place["height"]))
            for number, place in enumerate(places, start=1)
        )

    def grab(self, monitor: Monitor) -> Picture:
        """What `monitor` shows now."""
        place = {"left": monitor.x, "top": monitor.y, "width": monitor.width, "height": monitor.height}
        with refused_as(ScreenUnavailable, NO_PICTURE, ScreenShotError, OSError):
            shot = self._handle().grab(place)
        return Picture(shot.width, shot.height, bytes(shot.raw))

    def close(self) -> None:
        """Closes the connections of all threads."""
        while self._opened:
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
        with refused_as(ScreenUnavailable, NO_DISPLAY, ScreenShotError, OSError):
            return mss.MSS(display=self._display) if self._display else mss.MSS()

    def _drop(self) -> None:
        """Closes this thread's connection."""
        handle: mss.MSS | None = getattr(self._mine, "handle", None)
        if handle is not None:
            self._opened.remove(handle)
            handle.close()
            self._mine.handle = None
