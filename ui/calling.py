"""The shortcut on Qt's thread: presses come from a foreign thread, and leave as a signal; its keys can be changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QObject, QSettings, Qt, Signal

from app.interfaces import Hotkey, Refused
from ui import ops

Choose: TypeAlias = Callable[[], Hotkey]
"""Gives this desktop's way to a shortcut, a fresh one each time."""

Changed: TypeAlias = Callable[[str], None]
"""Told why other keys could not be had; an empty text when they are."""

KEYS = "Ctrl+Alt+M"
"""The keys of somebody who chose none."""

_KEPT = "hotkey"


class Call(QObject):
    """Holds the shortcut, if there is one, between `start` and `close`. Emits `came` with the token of a press, and
    `changed` when other keys hold.

    The keys are kept with the window's look, outside the safe: they call a locked Reverie, too.
    """

    came = Signal(str)
    changed = Signal()
    _pressed = Signal(str)

    def __init__(self, choose: Choose | None, settings: QSettings, pool: ops.Pool, parent: QObject) -> None:
        super().__init__(parent)
        self._choose = choose
        self._settings = settings
        self._pool = pool
        self.hotkey = choose() if choose is not None else None
        self._pressed.connect(self.came, Qt.ConnectionType.QueuedConnection)

    @property
    def keys(self) -> str:
        """The keys that were chosen, as in Ctrl+Alt+M; empty for none."""
        return str(self._settings.value(_KEPT, KEYS))

    def start(self) -> None:
        """Asks the desktop for the keys, unless none are wanted; it may ask the person."""
        if self.hotkey is not None and self.keys:
            self.hotkey.start(self.keys, self._pressed.emit)

    def change(self, keys: str, done: Changed) -> None:
        """Asks for other keys, or for none, off the window's thread; what cannot be had changes nothing."""
        if self._choose is None or self.hotkey is None:
            return
        work = partial(self._exchanged, self._choose, self.hotkey, self.keys, keys)

        def take(held: tuple[Hotkey, str]) -> None:
            self.hotkey, problem = held
            if not problem:
                self._settings.setValue(_KEPT, keys)
            self.changed.emit()
            done(problem)

        def refused(refusal: Refused) -> None:
            done(refusal.message)

        ops.Command(self._pool, self, work, take, refused).start()

    def close(self) -> None:
        """Gives the keys back."""
        if self.hotkey is not None:
            self.hotkey.close()

    def _exchanged(self, choose: Choose, held: Hotkey, before: str, keys: str) -> tuple[Hotkey, str]:
        """The shortcut that holds then, and why it is not the wanted one. Runs on a thread of the pool."""
        held.close()
        wanted = self._started(choose, keys)
        if not wanted.problem:
            return wanted, ""
        wanted.close()
        return self._started(choose, before), wanted.problem

    def _started(self, choose: Choose, keys: str) -> Hotkey:
        made = choose()
        if keys:
            made.start(keys, self._pressed.emit)
        return made
