"""A step of the first run: its place in the row, what it is about, and the ways on, back and past it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal

from ui import faces, pieces, theme

STEPS = 6
"""The kept, the passphrase, the hidden, the models, a moment, the keys."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("firstrun", text)


def place(number: int) -> str:
    """Where a step stands in the row."""
    return _tr("Step {0} of {1}").format(number, STEPS)


class Step(faces.Face):
    """Emits `on` to go on, `back`, and `skipped` to leave out the rest."""

    on = Signal()
    back = Signal()
    skipped = Signal()

    def __init__(self, number: int, title: str, told: str, *, first: bool = False) -> None:
        super().__init__(title, told)
        self.inside.insertWidget(0, pieces.label(place(number), "quiet"))
        self.body = pieces.column(None, 0, theme.GRID)
        self.inside.addLayout(self.body)
        self.trouble = faces.Trouble()
        self.inside.addWidget(self.trouble)
        self.go_on = pieces.button(_tr("Continue"), self.leave, "main")
        self.go_back = pieces.button(_tr("Back"), self.back.emit)
        self.go_back.setVisible(not first)
        self.skip = pieces.button(_tr("Skip the rest"), self.skipped.emit)
        last = pieces.row()
        last.addWidget(self.go_back)
        last.addWidget(self.skip)
        last.addStretch(1)
        last.addWidget(self.go_on)
        self.inside.addLayout(last)

    def start(self) -> None:
        """Called each time the step is shown."""
        self.go_on.setFocus()

    def leave(self) -> None:
        """What going on does, before it goes on."""
        self.on.emit()
