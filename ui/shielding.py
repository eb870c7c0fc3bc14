"""Keeps our windows out of other programs' recordings, where the system can: Windows and macOS, not X11.

Not run here: written after the documentation of SetWindowDisplayAffinity (Windows 10, version 2004, and later) and of
NSWindow.sharingType. A system that refuses shows the window to recorders as any other; nothing else depends on it.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from collections.abc import Callable
from typing import Any, TypeAlias

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

EXCLUDE_FROM_CAPTURE = 0x11
"""WDA_EXCLUDEFROMCAPTURE: the window is not in captures at all."""

SHARING_NONE = 0
"""NSWindowSharingNone: other processes cannot read what the window shows."""

Hide: TypeAlias = Callable[[int], object]
"""Takes a window, by the system's number for it, out of recordings."""


class Shield(QObject):
    """Hides every window of the application from recorders as it is shown: menus and dialogs, too.

    Lives as long as the application, which is its parent.
    """

    def __init__(self, application: QApplication, hide: Hide) -> None:
        super().__init__(application)
        self._hide = hide
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees a window being shown; takes nothing out of its way."""
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._hide(int(watched.winId()))
        return False


def shield(application: QApplication, platform: str = sys.platform) -> Shield | None:
    """Begins to shield the windows; None where the system has no way."""
    hide = {"win32": _windows, "darwin": _macos}.get(platform)
    return Shield(application, hide()) if hide is not None else None


def _windows() -> Hide:
    # Any: the loader exists on Windows only.
    loader: Any = ctypes
    affinity = loader.windll.user32.SetWindowDisplayAffinity
    return lambda window: affinity(ctypes.c_void_p(window), EXCLUDE_FROM_CAPTURE)


def _macos() -> Hide:
    """Qt's number for a window is its view; the view's window is told."""
    runtime = ctypes.CDLL(ctypes.util.find_library("objc"))
    runtime.sel_registerName.restype = ctypes.c_void_p
    ask = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(("objc_msgSend", runtime))
    tell = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)(("objc_msgSend", runtime))

    def hide(view: int) -> None:
        window = ask(view, runtime.sel_registerName(b"window"))
        if window:
            tell(window, runtime.sel_registerName(b"setSharingType:"), SHARING_NONE)

    return hide
