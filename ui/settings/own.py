"""The settings of the window itself, which are kept outside the safe: how it looks."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.interfaces import SettingView
from ui.theme import Scheme, Theme

GROUP = "Window"
LOOK = "window.look"


class Own(QObject):
    """Declares them in the same words as the keeper's. Emits `changed` when another value holds."""

    changed = Signal()

    def __init__(self, dress: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dress = dress
        dress.changed.connect(self.changed)

    def views(self) -> list[SettingView]:
        """What a page shows of them."""
        return [
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

    def has(self, name: str) -> bool:
        """Whether that one is the window's."""
        return any(view.name == name for view in self.views())

    def set(self, name: str, value: str) -> None:
        """Gives one of them another value."""
        if name == LOOK:
            self._dress.choose(Scheme(value))
