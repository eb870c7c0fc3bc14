"""A dark terminal with one session."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QMainWindow, QPlainTextEdit, QWidget

from ui.demo import look
from ui.demo.shapes import LineShape, TerminalShape

INK = {"typed": "#f2f4f8", "out": "#c6ccd6", "good": "#8fd18a", "bad": "#ff8f8f"}
PROMPT_INK = "#7fb8ff"


class TerminalWindow(QMainWindow):
    """A tab bar and the session below it, light on dark."""

    def __init__(self, terminal: TerminalShape) -> None:
        super().__init__()
        whole = look.panel("#14171c")
        down = look.column(whole)
        down.addWidget(_tabs(terminal["prompt"].rstrip("$ ")))
        down.addWidget(_session(terminal), 1)
        self.setCentralWidget(whole)


def _tabs(words: str) -> QWidget:
    bar = look.panel("#232830")
    across = look.line(bar, 10, 0, 0)
    tab = look.panel("#14171c", "border-top: 2px solid #7fb8ff")
    look.line(tab, 18, 8).addWidget(look.text(words, 13, "#dfe3ea"))
    across.addWidget(tab)
    across.addWidget(look.text("   +", 16, "#8b94a3"))
    across.addStretch(1)
    return bar


def _session(terminal: TerminalShape) -> QPlainTextEdit:
    page = QPlainTextEdit()
    page.setReadOnly(True)
    page.setFrameShape(QFrame.Shape.NoFrame)
    page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setFont(look.font(look.MONO, 16))
    page.setStyleSheet("background: #14171c; padding: 14px;")
    cursor = page.textCursor()
    for place, shown in enumerate(terminal["lines"]):
        _write(cursor, terminal["prompt"], shown, first=place == 0)
    return page


def _write(cursor: QTextCursor, prompt: str, shown: LineShape, *, first: bool) -> None:
    if not first:
        cursor.insertText("\n")
    if shown["style"] == "typed":
        cursor.insertText(prompt, _ink(PROMPT_INK))
    cursor.insertText(shown["text"], _ink(INK[shown["style"]]))


def _ink(colour: str) -> QTextCharFormat:
    ink = QTextCharFormat()
    ink.setForeground(QColor(colour))
    return ink
