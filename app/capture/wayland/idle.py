"""How long nobody touched keyboard or mouse, as a compositor tells it (ext-idle-notify, or KDE's older protocol)."""

from __future__ import annotations

import time

from app.capture.wayland.wire import Arguments, Compositor, ignored, packed

SEAT = "wl_seat"
# The protocols that tell it, with the number of the request: (new object, ...).
NOTIFIER, OLDER = "ext_idle_notifier_v1", "org_kde_kwin_idle"
_GET_NOTIFICATION, _GET_TIMEOUT = 1, 0
_IDLED, _RESUMED = 0, 1
# From so many milliseconds of rest on it is told; until then the user counts as present.
TOLD_AFTER_MS = 400


class Idle:
    """Follows one compositor. A compositor that tells nothing leaves the user present."""

    def __init__(self, compositor: Compositor) -> None:
        self._compositor = compositor
        self._since: float | None = None
        seat = compositor.find(SEAT)
        self.known = seat is not None and self._ask(seat)
        compositor.settle()

    def seconds(self) -> float:
        """Seconds since the last key or motion; 0 while there were some lately. Raises ScreenUnavailable."""
        self._compositor.take_waiting()
        if self._since is None:
            return 0.0
        return time.monotonic() - self._since

    def _ask(self, seat_name: int) -> bool:
        notifier, older = self._compositor.find(NOTIFIER), self._compositor.find(OLDER)
        name = older if notifier is None else notifier
        if name is None:
            return False
        seat = self._compositor.bind(seat_name, 1, ignored)
        asked, told = self._compositor.bind(name, 1, ignored), self._compositor.new(self._hear)
        if notifier is not None:
            self._compositor.send(asked, _GET_NOTIFICATION, packed(told, TOLD_AFTER_MS, seat))
        else:
            self._compositor.send(asked, _GET_TIMEOUT, packed(told, seat, TOLD_AFTER_MS))
        return True

    def _hear(self, event: int, _arguments: Arguments) -> None:
        if event == _IDLED:
            self._since = time.monotonic() - TOLD_AFTER_MS / 1000
        elif event == _RESUMED:
            self._since = None
