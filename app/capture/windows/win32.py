"""Windows under Microsoft Windows, by user32 and the desktop manager (ctypes, nothing to install).

UNRUN: written after Microsoft's documentation, and tried against made-up libraries only, never run there.
"""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from typing import Any

from app.capture import browsers
from app.capture.ports import ScreenUnavailable, Window
from app.capture.windows import app_names
from storage.model import Box

NOT_WINDOWS = "This desktop is not Microsoft Windows."
NO_LIST = "Windows does not tell which windows there are. It is tried again by itself."
# GetWindowLong: the extended style; in it a window that may let what is behind it be seen, one that only catches the
# mouse, and one that is drawn by the desktop manager alone.
EXTENDED_STYLE = -20
LAYERED, TRANSPARENT, NO_BITMAP = 0x00080000, 0x00000020, 0x00200000
# DwmGetWindowAttribute: the frame as it is drawn (GetWindowRect counts invisible borders), and whether the desktop
# manager hides it (other virtual desktop, suspended app).
DRAWN_FRAME, CLOAKED = 9, 14
# OpenInputDesktop: the right to switch to a desktop, which nobody has of the one that asks for the password.
SWITCH_DESKTOP = 0x0100
NEAREST_MONITOR = 2
# Task bars, and what shows all windows at Alt+Tab or Win+Tab.
PANELS = frozenset(
    {
        "Shell_TrayWnd",
        "Shell_SecondaryTrayWnd",
        "TaskSwitcherWnd",
        "MultitaskingViewFrame",
        "XamlExplorerHostIslandWindow",
        "TaskListThumbnailWnd",
    }
)
# The host in whose windows store apps live, and the class of theirs inside.
HOST, GUEST = "ApplicationFrameHost", "Windows.UI.Core.CoreWindow"
_LONGEST_CLASS = 257

# CALLBACK is `__stdcall`, which is the one convention there is on 64 bits.
_Collect = ctypes.CFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)


class _LastInput(ctypes.Structure):
    _fields_ = (("size", wintypes.UINT), ("time", wintypes.DWORD))


class _MonitorInfo(ctypes.Structure):
    _fields_ = (
        ("size", wintypes.DWORD),
        ("monitor", wintypes.RECT),
        ("work", wintypes.RECT),
        ("flags", wintypes.DWORD),
    )


