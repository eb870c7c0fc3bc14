"""What a recorder sees with on this machine."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.capture.accessible import choose as accessible
from app.capture.accessible.none import NobodyTells
from app.capture.ports import Accessibility, ScreenSource, ScreenUnavailable, WindowInfo, WindowsUnknown
from app.capture.screens import choose as screens
from app.capture.screens.choose import Screenshots
from app.capture.wayland.session import is_wayland
from app.capture.windows import choose as windows
from app.capture.windows.none import NoWindows

NO_RULES_WITHOUT_WINDOWS = (
    "Nothing is recorded while windows cannot be told apart, for no rule could be kept to. {why} "
    "It is tried again by itself."
)


@dataclass(slots=True)
class Eyes:
    """What the recorder sees with: opened when it first looks, dropped after a failure."""

    screens: ScreenSource
    windows: WindowInfo
    accessibility: Accessibility = field(default_factory=NobodyTells)

    def close(self) -> None:
        """Lets the desktop go."""
        self.screens.close()
        self.windows.close()
        self.accessibility.close()


def open_eyes(screenshots: Screenshots | None = None) -> Eyes:
    """Screens and windows of this desktop. Raises ScreenUnavailable with what to do.

    `screenshots` are the last way to pictures, where there is no other.

    Raises WindowsUnknown where there are pictures only: who sees no windows cannot leave any out.
    """
    told = windows.choose()
    if isinstance(told, NoWindows):
        if not is_wayland():
            # Without any display, it is that which is to be said.
            screens.choose().close()
        raise WindowsUnknown(NO_RULES_WITHOUT_WINDOWS.format(why=told.reason))
    try:
        shown = screens.choose(screenshots)
    except ScreenUnavailable:
        told.close()
        raise
    return Eyes(shown, told, accessible.choose())
