"""Which way to ask about windows this desktop has."""

from __future__ import annotations

import os
import sys

from app.capture.ports import ScreenUnavailable, WindowInfo
from app.capture.wayland.session import is_wayland
from app.capture.windows.none import NoWindows

WAYLAND = (
    "On this Wayland desktop ({desktop}) no program is told where the windows of others are. "
    "Log in to an X11 session, or use sway or Hyprland."
)


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
    return _open_wayland() if is_wayland() else _open_x11()


def _open_x11() -> WindowInfo:
    from app.capture.windows.x11 import X11Windows  # noqa: PLC0415  (needs python-xlib, which only X11 has)

    return X11Windows()


def _open_wayland() -> WindowInfo:
    from app.capture.windows.hyprland import Hyprland, socket_of_hyprland  # noqa: PLC0415  (Linux only)
    from app.capture.windows.sway import Sway, socket_of_sway  # noqa: PLC0415  (Linux only)
    from app.capture.windows.wayland import WaylandWindows  # noqa: PLC0415  (Linux only)

    if hyprland := socket_of_hyprland():
        teller: Hyprland | Sway = Hyprland(hyprland)
    elif sway := socket_of_sway():
        teller = Sway(sway)
    else:
        return NoWindows(
            WAYLAND.format(desktop=os.environ.get("XDG_CURRENT_DESKTOP") or "of an unknown name")
        )
    return WaylandWindows(teller)
