"""Windows under Microsoft Windows, by user32 (ctypes, nothing to install)."""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from typing import Any

from app.capture.ports import ScreenUnavailable, Window
from app.capture.windows import app_names
from storage.model import Box

NOT_WINDOWS = "This desktop is not Microsoft Windows."
# GetWindowLong: the extended style, and in it a window that may let what is behind it be seen.
EXTENDED_STYLE = -20
LAYERED = 0x00080000
# DwmGetWindowAttribute: whether the desktop manager hides it (other virtual desktop, suspended app).
CLOAKED = 14
# OpenInputDesktop: the right to switch to a desktop, which nobody has of the one that asks for the password.
SWITCH_DESKTOP = 0x0100


class _LastInput(ctypes.Structure):
    _fields_ = (("size", wintypes.UINT), ("time", wintypes.DWORD))


class Win32Windows:
    """Asks user32. Used by one thread; holds nothing open."""

    name = "win32"

    def __init__(self) -> None:
        # `Any`: the loader exists on Windows only, and its functions have no types.
        loader: Any = getattr(ctypes, "windll", None)
        if loader is None:
            raise ScreenUnavailable(NOT_WINDOWS)
        self._user, self._kernel, self._desktop = loader.user32, loader.kernel32, loader.dwmapi

    def active(self) -> Window | None:
        """The foreground window."""
        handle = self._user.GetForegroundWindow()
        return self._window(handle) if handle else None

    def visible(self) -> tuple[Window, ...]:
        """The top windows that are shown, front to back, as EnumWindows lists them."""
        handles: list[int] = []

        def collect(handle: int, _: int) -> bool:
            handles.append(handle)
            return True

        kind = ctypes.CFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)
        self._user.EnumWindows(kind(collect), 0)
        return tuple(self._window(handle) for handle in handles if self._is_shown(handle))

    def out_of_sight(self) -> tuple[Window, ...]:
        """Nothing: what is not shown is not asked about here."""
        return ()

    def idle_seconds(self) -> float:
        """Seconds since the last key or motion."""
        last = _LastInput(size=ctypes.sizeof(_LastInput))
        self._user.GetLastInputInfo(ctypes.byref(last))
        # The clock counts milliseconds in 32 bits and starts again after 49 days.
        return float((self._kernel.GetTickCount() - last.time) & 0xFFFFFFFF) / 1000

    def screen_locked(self) -> bool:
        """Whether the desktop that takes input is the lock screen's or a screen saver's."""
        desktop = self._user.OpenInputDesktop(0, False, SWITCH_DESKTOP)
        if desktop:
            self._user.CloseDesktop(desktop)
        return not desktop

    def close(self) -> None:
        """Nothing is open."""

    def _window(self, handle: int) -> Window:
        pid = wintypes.DWORD()
        self._user.GetWindowThreadProcessId(handle, ctypes.byref(pid))
        place = wintypes.RECT()
        self._user.GetWindowRect(handle, ctypes.byref(place))
        return Window(
            id=handle,
            process=app_names.program_of(pid.value),
            app=app_names.of_process(pid.value),
            title=self._title(handle),
            pid=pid.value,
            box=Box(place.left, place.top, place.right - place.left, place.bottom - place.top),
            see_through=bool(self._user.GetWindowLongW(handle, EXTENDED_STYLE) & LAYERED),
        )

    def _title(self, handle: int) -> str:
        text = ctypes.create_unicode_buffer(self._user.GetWindowTextLengthW(handle) + 1)
        self._user.GetWindowTextW(handle, text, len(text))
        return text.value

    def _is_shown(self, handle: int) -> bool:
        """Whether it is drawn on this desktop and not minimised."""
        cloaked = wintypes.DWORD()
        self._desktop.DwmGetWindowAttribute(handle, CLOAKED, ctypes.byref(cloaked), ctypes.sizeof(cloaked))
        return (
            bool(self._user.IsWindowVisible(handle)) and not self._user.IsIconic(handle) and not cloaked.value
        )
