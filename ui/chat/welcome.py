"""What an empty conversation shows: a line on where answers come from, and questions to begin with."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui import pieces, theme
from ui.chat.starters import Starters
from ui.desk import Desk


class Welcome(QWidget):
    """Emits `asked(str)` with the question to begin with that was chosen."""

    asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme.look(self, "page")
        around = pieces.row(self, 3 * theme.GRID)
        inside = pieces.column(None, 0, theme.GRID)
        inside.addStretch(2)
        inside.addWidget(pieces.label(self.tr("What would you like to remember?"), "title"))
        told = self.tr("Answers come from what this computer saw, and every one shows where it comes from.")
        inside.addWidget(pieces.label(told, "muted", wrap=True))
        inside.addSpacing(theme.GRID)
        self.starters = Starters(desk)
        self.starters.asked.connect(self.asked)
        inside.addWidget(self.starters)
        inside.addStretch(3)
        around.addStretch(1)
        around.addLayout(inside, 4)
        around.addStretch(1)
