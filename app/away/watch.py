"""The watch: hears that the person went away, or sees that nobody uses the computer, and has the safe locked.

One thread, `away-idle`, looks at the idle time; signs come on the threads of the port. All end with `close`.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from app.away.idle import IdleTime
from app.away.ports import AwaySigns, Sign
from app.capture.ports import WindowInfo
from app.interfaces import Check, LockReason
from storage.errors import StorageError

log = logging.getLogger(__name__)

ON_SCREEN_LOCK = "lock.on_screen_lock"
ON_SUSPEND = "lock.on_suspend"
ON_USER_SWITCH = "lock.on_user_switch"
ON_IDLE_MINUTES = "lock.on_idle_minutes"

LOOK_SECONDS = 10.0
# A dream that is under way may finish first, but no longer than this (DESIGN section 5).
LONGEST_DREAM_SECONDS = 600.0
NO_IDLE = (
    "This desktop does not say how long nobody used the computer: lock.on_idle_minutes cannot work here. "
    "Let the screen lock itself instead; Reverie locks with it."
)

_BY_SIGN = {
    Sign.SCREEN_LOCKED: (ON_SCREEN_LOCK, LockReason.SCREEN),
    Sign.SLEEPING: (ON_SUSPEND, LockReason.SUSPEND),
    Sign.SWITCHED: (ON_USER_SWITCH, LockReason.USER_SWITCH),
    Sign.LOGGED_OUT: (ON_USER_SWITCH, LockReason.LOGOUT),
}


class Watch:
    """Joins the signs with the settings.

    `setting(name)` gives a setting's present value; `lock(reason)` locks and returns at once; `windows()` opens what
    knows the idle time; `busy_dreaming()` is true while a dream would be cut short by a lock.
    """

    def __init__(
        self,
        signs: AwaySigns,
        setting: Callable[[str], Any],
        lock: Callable[[LockReason], None],
        windows: Callable[[], WindowInfo],
        busy_dreaming: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._signs = signs
        self._setting = setting
        self._lock = lock
        self._idle = IdleTime(windows)
        self._busy_dreaming = busy_dreaming
        self._clock = clock
        self._waiting_since: float | None = None
        self._ending = threading.Event()

    def start(self) -> None:
        """Begins to watch."""
        self._signs.start(self.heard)
        threading.Thread(target=self._run, name="away-idle", daemon=True).start()

    def close(self) -> None:
        """Stops watching."""
        self._ending.set()
        self._signs.close()

    def check(self) -> Check:
        """What the doctor says of it."""
        problems = [*self._signs.problems, *([] if self._idle.known else [NO_IDLE])]
        wanted = any(self._wanted(name) for name, _ in _BY_SIGN.values())
        if problems and (wanted or not self._idle.known):
            return Check("locking", False, " ".join(problems))
        told = (
            f"Reverie locks when you leave, as {self._signs.name} tells."
            if wanted
            else "Only you lock Reverie."
        )
        return Check("locking", True, told)

    def heard(self, sign: Sign) -> bool:
        """A sign came; true when Reverie locks because of it."""
        name, reason = _BY_SIGN[sign]
        if not self._wanted(name):
            return False
        log.info("locking: %s", reason.value)
        self._lock(reason)
        return True

    def look(self) -> None:
        """One look at the idle time: locks when nobody used the computer for as long as the person chose."""
        minutes = self._minutes()
        idle = self._idle.seconds() if minutes > 0 else 0.0
        if minutes <= 0 or idle < minutes * 60:
            self._waiting_since = None
            return
        now = self._clock()
        if self._waiting_since is None:
            self._waiting_since = now
        if self._busy_dreaming() and now - self._waiting_since < LONGEST_DREAM_SECONDS:
            return
        log.info("locking: %s", LockReason.IDLE.value)
        self._lock(LockReason.IDLE)

    def _run(self) -> None:
        while not self._ending.wait(LOOK_SECONDS):
            self.look()
        self._idle.close()

    def _wanted(self, name: str) -> bool:
        try:
            return bool(self._setting(name))
        except StorageError:
            # The safe is closing, or cannot be read: locking is the answer that does no harm.
            return True

    def _minutes(self) -> float:
        try:
            return float(self._setting(ON_IDLE_MINUTES))
        except StorageError:
            return 0.0
