"""Revealing a secret: the passphrase is asked again; the value is shown; a copy leaves the clipboard again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from app.interfaces import MemoryView, Refused
from ui import pieces, theme
from ui.desk import Desk

COPIED_FOR = 20_000
"""Milliseconds a copied secret stays in the clipboard."""

SHOWN_FOR = 60_000
"""Milliseconds a revealed secret stays on the screen."""


class FadingCopy(QObject):
    """Copies a text and takes it out of the clipboard after a while, unless something else was copied since."""

    def __init__(self, clipboard: QClipboard, milliseconds: int = COPIED_FOR) -> None:
        super().__init__(clipboard)
        self._clipboard = clipboard
        self._copied = ""
        self._timer = QTimer(self, interval=milliseconds, singleShot=True)
        self._timer.timeout.connect(self._clear)

    def copy(self, text: str) -> None:
        """Puts the text into the clipboard for a while."""
        self._copied = text
        self._clipboard.setText(text)
        self._timer.start()

    def _clear(self) -> None:
        if self._clipboard.text() == self._copied:
            self._clipboard.clear()
        self._copied = ""
        self.deleteLater()


class RevealDialog(QDialog):
    """Asks for the passphrase, then shows the secret for a minute at most."""

    def __init__(self, parent: QWidget, desk: Desk, memory: MemoryView) -> None:
        super().__init__(parent)
        self._desk = desk
        self._memory = memory
        self._secret = ""
        self.setWindowTitle(self.tr("Reveal a secret"))
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
            "Your passphrase is asked again before a secret is shown, and the reveal is written down."
        )
        body.addWidget(pieces.label(told, "muted", wrap=True))
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText(self.tr("Passphrase"))
        self.passphrase.setAccessibleName(self.tr("Passphrase"))
        self.secret = pieces.label("", "secret", wrap=True, selectable=True)
        self.secret.hide()
        self.trouble = pieces.label("", "bad", wrap=True)
        self.reveal = pieces.button(self.tr("Reveal"), self._ask, "main")
        self.copy = pieces.button(self.tr("Copy for 20 seconds"), self._copy)
        self.copy.hide()
        self.reveal.setDefault(True)
        answers = pieces.row()
        answers.addStretch(1)
        for button in (pieces.button(self.tr("Close"), self.reject), self.copy, self.reveal):
            answers.addWidget(button)
        for widget in (self.passphrase, self.secret, self.trouble):
            body.addWidget(widget)
        body.addLayout(answers)
        self.passphrase.setFocus()

    def _ask(self) -> None:
        given, id = self.passphrase.text(), self._memory.id
        self.trouble.clear()
        waiting = (self.reveal, self.passphrase)
        self._desk.command(self, lambda reverie: reverie.reveal(id, given), self._show, self._refuse, waiting)

    def _show(self, secret: str) -> None:
        self._secret = secret
        self.passphrase.clear()
        self.passphrase.hide()
        self.reveal.hide()
        self.secret.setText(secret)
        self.secret.show()
        self.copy.show()
        self.copy.setFocus()
        self._hide.start()

    def _refuse(self, refusal: Refused) -> None:
        self.trouble.setText(refusal.message)
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _copy(self) -> None:
        FadingCopy(QGuiApplication.clipboard()).copy(self._secret)
