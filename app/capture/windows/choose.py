"""Which way to ask about windows this desktop has."""

from __future__ import annotations

import os
import sys

from app.capture.ports import ScreenUnavailable, WindowInfo
from app.capture.windows.none import NoWindows

WAYLAND = "Reverie cannot see window titles under Wayland; log in to an X11 session for them."


def choose(platform: str = sys.platform) -> WindowInfo:
    """The way for `platform` (as `sys.platform`); where there is none, one that knows nothing and says why."""
    try:
        return _open(platform)
    except ScreenUnavailable as refusal:
        return NoWindows(refusal.message)


# Each backend needs what only its platform has, so only the one that is used is imported.
def _open(platform: str) -> WindowInfo:
    if platform == "win32":
        from app.capture.windows.win32 import Win32Windows  # noqa: PLC0415  (this platform only)

        return Win32Windows()
    if platform == "darwin":
        from app.capture.windows.macos import MacWindows  # noqa: PLC0415  (this platform only)

        return MacWindows()
    return _open_linux()


def _open_linux() -> WindowInfo:
    if os.environ.get("WAYLAND_DISPLAY") and not os.environ.get("DISPLAY"):
        return NoWindows(WAYLAND)
    from app.capture.windows.x11 import X11Windows  # noqa: PLC0415  (needs python-xlib, which only X11 has)

    return X11Windows()
