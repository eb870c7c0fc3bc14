"""The menu by which a question is asked again in another way: without a kind of memory, or in another time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton

from ui import pieces

KEYS = "Ctrl+Shift+R"


class AskAgain(pieces.IconButton):
    """Emits `chosen(object)` with the names of the kinds to leave out, and `wants_time`.

    `titles` are those of the kinds, by name; `without` are the kinds that were not asked.
    """

    chosen = Signal(object)
    wants_time = Signal()

    def __init__(self, titles: Mapping[str, str], without: tuple[str, ...]) -> None:
        super().__init__("more", self.tr("Ask again in another way"), None, 18)
        self.setToolTip(self.tr("{0} ({1})").format(self.accessibleName(), KEYS))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._titles = titles
        self._without = without
        menu = QMenu(self)
        menu.aboutToShow.connect(self.fill)
        self.setMenu(menu)

    def fill(self) -> None:
        """Offers what can be done now."""
        menu = self.menu()
        menu.clear()
        if self._without:
            menu.addAction(self.tr("With every kind of memory"), partial(self.chosen.emit, ()))
            menu.addSeparator()
        for name, title in self._titles.items():
            if name not in self._without:
                said = self.tr("Without {0}").format(title.replace("&", "&&"))
                menu.addAction(said, partial(self.chosen.emit, (*self._without, name)))
        menu.addSeparator()
        menu.addAction(self.tr("In another time…"), self.wants_time.emit)
