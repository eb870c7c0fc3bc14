"""The settings of the window itself, which are kept outside the safe: how it looks, and which keys call it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.interfaces import SettingView
from ui import calling
from ui.calling import Call
from ui.theme import Scheme, Theme

GROUP = "Window"
LOOK = "window.look"
KEYS = "window.shortcut"


class Own(QObject):
    """Declares them in the same words as the keeper's. Emits `changed` when another value holds."""

    changed = Signal()

    def __init__(self, dress: Theme, call: Call | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dress = dress
        self._call = call
        dress.changed.connect(self.changed)
        if call is not None:
            call.changed.connect(self.changed)

    def views(self) -> list[SettingView]:
        """What a page shows of them."""
        views = [
            SettingView(
                LOOK,
                "choice",
                self._dress.scheme.value,
                Scheme.SYSTEM.value,
                GROUP,
                "Light or dark",
                "The colours of the window; as the system has them, or always the same.",
                choices=tuple(Scheme),
            )
        ]
        return [*views, self._keys(self._call)] if self._call is not None else views

    def has(self, name: str) -> bool:
        """Whether that one is the window's."""
        return any(view.name == name for view in self.views())

    def set(self, name: str, value: str, done: Callable[[str], None]) -> None:
        """Gives one of them another value; `done` is told why it cannot be, or an empty text."""
        if name == KEYS and self._call is not None:
            self._call.change(value, done)
        elif name == LOOK:
            self._dress.choose(Scheme(value))
            done("")

    def _keys(self, call: Call) -> SettingView:
        told = ["They bring recall over any program; none is allowed. `reverie recall` does the same."]
        if call.hotkey is not None and call.hotkey.is_desktops:
            told.append("Your desktop decides about them.")
        if call.hotkey is not None:
            told.append(call.hotkey.problem)
        text = " ".join(filter(None, told))
        return SettingView(KEYS, "keys", call.keys, calling.KEYS, GROUP, "Keys that call recall", text)
