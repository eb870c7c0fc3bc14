"""What a recorder sees with on this machine."""

from __future__ import annotations

from dataclasses import dataclass

from app.capture.ports import ScreenSource, WindowInfo
from app.capture.screens.mss_screen import MssScreen
from app.capture.windows.choose import choose


@dataclass(slots=True)
class Eyes:
    """What the recorder sees with: opened when it first looks, dropped after a failure."""

    screens: ScreenSource
    windows: WindowInfo


def open_eyes() -> Eyes:
    """Screens and windows of this desktop. Raises ScreenUnavailable with what to do."""
    return Eyes(MssScreen(), choose())
