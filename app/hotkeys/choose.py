"""Which way to a shortcut this desktop has."""

from __future__ import annotations

import sys

from app.capture.wayland.session import is_wayland
from app.hotkeys.none import NoHotkey
from app.interfaces import Hotkey
from storage.errors import ReverieError

NOT_YET = "Bind `reverie recall` to keys of your choice in your desktop's own settings."


def choose(platform: str = sys.platform) -> Hotkey:
    """The way for `platform` (as `sys.platform`); where there is none, one that says so. Nothing is started."""
    try:
        return _open(platform)
    except ReverieError as refusal:
        return NoHotkey(refusal.message)


# Each needs what only its platform has, so only the one that is used is imported.
def _open(platform: str) -> Hotkey:
    if platform == "win32":
        from app.hotkeys.win32 import Win32Hotkey  # noqa: PLC0415 - this platform only

        return Win32Hotkey()
    if platform.startswith("linux") and is_wayland():
        from app.hotkeys.portal import PortalHotkey  # noqa: PLC0415 - jeepney is installed on Linux only

        return PortalHotkey()
    if platform.startswith("linux"):
        from app.hotkeys.x11 import X11Hotkey  # noqa: PLC0415 - python-xlib, which only X11 needs

        return X11Hotkey()
    return NoHotkey(NOT_YET)