class Win32Windows:
    """Asks user32. Used by one thread; holds nothing open. `libraries` are ctypes' on Windows."""

    name = "win32"

    # `Any`: the loader exists on Windows only, and its functions have no types.
    def __init__(self, libraries: Any = None) -> None:
        loader: Any = libraries or getattr(ctypes, "windll", None)
        if loader is None:
            raise ScreenUnavailable(NOT_WINDOWS)
        self._user, self._kernel, self._desktop = loader.user32, loader.kernel32, loader.dwmapi
        # A handle has the size of a pointer; without this it would be cut.
        for function in (
            self._user.GetForegroundWindow,
            self._user.FindWindowExW,
            self._user.MonitorFromWindow,
            self._user.OpenInputDesktop,
        ):
            function.restype = ctypes.c_void_p
        self._programs = app_names.Programs()

    def active(self) -> Window | None:
        """The foreground window."""
        handle = self._user.GetForegroundWindow()
        return self._window(handle) if handle else None

    def visible(self) -> tuple[Window, ...]:
        """The top windows that are shown, front to back, as EnumWindows lists them; menus and tips among them."""
        return tuple(self._window(handle) for handle in self._handles() if self._is_in_sight(handle))

    def out_of_sight(self) -> tuple[Window, ...]:
        """The windows that are minimised or on another virtual desktop."""
        away = (one for one in self._handles() if self._is_a_window(one) and not self._is_in_sight(one))
        return tuple(self._window(handle) for handle in away)

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
            self._user.CloseDesktop(ctypes.c_void_p(desktop))
        return not desktop

    def close(self) -> None:
        """Nothing is open."""

    def _handles(self) -> list[int]:
        """All top windows, front to back."""
        found: list[int] = []

        def collect(handle: int, _: int) -> bool:
            found.append(handle)
            return True

        if not self._user.EnumWindows(_Collect(collect), 0):
            # A window left out of the rules would be kept: half a list is none.
            raise ScreenUnavailable(NO_LIST)
        return found

    def _window(self, handle: int) -> Window:
        pid = self._pid(handle)
        app, (program, private) = app_names.of_process(pid), self._programs.of(handle, pid)
        box = self._place(handle)
        return Window(
            id=handle,
            process=program,
            app=app,
            title=self._title(handle),
            private=private and browsers.is_one((app, program)),
            pid=pid,
            box=box,
            full_screen=box == self._monitor(handle),
            see_through=bool(self._style(handle) & (LAYERED | TRANSPARENT | NO_BITMAP)),
            panel=self._class(handle) in PANELS,
        )

    def _pid(self, handle: int) -> int:
        """The process; for a store app its own, not that of the host around it."""
        outer = self._owner(handle)
        if app_names.program_of(outer) == HOST:
            guest = self._user.FindWindowExW(ctypes.c_void_p(handle), None, GUEST, None)
            return self._owner(guest) if guest else outer
        return outer

    def _owner(self, handle: int) -> int:
        pid = wintypes.DWORD()
        self._user.GetWindowThreadProcessId(ctypes.c_void_p(handle), ctypes.byref(pid))
        return int(pid.value)

    def _title(self, handle: int) -> str:
        window = ctypes.c_void_p(handle)
        text = ctypes.create_unicode_buffer(self._user.GetWindowTextLengthW(window) + 1)
        self._user.GetWindowTextW(window, text, len(text))
        return text.value

    def _class(self, handle: int) -> str:
        text = ctypes.create_unicode_buffer(_LONGEST_CLASS)
        self._user.GetClassNameW(ctypes.c_void_p(handle), text, len(text))
        return text.value

    def _style(self, handle: int) -> int:
        return int(self._user.GetWindowLongW(ctypes.c_void_p(handle), EXTENDED_STYLE))

    def _place(self, handle: int) -> Box:
        """The frame as it is drawn, or with its borders where the desktop manager does not tell."""
        window, place = ctypes.c_void_p(handle), wintypes.RECT()
        room = ctypes.sizeof(place)
        if self._desktop.DwmGetWindowAttribute(window, DRAWN_FRAME, ctypes.byref(place), room) != 0:
            self._user.GetWindowRect(window, ctypes.byref(place))
        return _box(place)

    def _monitor(self, handle: int) -> Box:
        """The monitor that shows most of it."""
        told = _MonitorInfo(size=ctypes.sizeof(_MonitorInfo))
        monitor = self._user.MonitorFromWindow(ctypes.c_void_p(handle), NEAREST_MONITOR)
        self._user.GetMonitorInfoW(ctypes.c_void_p(monitor), ctypes.byref(told))
        return _box(told.monitor)

    def _is_a_window(self, handle: int) -> bool:
        """Whether a person would call it one: it was shown, and has a title."""
        return bool(self._user.IsWindowVisible(ctypes.c_void_p(handle)) and self._title(handle))

    def _is_in_sight(self, handle: int) -> bool:
        """Whether it is drawn on this desktop and not minimised."""
        window, cloaked = ctypes.c_void_p(handle), wintypes.DWORD()
        self._desktop.DwmGetWindowAttribute(window, CLOAKED, ctypes.byref(cloaked), ctypes.sizeof(cloaked))
        shown = self._user.IsWindowVisible(window) and not self._user.IsIconic(window)
        return bool(shown) and not cloaked.value


def _box(place: wintypes.RECT) -> Box:
    return Box(place.left, place.top, place.right - place.left, place.bottom - place.top)
