"""What an empty conversation shows: a line on where answers come from, and questions to begin with."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui import pieces, theme


class Welcome(QWidget):
    """Emits `asked(str)` with the starter question that was chosen."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        theme.look(self, "page")
        around = pieces.row(self, 3 * theme.GRID)
        inside = pieces.column(None, 0, theme.GRID)
        inside.addStretch(2)
        inside.addWidget(pieces.label(self.tr("What would you like to remember?"), "title"))
        told = self.tr("Answers come from what this computer saw, and every one shows where it comes from.")
        inside.addWidget(pieces.label(told, "muted", wrap=True))
        inside.addSpacing(theme.GRID)
        for question in self._starters():
            inside.addWidget(pieces.button(question, partial(self.asked.emit, question), "starter"))
        inside.addStretch(3)
        around.addStretch(1)
        around.addLayout(inside, 4)
        around.addStretch(1)

    def _starters(self) -> tuple[str, ...]:
        return (
            self.tr("What did I read this morning?"),
            self.tr("What did I work on yesterday afternoon?"),
            self.tr("Who wrote to me today, and about what?"),
            self.tr("Which things did I mean to do this week?"),
        )
