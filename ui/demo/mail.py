"""A mail program with one mail opened."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMainWindow, QVBoxLayout, QWidget

from ui.demo import look
from ui.demo.shapes import MailShape

FOLDERS = ("Inbox", "Drafts", "Sent", "Archive", "Junk", "Bin")


class MailWindow(QMainWindow):
    """Folders, the list of mails, and the mail being read."""

    def __init__(self, mail: MailShape) -> None:
        super().__init__()
        whole = look.panel("#ffffff")
        down = look.column(whole)
        down.addWidget(_toolbar())
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(_folders())
        across.addWidget(_inbox(mail))
        across.addWidget(_reading(mail), 1)
        down.addLayout(across, 1)
        self.setCentralWidget(whole)


def _toolbar() -> QWidget:
    bar = look.panel("#f3f4f6", "border-bottom: 1px solid #d9dce0")
    across = look.line(bar, 14, 8)
    across.addWidget(look.button("Write", main=True))
    for words in ("Get mail", "Reply", "Forward", "Move", "Delete"):
        across.addWidget(look.button(words))
    across.addStretch(1)
    search = QLineEdit()
    search.setPlaceholderText("Search")
    search.setFixedWidth(280)
    search.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    search.setFont(look.font(look.SANS, 13))
    search.setStyleSheet(
        "border: 1px solid #cfd3d8; border-radius: 6px; padding: 5px 10px; background: white;"
    )
    across.addWidget(search)
    return bar


def _folders() -> QWidget:
    side = look.panel("#f8f9fa", "border-right: 1px solid #e2e4e8")
    side.setFixedWidth(170)
    down = look.column(side, 12, 4)
    for folder in FOLDERS:
        chosen = folder == "Inbox"
        row = look.panel("#dfe9f5" if chosen else "transparent", "border-radius: 6px")
        look.line(row, 12, 7).addWidget(
            look.text(folder, 14, "#1d4f87" if chosen else "#3b4148", bold=chosen)
        )
        down.addWidget(row)
    down.addStretch(1)
    return side


def _inbox(mail: MailShape) -> QWidget:
    side = look.panel("#ffffff", "border-right: 1px solid #e2e4e8")
    side.setFixedWidth(370)
    down = look.column(side)
    when = mail["date"].rpartition(", ")[2]
    down.addWidget(look.listed(mail["sender"], mail["subject"], when, chosen=True, disk=False))
    for row in mail["inbox"]:
        down.addWidget(look.listed(row["who"], row["what"], row["when"], chosen=False, disk=False))
    down.addStretch(1)
    return side


def _reading(mail: MailShape) -> QWidget:
    pane = QWidget()
    down = look.column(pane, 36, 14)
    down.addWidget(look.text(mail["subject"], 22, bold=True, wrap=True))
    down.addLayout(_header(mail))
    rule = look.panel("#e2e4e8")
    rule.setFixedHeight(1)
    down.addWidget(rule)
    for paragraph in mail["body"]:
        down.addWidget(look.text(paragraph, 16, wrap=True))
    down.addStretch(1)
    return pane


def _header(mail: MailShape) -> QHBoxLayout:
    across = QHBoxLayout()
    across.setSpacing(14)
    across.addWidget(look.avatar(mail["sender"], 44))
    names = QVBoxLayout()
    names.setSpacing(4)
    names.addWidget(look.text(f"From: {mail['sender']} <{mail['address']}>", 14))
    names.addWidget(look.text(f"To: {mail['recipient']}", 14, "#4b5563"))
    across.addLayout(names, 1)
    across.addWidget(look.text(mail["date"], 14, "#4b5563"))
    return across
