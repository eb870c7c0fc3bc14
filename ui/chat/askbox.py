"""The box below a conversation where a question is written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from ui import pieces, theme


class AskBox(QFrame):
    """Where a question is written. Enter asks, Shift+Enter makes a new line. Emits `asked(str)` and `stopped`."""

    asked = Signal(str)
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.look(self, "ask")
        self.text = _Writing()
        self.text.setPlaceholderText(self.tr("Ask about anything you have seen, read or said"))
        self.text.setAccessibleName(self.tr("Your question"))
        self.text.entered.connect(self._ask)
        self.button = pieces.IconButton("send", self.tr("Ask"), self._press, 22)
        self._busy = False
        inside = pieces.row(self, theme.GRID)
        inside.addWidget(self.text, 1)
        inside.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)

    def set_busy(self, busy: bool) -> None:
        """While an answer is written the button stops it."""
        self._busy = busy
        self.button.wear("stop" if busy else "send", self.tr("Stop") if busy else self.tr("Ask"))

    def _press(self) -> None:
        if self._busy:
            self.stopped.emit()
        else:
            self._ask()

    def _ask(self) -> None:
        question = self.text.toPlainText().strip()
        if question and not self._busy:
            self.text.clear()
            self.asked.emit(question)


class _Writing(QPlainTextEdit):
    """A text field that grows from one to five lines."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends the question."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        lines = min(5, max(1, self.document().blockCount()))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 18)
