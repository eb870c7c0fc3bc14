"""The line below the tape: going to a time in words, from app to app, the chosen stretch, the zoom."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import pieces, theme, when
from ui.desk import Desk
from ui.timeline.rangebar import RangeBar
from ui.timeline.tape import Tape

DAYS = 3
"""From so many days on the zoom is told in days."""


class Footer(QWidget):
    """Emits `asked(words)` for a time in words, and `app_asked(int)` for the next (1) or previous (-1) app."""

    asked = Signal(str)
    app_asked = Signal(int)

    def __init__(self, desk: Desk, tape: Tape) -> None:
        super().__init__()
        self._tape = tape
        self.go_field = QLineEdit()
        self.go_field.setPlaceholderText(self.tr("Go to: 14:30, last Tuesday"))
        self.go_field.setAccessibleName(self.tr("Go to a time"))
        self.go_field.setToolTip(
            self.tr("Go to a time in words: 14:30, last Tuesday, 2 h earlier, Mar 2026 (Ctrl+G)")
        )
        self.go_field.setFixedWidth(250)
        self.go_field.returnPressed.connect(self._ask)
        self.told = pieces.label("", "warn")
        self.range_bar = RangeBar(desk)
        self.range_bar.given_up.connect(lambda: tape.choose(None))
        self.across = pieces.label("", "quiet")
        self._build()
        tape.ranged.connect(self.range_bar.show_stretch)
        tape.zoomed.connect(self._say_zoom)
        self._say_zoom()

    def say_understood(self, understood: bool) -> None:
        """Says so when the words named no time."""
        self.told.setText("" if understood else self.tr("That names no time that I understand."))
        if understood:
            self.go_field.clear()

    def _build(self) -> None:
        inside = pieces.row(self, 0, theme.GRID)
        buttons = (
            ("previous-app", self.tr("Previous app (Alt+Left)"), lambda: self.app_asked.emit(-1)),
            ("next-app", self.tr("Next app (Alt+Right)"), lambda: self.app_asked.emit(1)),
        )
        inside.addWidget(self.go_field)
        for icon, name, pressed in buttons:
            inside.addWidget(pieces.IconButton(icon, name, pressed, 18))
        inside.addWidget(self.told)
        inside.addStretch(1)
        inside.addWidget(self.range_bar)
        inside.addStretch(1)
        inside.addWidget(
            pieces.IconButton("minus", self.tr("More of time (-)"), lambda: self._tape.zoom(1), 18)
        )
        inside.addWidget(self.across, 0, Qt.AlignmentFlag.AlignVCenter)
        inside.addWidget(
            pieces.IconButton("add", self.tr("Less of time (+)"), lambda: self._tape.zoom(-1), 18)
        )

    def _ask(self) -> None:
        if words := self.go_field.text().strip():
            self.asked.emit(words)

    def _say_zoom(self) -> None:
        seconds = (self._tape.scale.until - self._tape.scale.since).total_seconds()
        days = round(seconds / 86_400)
        length = when.length(seconds) if days < DAYS else self.tr("%n day(s)", "", days)
        self.across.setText(self.tr("{0} in sight").format(length))
