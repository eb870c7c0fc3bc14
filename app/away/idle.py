"""How long nobody used the computer, as the desktop tells; asked by one thread."""

from __future__ import annotations

from collections.abc import Callable

from app.capture.ports import ScreenUnavailable, WindowInfo


class IdleTime:
    """Asks what `windows()` opens; opens it anew after the display went. `known` is false where no desktop tells."""

    def __init__(self, windows: Callable[[], WindowInfo]) -> None:
        self._open = windows
        self._windows: WindowInfo | None = None
        self.known = True

    def seconds(self) -> float:
        """Since the last input; 0 where it is not known."""
        try:
            if self._windows is None:
                self._windows = self._open()
            idle = self._windows.idle_seconds()
            self.known = self._windows.name != "none"
        except ScreenUnavailable:
            # The display went: it is opened anew at the next look.
            self._windows, self.known = None, False
            return 0.0
        return idle

    def close(self) -> None:
        """Lets go of the desktop."""
        if self._windows is not None:
            self._windows.close()
            self._windows = None
