"""What the faces of the door are made of: a heading, fields for passphrases, a line for what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from ui import pieces, theme


def heading(title: str, told: str) -> list[QLabel]:
    """Our picture, a title, and a sentence or two."""
    picture = pieces.Sign("reverie", 56)
    title_label = pieces.label(title, "title")
    told_label = pieces.label(told, "muted", wrap=True)
    return [picture, title_label, told_label]


def passphrase(name: str) -> QLineEdit:
    """A field that shows dots."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    return field


class Trouble(QLabel):
    """What went wrong; takes no room while nothing did."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        theme.look(self, "bad")
        self.hide()

    def say(self, text: str) -> None:
        """Says it, or hides when there is nothing to say."""
        self.setText(text)
        self.setVisible(bool(text))


class Face(QWidget):
    """A column in the card."""

    def __init__(self, title: str, told: str) -> None:
        super().__init__()
        self.inside = pieces.column(self, 0, theme.GRID + 4)
        for widget in heading(title, told):
            self.inside.addWidget(widget)
