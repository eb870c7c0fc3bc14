"""The shortcut under X11: the display is asked for the keys (XGrabKey), and tells when another program has them.

One thread, `hotkey`, with a connection of its own. Other keys are never seen.
"""

from __future__ import annotations

import os
import select
import threading
from contextlib import suppress
from typing import Any

from Xlib import XK, X, display, error

from app.interfaces import Pressed
from storage.errors import ReverieError, refused_as

KEYS, KEY, MASK = "Ctrl+Alt+M", "m", X.ControlMask | X.Mod1Mask
# Caps Lock and Num Lock count as keys that are held: the grab is asked for with each of them.
LOCKS = (0, X.LockMask, X.Mod2Mask, X.LockMask | X.Mod2Mask)
NO_DISPLAY = "There is no X11 display to ask for a shortcut."
TAKEN = f"Another program has {KEYS}. Bind `reverie recall` to other keys in your desktop's own settings."
_LOST = (error.ConnectionClosedError, OSError)


class X11Hotkey:
    """Implements `Hotkey`. `name` is a display; empty for the one of this session."""

    def __init__(self, name: str = "") -> None:
        with refused_as(ReverieError, NO_DISPLAY, error.DisplayError, *_LOST):
            # python-xlib publishes no types.
            self._display: Any = display.Display(name or None)
        self._waking, self._wake = os.pipe()
        self._thread: threading.Thread | None = None
        self._code = 0
        self.trigger = ""
        self.problem = ""

    def start(self, pressed: Pressed) -> None:
        """Grabs the keys."""
        with suppress(*_LOST):
            self._grab()
        if self.trigger:
            self._thread = threading.Thread(target=self._run, args=(pressed,), name="hotkey", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Ends the thread; the display gives the keys back."""
        os.close(self._wake)
        if self._thread is not None:
            self._thread.join()
        os.close(self._waking)
        with suppress(*_LOST):
            self._display.close()

    def _grab(self) -> None:
        root = self._display.screen().root
        self._code = self._display.keysym_to_keycode(XK.string_to_keysym(KEY))
        refused = error.CatchError(error.BadAccess)
        for lock in LOCKS:
            root.grab_key(self._code, MASK | lock, True, X.GrabModeAsync, X.GrabModeAsync, onerror=refused)
        self._display.sync()
        if refused.get_error() is None:
            self.trigger = KEYS
        else:
            self.problem = TAKEN

    def _run(self, pressed: Pressed) -> None:
        try:
            while True:
                while self._display.pending_events():
                    event = self._display.next_event()
                    if event.type == X.KeyPress and event.detail == self._code:
                        pressed("")
                ready, _, _ = select.select([self._display.fileno(), self._waking], [], [])
                if self._waking in ready:
                    return
        except _LOST:
            self.trigger, self.problem = "", NO_DISPLAY
