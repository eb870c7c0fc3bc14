"""Which source of pictures this desktop has."""

from __future__ import annotations

import sys
from typing import Protocol

from app.capture.ports import Picture, ScreenSource, ScreenUnavailable
from app.capture.screens.mss_screen import MssScreen
from app.capture.wayland.session import is_wayland

MAY_BE_ALLOWED = (
    "{why} Its portal may take screenshots instead, each of which lies in a file in clear for a moment: "
    "reverie settings set capture.by_screenshots on"
)


class Screenshots(Protocol):
    """Pictures of the whole desktop that the desktop takes itself, leaving a file for a moment."""

    def allowed(self) -> bool:
        """Whether the person chose so."""

    def take(self) -> Picture:
        """One picture. Raises ScreenUnavailable."""


def choose(screenshots: Screenshots | None = None, platform: str = sys.platform) -> ScreenSource:
    """The source for `platform` (as `sys.platform`). Raises ScreenUnavailable with what to do.

    An X server beside Wayland would give black pictures: it is not asked.
    """
    if platform in ("win32", "darwin") or not is_wayland():
        return MssScreen()
    from app.capture.screens.portal_screen import PortalScreen  # noqa: PLC0415  (this platform only)
    from app.capture.screens.wlr_screen import NotOffered, WlrScreen  # noqa: PLC0415  (this platform only)

    try:
        return WlrScreen()
    except NotOffered as refusal:
        if screenshots is None:
            raise
        if not screenshots.allowed():
            raise ScreenUnavailable(MAY_BE_ALLOWED.format(why=refusal.message)) from refusal
        return PortalScreen(screenshots.take)
