"""Shortcuts that a test presses, and keys that another program has."""

from __future__ import annotations

import threading

from app.interfaces import Pressed


class Keyboard:
    """Gives shortcuts; `taken` keys are another program's. `held` are those that are ours now."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self.held: list[HeldHotkey] = []

    def choose(self) -> HeldHotkey:
        return HeldHotkey(self)


class HeldHotkey:
    """A shortcut that a test presses, on a thread of its own."""

    is_desktops = False

    def __init__(self, keyboard: Keyboard) -> None:
        self._keyboard = keyboard
        self.trigger = self.problem = ""

    def start(self, keys: str, pressed: Pressed) -> None:
        if keys in self._keyboard.taken:
            self.problem = f"Another program has {keys}."
            return
        self.pressed, self.trigger = pressed, keys
        self._keyboard.held.append(self)

    def close(self) -> None:
        if self in self._keyboard.held:
            self._keyboard.held.remove(self)

    def press(self, token: str) -> None:
        thread = threading.Thread(target=self.pressed, args=(token,))
        thread.start()
        thread.join()
