"""The shortcut under Microsoft Windows: RegisterHotKey and the messages of a thread (ctypes).

UNRUN: written after Microsoft's documentation, and tried against a made-up user32 only, never run there.
"""

from __future__ import annotations

import ctypes
import threading
from ctypes import wintypes
from typing import Any

from app.hotkeys.keys import Keys, parsed
from app.interfaces import Pressed
from storage.errors import ReverieError, WrongUse

NOT_WINDOWS = "This desktop is not Microsoft Windows."
TAKEN = "Another program has {keys}. Choose others in Reverie's settings."
# MOD_ALT, MOD_CONTROL, MOD_SHIFT, MOD_WIN; MOD_NOREPEAT; any number of ours.
_MODIFIERS = {"Alt": 0x0001, "Ctrl": 0x0002, "Shift": 0x0004, "Meta": 0x0008}
_NO_REPEAT, _NUMBER = 0x4000, 1
WM_QUIT, WM_HOTKEY = 0x0012, 0x0312


class Win32Hotkey:
    """Implements `Hotkey`; the keys belong to its thread, `hotkey`. `libraries` are ctypes' on Windows."""

    # `Any`: the loader exists on Windows only, and its functions have no types.
    def __init__(self, libraries: Any = None) -> None:
        loader: Any = libraries or getattr(ctypes, "windll", None)
        if loader is None:
            raise ReverieError(NOT_WINDOWS)
        self._user, self._kernel = loader.user32, loader.kernel32
        self._thread: threading.Thread | None = None
        self._number = 0
        self._asked = threading.Event()
        self.trigger = ""
        self.problem = ""
        self.is_desktops = False

    def start(self, keys: str, pressed: Pressed) -> None:
        """Asks for the keys; returns when it is known whether they are ours."""
        try:
            wanted = parsed(keys)
        except WrongUse as refusal:
            self.problem = refusal.message
            return
        self._thread = threading.Thread(target=self._run, args=(wanted, pressed), name="hotkey", daemon=True)
        self._thread.start()
        self._asked.wait()

    def close(self) -> None:
        """Ends the thread, which gives the keys back."""
        if self._thread is not None and self.trigger:
            self._user.PostThreadMessageW(self._number, WM_QUIT, 0, 0)
            self._thread.join()

    def _run(self, keys: Keys, pressed: Pressed) -> None:
        self._number = self._kernel.GetCurrentThreadId()
        held = sum(_MODIFIERS[one] for one in keys.modifiers)
        if self._user.RegisterHotKey(None, _NUMBER, held | _NO_REPEAT, keys.virtual):
            self.trigger = str(keys)
        else:
            self.problem = TAKEN.format(keys=keys)
        self._asked.set()
        message = wintypes.MSG()
        while self.trigger and self._user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            if message.message == WM_HOTKEY:
                pressed("")
        self._user.UnregisterHotKey(None, _NUMBER)
