"""Windows under macOS, by Quartz (pyobjc-framework-Quartz, where it is installed).

UNRUN: written after Apple's documentation of CGWindowListCopyWindowInfo, and tried against made-up replies only, never
run on a Mac.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from app.capture import browsers
from app.capture.ports import ScreenUnavailable, Window
from app.capture.windows import app_names
from storage.errors import refused_as
from storage.model import Box

NO_QUARTZ = (
    "Window titles need a package that set-up does not install yet. "
    "Run: .venv/bin/python -m pip install pyobjc-framework-Quartz"
)
NO_LIST = "macOS does not tell which windows there are. It is tried again by itself."
# Ordinary windows lie in layer 0; floating ones, menus, tips and the menu bar in front, the desktop behind.
ORDINARY_LAYER = 0
# Who draws what names other windows: menu bar, Dock, the switcher.
SYSTEM = frozenset({"Window Server", "Dock", "SystemUIServer", "Control Center", "WindowManager"})
# CGEventSourceSecondsSinceLastEventType: the combined session, any kind of event.
COMBINED_SESSION = 0
ANY_EVENT = 0xFFFFFFFF
MOST_DISPLAYS = 16
# What CGSessionCopyCurrentDictionary says while the lock screen is shown.
LOCKED = "CGSSessionScreenIsLocked"

# A window as the window server tells it. `Any`: the values are Objective-C strings and numbers.
Entry: TypeAlias = Mapping[str, Any]


class MacWindows:
    """Asks the window server. Titles are empty until the user allows screen recording for Reverie.

    `quartz` is the module of that name.
    """

    name = "macos"

    # `Any`: the module exists on macOS only and has no types.
    def __init__(self, quartz: Any = None) -> None:
        with refused_as(ScreenUnavailable, NO_QUARTZ, ImportError):
            self._quartz: Any = quartz or importlib.import_module("Quartz")
        self._programs = app_names.Programs()

    def active(self) -> Window | None:
        """The ordinary window in front: the window server has no other notion of it."""
        ordinary = (entry for entry in self._on_screen() if _layer(entry) == ORDINARY_LAYER)
        return next((self._window(entry, ()) for entry in ordinary), None)

    def visible(self) -> tuple[Window, ...]:
        """What is on the screen but the desktop, front to back: menus, tips and floating windows, too."""
        displays = self._displays()
        return tuple(
            self._window(entry, displays) for entry in self._on_screen() if _layer(entry) >= ORDINARY_LAYER
        )

    def out_of_sight(self) -> tuple[Window, ...]:
        """Ordinary windows that are minimised, hidden or in another space."""
        quartz = self._quartz
        found = quartz.CGWindowListCopyWindowInfo(quartz.kCGWindowListOptionAll, quartz.kCGNullWindowID) or ()
        away = [entry for entry in found if not entry.get("kCGWindowIsOnscreen")]
        titled = (entry for entry in away if _layer(entry) == ORDINARY_LAYER and entry.get("kCGWindowName"))
        return tuple(self._window(entry, ()) for entry in titled)

    def idle_seconds(self) -> float:
        """Seconds since the last key or motion."""
        return float(self._quartz.CGEventSourceSecondsSinceLastEventType(COMBINED_SESSION, ANY_EVENT))

    def screen_locked(self) -> bool:
        """Whether the lock screen is shown, or another user's session is."""
        session = self._quartz.CGSessionCopyCurrentDictionary()
        return session is None or bool(session.get(LOCKED, False))

    def close(self) -> None:
        """Nothing is open."""

    def _on_screen(self) -> Sequence[Entry]:
        quartz = self._quartz
        wanted = quartz.kCGWindowListOptionOnScreenOnly | quartz.kCGWindowListExcludeDesktopElements
        found = quartz.CGWindowListCopyWindowInfo(wanted, quartz.kCGNullWindowID)
        if found is None:
            # Outside of a session of windows; an empty desktop is an empty list.
            raise ScreenUnavailable(NO_LIST)
        return list(found)

    def _displays(self) -> tuple[Box, ...]:
        _, displays, _ = self._quartz.CGGetActiveDisplayList(MOST_DISPLAYS, None, None)
        bounds = (self._quartz.CGDisplayBounds(display) for display in displays)
        return tuple(
            Box(int(one.origin.x), int(one.origin.y), int(one.size.width), int(one.size.height))
            for one in bounds
        )

    def _window(self, entry: Entry, displays: Sequence[Box]) -> Window:
        place = entry["kCGWindowBounds"]
        pid, number = int(entry.get("kCGWindowOwnerPID", 0)), int(entry.get("kCGWindowNumber", 0))
        owner = str(entry.get("kCGWindowOwnerName", ""))
        program, private = self._programs.of(number, pid)
        box = Box(int(place["X"]), int(place["Y"]), int(place["Width"]), int(place["Height"]))
        ordinary = _layer(entry) == ORDINARY_LAYER
        return Window(
            id=number,
            process=program,
            app=app_names.pretty(owner),
            title=str(entry.get("kCGWindowName") or ""),
            private=private and browsers.is_one((owner, program)),
            pid=pid,
            box=box,
            full_screen=ordinary and box in displays,
            # Only ordinary windows are known to be solid: the Dock's covers the whole screen.
            see_through=not ordinary or float(entry.get("kCGWindowAlpha", 1)) < 1,
            panel=not ordinary and owner in SYSTEM and box not in displays,
        )


def _layer(entry: Entry) -> int:
    return int(entry.get("kCGWindowLayer", ORDINARY_LAYER))
