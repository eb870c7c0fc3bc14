"""Which way to ask applications this desktop has."""

from __future__ import annotations

import sys

from app.capture.accessible.none import NobodyTells
from app.capture.accessible.timely import Timely
from app.capture.ports import Accessibility, ScreenUnavailable
from app.capture.wayland.session import is_wayland


def choose(platform: str = sys.platform) -> Accessibility:
    """The way for `platform` (as `sys.platform`); on others, one that knows nothing."""
    if platform == "win32":
        return NobodyTells()
    if platform == "darwin":
        return _open_macos()
    # A D-Bus client, which only Linux needs.
    from app.capture.accessible.atspi import AtSpi  # noqa: PLC0415  (this platform only)

    within = is_wayland()
    return Timely(lambda: AtSpi(within_windows=within))


def _open_macos() -> Accessibility:
    from app.capture.accessible.macos import MacAccessibility  # noqa: PLC0415  (this platform only)

    try:
        asking = MacAccessibility()
    except ScreenUnavailable:
        return NobodyTells()
    return Timely(lambda: asking)
