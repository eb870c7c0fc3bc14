"""The box below a conversation where a question is written."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from ui import pieces, theme
from ui.chat import attach
from ui.chat.attach import Attachments
from ui.chat.manner import Manner
from ui.desk import Desk

ATTACH_KEYS = "Ctrl+Shift+A"


class AskBox(QFrame):
    """Where a question is written. Enter asks, Shift+Enter makes a new line; files and pictures are attached to it.

    Emits `asked(str, Enclosed)` and `stopped`.
    """

    asked = Signal(str, object)
    stopped = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme.look(self, "ask")
        self.attachments = Attachments(desk)
        self.attachments.changed.connect(self._came)
        name = self.tr("Attach a picture or a text ({0})").format(ATTACH_KEYS)
        self.attach = pieces.IconButton("attach", name, self.attachments.choose, 20)
        self.text = _Writing(self.tr("Ask about anything you have seen, read or said"))
        self.text.attached.connect(self.attachments.add)
        self.text.setAccessibleName(self.tr("Your question"))
        self.text.entered.connect(self._ask)
        self.button = pieces.IconButton("send", self.tr("Ask"), self._press, 22)
        self._busy = False
        # Enter was pressed while a file was still being looked at.
        self._pressed = False
        inside = pieces.column(self, theme.GRID, 4)
        inside.addWidget(self.attachments)
        line = pieces.row()
        line.addWidget(self.attach, 0, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(self.text, 1)
        self.manner = Manner(desk)
        line.addWidget(self.manner, 0, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        inside.addLayout(line)

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
        """Asks what is written; of what is attached alone, what it says."""
        question = self.text.toPlainText().strip()
        self._pressed = self.attachments.coming
        if self._pressed or self._busy:
            return
        if not question and self.attachments.files:
            question = self.tr("What does this say?")
        if question:
            self.text.clear()
            self.asked.emit(question, self.attachments.take())

    def _came(self) -> None:
        if self._pressed and not self.attachments.coming:
            self._pressed = False
            if not self.attachments.trouble.text():
                self._ask()


class _Writing(QPlainTextEdit):
    """A text field that grows from one to five lines. Emits `entered`, and `attached` with files or a picture that was
    pasted or dropped.
    """

    entered = Signal()
    attached = Signal(QMimeData)

    def __init__(self, invitation: str) -> None:
        super().__init__()
        self._invitation = invitation
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cuts the invitation to the room: a second line of it would be cut through."""
        super().resizeEvent(event)
        room = self.viewport().width() - 2 * theme.GRID
        self.setPlaceholderText(
            self.fontMetrics().elidedText(self._invitation, Qt.TextElideMode.ElideRight, room)
        )

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Pictures and files, too."""
        return attach.is_attachable(source) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Attaches pictures and files; writes texts."""
        if attach.is_attachable(source):
            self.attached.emit(source)
        else:
            super().insertFromMimeData(source)

    def _fit(self) -> None:
        lines = min(5, max(1, self.document().blockCount()))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 18)
