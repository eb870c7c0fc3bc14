"""A chat program with one conversation open."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMainWindow, QVBoxLayout, QWidget

from ui.demo import look
from ui.demo.shapes import BubbleShape, ChatShape

MINE = ("#2563a8", "#ffffff", "#d5e3f3")
THEIRS = ("#ffffff", "#1f2328", "#6b7280")


class ChatWindow(QMainWindow):
    """People on the left, bubbles on the right, a line to write in below."""

    def __init__(self, chat: ChatShape) -> None:
        super().__init__()
        whole = look.panel("#eef1f5")
        across = look.line(whole, spacing=0)
        across.addWidget(_people(chat))
        across.addWidget(_conversation(chat), 1)
        self.setCentralWidget(whole)


def _people(chat: ChatShape) -> QWidget:
    side = look.panel("#ffffff", "border-right: 1px solid #dde1e6")
    side.setFixedWidth(350)
    down = look.column(side)
    title = QWidget()
    look.line(title, 16, 16).addWidget(look.text("Chats", 20, bold=True))
    down.addWidget(title)
    last = chat["bubbles"][-1]
    down.addWidget(look.listed(chat["partner"], last["text"], last["when"], chosen=True, disk=True))
    for row in chat["contacts"]:
        down.addWidget(look.listed(row["who"], row["what"], row["when"], chosen=False, disk=True))
    down.addStretch(1)
    return side


def _conversation(chat: ChatShape) -> QWidget:
    pane = QWidget()
    down = look.column(pane)
    down.addWidget(_partner(chat["partner"]))
    talk = QVBoxLayout()
    talk.setContentsMargins(40, 24, 40, 24)
    talk.setSpacing(14)
    talk.addStretch(1)
    for bubble in chat["bubbles"]:
        talk.addLayout(_bubble(bubble))
    down.addLayout(talk, 1)
    down.addWidget(_writing_line())
    return pane


def _partner(name: str) -> QWidget:
    bar = look.panel("#ffffff", "border-bottom: 1px solid #dde1e6")
    across = look.line(bar, 24, 10, 14)
    across.addWidget(look.avatar(name, 42))
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(look.text(name, 16, bold=True))
    words.addWidget(look.text("online", 13, "#3f8f57"))
    across.addLayout(words, 1)
    across.addWidget(look.button("Call"))
    across.addWidget(look.button("Details"))
    return bar


def _bubble(bubble: BubbleShape) -> QHBoxLayout:
    back, ink, faint = MINE if bubble["mine"] else THEIRS
    box = look.panel(back, "border-radius: 14px")
    down = QVBoxLayout(box)
    down.setContentsMargins(16, 10, 16, 8)
    down.setSpacing(4)
    down.addWidget(look.text(bubble["text"], 16, ink))
    down.addWidget(look.text(bubble["when"], 12, faint))
    return _aside(box, right=bubble["mine"])


def _aside(box: QFrame, *, right: bool) -> QHBoxLayout:
    across = QHBoxLayout()
    if right:
        across.addStretch(1)
    across.addWidget(box)
    if not right:
        across.addStretch(1)
    return across


def _writing_line() -> QWidget:
    bar = look.panel("#ffffff", "border-top: 1px solid #dde1e6")
    across = look.line(bar, 24, 12, 12)
    field = QLineEdit()
    field.setPlaceholderText("Write a message")
    field.setFont(look.font(look.SANS, 14))
    field.setStyleSheet(
        "border: 1px solid #d3d8de; border-radius: 17px; padding: 8px 16px; background: #f7f8fa;"
    )
    across.addWidget(field, 1)
    across.addWidget(look.button("Send", main=True))
    return bar
