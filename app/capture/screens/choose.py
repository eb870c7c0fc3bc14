"""Which source of pictures this desktop has."""

from __future__ import annotations

import sys

from app.capture.ports import ScreenSource
from app.capture.screens.mss_screen import MssScreen
from app.capture.wayland.session import is_wayland


def choose(platform: str = sys.platform) -> ScreenSource:
    """The source for `platform` (as `sys.platform`). Raises ScreenUnavailable with what to do.

    An X server beside Wayland would give black pictures: it is not asked.
    """
    if platform in ("win32", "darwin") or not is_wayland():
        return MssScreen()
    from app.capture.screens.wlr_screen import WlrScreen  # noqa: PLC0415  (this platform only)

    return WlrScreen()
