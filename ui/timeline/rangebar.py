"""What can be done with a stretch chosen on the tape: ask about it, export it, forget it."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.interfaces import Forget, ReceiptView
from ui import exporting, forgetting, pieces, theme, when
from ui.desk import Desk

Stretch = tuple[datetime, datetime]


class RangeBar(QWidget):
    """Shown while a stretch is chosen. Emits `given_up` when it is not to be any more, `forgotten` when it is gone."""

    given_up = Signal()
    forgotten = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._stretch: Stretch | None = None
        self.told = pieces.label("", "pill")
        self.ask = pieces.button(self.tr("Ask about it"), self._ask)
        self.export = pieces.button(self.tr("Export…"), self._export, name=self.tr("Export this stretch"))
        self.forget = pieces.button(
            self.tr("Forget…"), self._forget, "danger", name=self.tr("Forget this stretch")
        )
        inside = pieces.row(self, 0, theme.GRID)
        for widget in (self.told, self.ask, self.export, self.forget):
            inside.addWidget(widget)
        inside.addWidget(pieces.IconButton("close", self.tr("Choose no stretch"), self.given_up.emit, 16))
        self.hide()

    def show_stretch(self, stretch: Stretch | None) -> None:
        """Shows what can be done with a stretch; hides for None."""
        self._stretch = stretch
        if stretch is not None:
            self.told.setText(when.span(*stretch, self._desk.zone, self._desk.now))
        self.setVisible(stretch is not None)

    def _ask(self) -> None:
        if self._stretch is not None:
            # In whole dates: what is read in the chat later must mean the same then.
            first, last = (time.astimezone(self._desk.zone) for time in self._stretch)
            said = f"{last:%H:%M}" if first.date() == last.date() else f"{last:%Y-%m-%d %H:%M}"
            question = self.tr("What was I doing from {0} to {1}?").format(f"{first:%Y-%m-%d %H:%M}", said)
            self._desk.wanted.emit("chat", question)

    def _export(self) -> None:
        if self._stretch is not None:
            scopes = [exporting.of_stretch(*self._stretch, self._desk), exporting.everything()]
            exporting.ExportDialog(self, self._desk, scopes).open()

    def _forget(self) -> None:
        if self._stretch is not None:
            since, until = self._stretch
            # A range is drawn over whole frames: one at its very end is meant, too.
            what = Forget(since=since, until=until + timedelta(microseconds=1))
            forgetting.ask_and_forget(self, self._desk, what, self._gone)

    def _gone(self, _receipt: ReceiptView) -> None:
        self.given_up.emit()
        self.forgotten.emit()
