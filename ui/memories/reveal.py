"""Revealing or copying a secret: the passphrase is asked again each time; what is shown or copied goes again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from app.interfaces import MemoryView, Refused
from ui import pieces, theme
from ui.desk import Desk
from ui.memories.clipboard import FadingCopy

SHOWN_FOR = 60_000
"""Milliseconds a revealed secret stays on the screen."""


class RevealDialog(QDialog):
    """Asks for the passphrase, then shows the secret for a minute at most, or copies it for twenty seconds."""

    def __init__(self, parent: QWidget, desk: Desk, memory: MemoryView) -> None:
        super().__init__(parent)
        self._desk = desk
        self._memory = memory
        self.setWindowTitle(self.tr("Reveal or copy a secret"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(440)
        self._build()
        self._hide = QTimer(self, interval=SHOWN_FOR, singleShot=True)
        self._hide.timeout.connect(self.reject)
        desk.shut.connect(self.reject)

    def _build(self) -> None:
        body = pieces.column(self, 3 * theme.GRID, 2 * theme.GRID)
        body.addWidget(pieces.label(self._memory.title, "title", wrap=True))
        told = self.tr(
            "Your passphrase is asked again each time a secret is shown or copied, and that is written down. "
            "A copy leaves the clipboard after 20 seconds."
        )
        body.addWidget(pieces.label(told, "muted", wrap=True))
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText(self.tr("Passphrase"))
        self.passphrase.setAccessibleName(self.tr("Passphrase"))
        self.secret = pieces.label("", "secret", wrap=True, selectable=True)
        self.secret.hide()
        self.trouble = pieces.label("", "bad", wrap=True)
        self.told = pieces.label("", "quiet", wrap=True)
        self.reveal = pieces.button(self.tr("Reveal"), lambda: self._ask(False, self._show), "main")
        self.copy = pieces.button(self.tr("Copy for 20 seconds"), lambda: self._ask(True, self._copied))
        self.reveal.setDefault(True)
        answers = pieces.row()
        answers.addStretch(1)
        for button in (pieces.button(self.tr("Close"), self.reject), self.copy, self.reveal):
            answers.addWidget(button)
        for widget in (self.passphrase, self.secret, self.trouble, self.told):
            body.addWidget(widget)
        body.addLayout(answers)
        self.passphrase.setFocus()

    def _ask(self, copy: bool, then: Callable[[str], None]) -> None:
        given, id = self.passphrase.text(), self._memory.id
        self.trouble.clear()
        waiting = (self.reveal, self.copy, self.passphrase)
        self._desk.command(self, lambda reverie: reverie.reveal(id, given, copy), then, self._refuse, waiting)

    def _show(self, secret: str) -> None:
        self.passphrase.clear()
        self.reveal.hide()
        self.secret.setText(secret)
        self.secret.show()
        self.adjustSize()
        self._hide.start()

    def _copied(self, secret: str) -> None:
        self.passphrase.clear()
        FadingCopy(self._desk, QGuiApplication.clipboard()).copy(secret)
        self.told.setText(self.tr("Copied. It leaves the clipboard in 20 seconds."))

    def _refuse(self, refusal: Refused) -> None:
        self.trouble.setText(refusal.message)
        self.passphrase.selectAll()
        self.passphrase.setFocus()
