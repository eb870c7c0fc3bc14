"""The shortcut on Qt's thread: presses come from a foreign thread, and leave as a signal."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from app.interfaces import Hotkey


class Call(QObject):
    """Holds the shortcut, if there is one, between `start` and `close`. Emits `came` with the token of a press."""

    came = Signal(str)
    _pressed = Signal(str)

    def __init__(self, hotkey: Hotkey | None, parent: QObject) -> None:
        super().__init__(parent)
        self._hotkey = hotkey
        self._pressed.connect(self.came, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Asks the desktop for the keys; it may ask the person."""
        if self._hotkey is not None:
            self._hotkey.start(self._pressed.emit)

    def close(self) -> None:
        """Gives the keys back."""
        if self._hotkey is not None:
            self._hotkey.close()
