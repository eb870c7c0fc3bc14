"""Which way of noticing this system has."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from app.away.none import NoSigns
from app.away.ports import AwaySigns
from app.away.watch import Watch
from app.capture.windows import choose as windows
from app.interfaces import LockReason
from storage.errors import ReverieError

UNKNOWN = "Reverie does not know how this system tells that its screen is locked. Lock Reverie yourself when you leave."


def watch(
    setting: Callable[[str], Any],
    lock: Callable[[LockReason], None],
    busy_dreaming: Callable[[], bool] = lambda: False,
) -> Watch:
    """The watch of this system; see `Watch` for what it is given. Nothing is started."""
    return Watch(choose(), setting, lock, windows.choose, busy_dreaming)


def choose(platform: str = sys.platform) -> AwaySigns:
    """The way for `platform` (as `sys.platform`); where there is none, one that notices nothing and says so."""
    try:
        return _open(platform)
    except ReverieError as refusal:
        return NoSigns(refusal.message)


# Each needs what only its platform has, so only the one that is used is imported.
def _open(platform: str) -> AwaySigns:
    if platform == "win32":
        from app.away.win32 import Win32Signs  # noqa: PLC0415 - this platform only

        return Win32Signs()
    if platform == "darwin":
        from app.away.macos import MacSigns  # noqa: PLC0415 - this platform only

        return MacSigns()
    if platform.startswith("linux"):
        from app.away.dbus import DbusSigns  # noqa: PLC0415 - jeepney is installed on Linux only

        return DbusSigns()
    return NoSigns(UNKNOWN)
