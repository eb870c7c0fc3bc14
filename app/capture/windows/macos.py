"""Windows under macOS, by Quartz (pyobjc-framework-Quartz, where it is installed)."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

from app.capture.ports import ScreenUnavailable, Window
from app.capture.windows import app_names
from storage.errors import refused_as
from storage.model import Box

NO_QUARTZ = "Window titles need the package pyobjc-framework-Quartz. Run: make setup"
# Ordinary windows lie in layer 0; the menu bar, the dock and shadows in others.
ORDINARY_LAYER = 0
# CGEventSourceSecondsSinceLastEventType: the combined session, any kind of event.
COMBINED_SESSION = 0
ANY_EVENT = 0xFFFFFFFF
# What CGSessionCopyCurrentDictionary says while the lock screen is shown.
LOCKED = "CGSSessionScreenIsLocked"


class MacWindows:
    """Asks the window server. Titles are empty until the user allows screen recording for Reverie."""

    name = "macos"

    def __init__(self) -> None:
        # `Any`: the module exists on macOS only and has no types.
        with refused_as(ScreenUnavailable, NO_QUARTZ, ImportError):
            self._quartz: Any = importlib.import_module("Quartz")

    def active(self) -> Window | None:
        """The front window: the window server has no other notion of it."""
        return next(iter(self.visible()), None)

    def visible(self) -> tuple[Window, ...]:
        """The ordinary windows on the screen, front to back."""
        quartz = self._quartz
        wanted = quartz.kCGWindowListOptionOnScreenOnly | quartz.kCGWindowListExcludeDesktopElements
        found = quartz.CGWindowListCopyWindowInfo(wanted, quartz.kCGNullWindowID) or ()
        return tuple(_window(entry) for entry in found if entry.get("kCGWindowLayer") == ORDINARY_LAYER)

    def out_of_sight(self) -> tuple[Window, ...]:
        """Nothing: what is not shown is not asked about here."""
        return ()

    def idle_seconds(self) -> float:
        """Seconds since the last key or motion."""
        return float(self._quartz.CGEventSourceSecondsSinceLastEventType(COMBINED_SESSION, ANY_EVENT))

    def screen_locked(self) -> bool:
        """Whether the lock screen is shown, or another user's session is."""
        session = self._quartz.CGSessionCopyCurrentDictionary()
        return session is None or bool(session.get(LOCKED, False))

    def close(self) -> None:
        """Nothing is open."""


# `Any`: the values are Objective-C strings and numbers.
def _window(entry: Mapping[str, Any]) -> Window:
    place = entry["kCGWindowBounds"]
    pid = int(entry.get("kCGWindowOwnerPID", 0))
    return Window(
        id=int(entry.get("kCGWindowNumber", 0)),
        process=app_names.program_of(pid),
        app=app_names.pretty(str(entry.get("kCGWindowOwnerName", ""))),
        title=str(entry.get("kCGWindowName") or ""),
        pid=pid,
        box=Box(int(place["X"]), int(place["Y"]), int(place["Width"]), int(place["Height"])),
        see_through=float(entry.get("kCGWindowAlpha", 1)) < 1,
    )
