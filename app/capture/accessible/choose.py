"""Which way to ask applications this desktop has."""

from __future__ import annotations

import sys

from app.capture.accessible.none import NobodyTells
from app.capture.accessible.timely import Timely
from app.capture.ports import Accessibility
from app.capture.wayland.session import is_wayland


def choose(platform: str = sys.platform) -> Accessibility:
    """The way for `platform` (as `sys.platform`); on others, one that knows nothing."""
    if platform in ("win32", "darwin"):
        return NobodyTells()
    # A D-Bus client, which only Linux needs.
    from app.capture.accessible.atspi import AtSpi  # noqa: PLC0415  (this platform only)

    within = is_wayland()
    return Timely(lambda: AtSpi(within_windows=within))
