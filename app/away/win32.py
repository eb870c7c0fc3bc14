"""Signs on Microsoft Windows: session changes and power, told to a window that nobody sees (ctypes).

UNRUN: written after Microsoft's documentation (WTSRegisterSessionNotification, WM_POWERBROADCAST), never run there.
One thread, `away-window`, with the window and its messages.
"""

from __future__ import annotations

import ctypes
import threading
from ctypes import wintypes
from typing import Any

from app.away.ports import Heard, Sign
from storage.errors import ReverieError

NOT_WINDOWS = "This desktop is not Microsoft Windows."
NO_WINDOW = "Windows does not tell Reverie when the screen is locked. Lock Reverie yourself when you leave."
WM_CLOSE, WM_ENDSESSION, WM_POWERBROADCAST, WM_WTSSESSION_CHANGE = 0x0010, 0x0016, 0x0218, 0x02B1
PBT_APMSUSPEND = 4
NOTIFY_FOR_THIS_SESSION = 0
# WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK
_SESSION_SIGNS = {2: Sign.SWITCHED, 4: Sign.SWITCHED, 6: Sign.LOGGED_OUT, 7: Sign.SCREEN_LOCKED}

_Procedure = ctypes.CFUNCTYPE(
    ctypes.c_ssize_t, wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM
)


class _WindowClass(ctypes.Structure):
    _fields_ = (
        ("style", wintypes.UINT),
        ("procedure", _Procedure),
        ("class_extra", ctypes.c_int),
        ("window_extra", ctypes.c_int),
        ("instance", wintypes.HANDLE),
        ("icon", wintypes.HANDLE),
        ("cursor", wintypes.HANDLE),
        ("background", wintypes.HANDLE),
        ("menu", wintypes.LPCWSTR),
        ("name", wintypes.LPCWSTR),
    )


class Win32Signs:
    """Listens with a hidden top-level window (message-only windows get no broadcast)."""

    name = "Windows"

    def __init__(self) -> None:
        # `Any`: the loader exists on Windows only, and its functions have no types.
        loader: Any = getattr(ctypes, "windll", None)
        if loader is None:
            raise ReverieError(NOT_WINDOWS)
        self._user, self._sessions = loader.user32, loader.wtsapi32
        self._user.DefWindowProcW.restype = ctypes.c_ssize_t
        self._user.DefWindowProcW.argtypes = (wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM)
        self._user.CreateWindowExW.restype = wintypes.HWND
        self._heard: Heard = lambda _sign: False
        # Held as long as the system may call it.
        self._procedure = _Procedure(self._take)
        self._window: int | None = None
        self._listens = True

    @property
    def problems(self) -> tuple[str, ...]:
        """Whether Windows tells us anything."""
        return () if self._listens else (NO_WINDOW,)

    def start(self, heard: Heard) -> None:
        """Makes the window and listens."""
        self._heard = heard
        threading.Thread(target=self._run, name="away-window", daemon=True).start()

    def close(self) -> None:
        """Closes the window, which ends its thread."""
        if self._window is not None:
            self._user.PostMessageW(self._window, WM_CLOSE, 0, 0)

    def _run(self) -> None:
        kind = _WindowClass(procedure=self._procedure, name="ReverieAway")
        self._user.RegisterClassW(ctypes.byref(kind))
        self._window = self._user.CreateWindowExW(0, "ReverieAway", "", 0, 0, 0, 0, 0, None, None, None, None)
        if not self._window or not self._sessions.WTSRegisterSessionNotification(
            self._window, NOTIFY_FOR_THIS_SESSION
        ):
            self._listens = False
            return
        message = wintypes.MSG()
        while self._user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            self._user.DispatchMessageW(ctypes.byref(message))

    def _take(self, window: int, message: int, first: int, second: int) -> int:
        if message == WM_WTSSESSION_CHANGE and first in _SESSION_SIGNS:
            self._heard(_SESSION_SIGNS[first])
        elif message == WM_POWERBROADCAST and first == PBT_APMSUSPEND:
            self._heard(Sign.SLEEPING)
        elif message == WM_ENDSESSION and first:
            self._heard(Sign.LOGGED_OUT)
        elif message == WM_CLOSE:
            self._user.PostQuitMessage(0)
        return int(self._user.DefWindowProcW(window, message, first, second))
