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

from app.hotkeys.keys import Keys, parsed
from app.interfaces import Pressed
from storage.errors import ReverieError, WrongUse, refused_as

MASKS = {"Ctrl": X.ControlMask, "Alt": X.Mod1Mask, "Shift": X.ShiftMask, "Meta": X.Mod4Mask}
# Caps Lock and Num Lock count as keys that are held: the grab is asked for with each of them.
LOCKS = (0, X.LockMask, X.Mod2Mask, X.LockMask | X.Mod2Mask)
# Within so many milliseconds nobody presses a key again.
REPEATED_MS = 5
NO_DISPLAY = "There is no X11 display to ask for a shortcut."
TAKEN = "Another program has {keys}. Choose others in Reverie's settings."
NO_KEY = "This keyboard has no key for {keys}. Choose others in Reverie's settings."
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
        self.is_desktops = False

    def start(self, keys: str, pressed: Pressed) -> None:
        """Grabs the keys."""
        try:
            self._grab(parsed(keys))
        except WrongUse as refusal:
            self.problem = refusal.message
        except _LOST:
            self.problem = NO_DISPLAY
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
            # At once, not when the display notices that we left: the same keys may be asked for next.
            self._display.screen().root.ungrab_key(X.AnyKey, X.AnyModifier)
            self._display.sync()
            self._display.close()

    def _grab(self, keys: Keys) -> None:
        root = self._display.screen().root
        self._code = self._display.keysym_to_keycode(XK.string_to_keysym(keys.symbol))
        if not self._code:
            self.problem = NO_KEY.format(keys=keys)
            return
        mask = sum(MASKS[held] for held in keys.modifiers)
        refused = error.CatchError(error.BadAccess)
        for lock in LOCKS:
            root.grab_key(self._code, mask | lock, True, X.GrabModeAsync, X.GrabModeAsync, onerror=refused)
        self._display.sync()
        if refused.get_error() is None:
            self.trigger = str(keys)
        else:
            self.problem = TAKEN.format(keys=keys)

    def _run(self, pressed: Pressed) -> None:
        released = -REPEATED_MS
        try:
            while True:
                while self._display.pending_events():
                    event = self._display.next_event()
                    if event.type == X.KeyRelease and event.detail == self._code:
                        released = event.time
                    elif (
                        event.type == X.KeyPress
                        and event.detail == self._code
                        # A key that is held is told as let go and pressed again in the same moment.
                        and abs(event.time - released) >= REPEATED_MS
                    ):
                        pressed("")
                ready, _, _ = select.select([self._display.fileno(), self._waking], [], [])
                if self._waking in ready:
                    return
        except _LOST:
            self.trigger, self.problem = "", NO_DISPLAY
