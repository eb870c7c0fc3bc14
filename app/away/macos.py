"""Signs on macOS: the login session's state (Quartz), and sleep (IOKit, ctypes).

UNRUN: written after Apple's documentation (QA1340, "Registering and unregistering for sleep and wake notifications"),
never run on a Mac. Two threads, `away-session` and `away-sleep`; the second lives in a run loop of its own.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib
import threading
from typing import Any

from app.away.ports import Heard, Sign
from storage.errors import ReverieError, refused_as

NO_QUARTZ = (
    "Locking with the screen needs a package that set-up does not install yet. "
    "Run: .venv/bin/python -m pip install pyobjc-framework-Quartz, or lock Reverie yourself when you leave."
)
NO_SLEEP = "macOS does not tell Reverie when it goes to sleep. Lock Reverie yourself before."
LOOK_SECONDS = 2.0
# IOMessage.h: iokit_common_msg(0x270), (0x280).
CAN_SLEEP, WILL_SLEEP = 0xE0000270, 0xE0000280

_Callback = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p)


class MacSigns:
    """Looks at the session every two seconds, and is called before sleep."""

    name = "macOS"

    def __init__(self) -> None:
        # `Any`: the module exists on macOS only and has no types.
        with refused_as(ReverieError, NO_QUARTZ, ImportError):
            self._quartz: Any = importlib.import_module("Quartz")
        self._ending = threading.Event()
        self._heard: Heard = lambda _sign: False
        self._sleep_known = True
        # Held as long as the system may call it.
        self._callback = _Callback(self._power_changed)
        self._port = 0
        self._io: Any = None

    @property
    def problems(self) -> tuple[str, ...]:
        """Whether sleep is told."""
        return () if self._sleep_known else (NO_SLEEP,)

    def start(self, heard: Heard) -> None:
        """Begins to look."""
        self._heard = heard
        threading.Thread(target=self._look_on, name="away-session", daemon=True).start()
        threading.Thread(target=self._await_sleep, name="away-sleep", daemon=True).start()

    def close(self) -> None:
        """Ends the looking; the run loop ends with the process."""
        self._ending.set()

    def _look_on(self) -> None:
        was_locked = was_away = False
        while not self._ending.wait(LOOK_SECONDS):
            session = self._quartz.CGSessionCopyCurrentDictionary()
            locked = bool(session and session.get("CGSSessionScreenIsLocked"))
            away = not session or not session.get("kCGSSessionOnConsoleKey", True)
            if locked and not was_locked:
                self._heard(Sign.SCREEN_LOCKED)
            if away and not was_away:
                self._heard(Sign.SWITCHED)
            was_locked, was_away = locked, away

    def _await_sleep(self) -> None:
        io_kit, foundation = (ctypes.util.find_library(name) for name in ("IOKit", "CoreFoundation"))
        if io_kit is None or foundation is None:
            self._sleep_known = False
            return
        self._io, loop = ctypes.CDLL(io_kit), ctypes.CDLL(foundation)
        for function in (self._io.IONotificationPortGetRunLoopSource, loop.CFRunLoopGetCurrent):
            function.restype = ctypes.c_void_p
        port, notifier = ctypes.c_void_p(), ctypes.c_uint32()
        self._port = self._io.IORegisterForSystemPower(
            None, ctypes.byref(port), self._callback, ctypes.byref(notifier)
        )
        if not self._port:
            self._sleep_known = False
            return
        source = ctypes.c_void_p(self._io.IONotificationPortGetRunLoopSource(port))
        mode = ctypes.c_void_p.in_dll(loop, "kCFRunLoopCommonModes")
        loop.CFRunLoopAddSource(ctypes.c_void_p(loop.CFRunLoopGetCurrent()), source, mode)
        loop.CFRunLoopRun()

    def _power_changed(self, _context: int, _service: int, kind: int, argument: int) -> None:
        locks = kind == WILL_SLEEP and self._heard(Sign.SLEEPING)
        if kind in (CAN_SLEEP, WILL_SLEEP) and not locks:
            # Without this the system waits for up to 30 seconds; when Reverie locks, it waits until we are gone.
            self._io.IOAllowPowerChange(self._port, ctypes.c_long(argument or 0))
