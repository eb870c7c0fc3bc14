"""A document editor with one page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QGraphicsDropShadowEffect, QLabel, QMainWindow, QWidget

from ui.demo import look
from ui.demo.shapes import BlockShape, DocumentShape

PAGE_WIDTH = 860
MARGIN = 80


class DocumentWindow(QMainWindow):
    """A menu, a toolbar, a white page on grey, and a status line."""

    def __init__(self, document: DocumentShape) -> None:
        super().__init__()
        whole = look.panel("#e8eaed")
        down = look.column(whole)
        down.addWidget(_menu())
        down.addWidget(_toolbar())
        down.addSpacing(28)
        down.addWidget(_page(document), 1, Qt.AlignmentFlag.AlignHCenter)
        down.addWidget(_status(document))
        self.setCentralWidget(whole)


def _menu() -> QWidget:
    bar = look.panel("#ffffff")
    across = look.line(bar, 14, 6, 20)
    for words in ("File", "Edit", "View", "Insert", "Format", "Tools", "Help"):
        across.addWidget(look.text(words, 13, "#3b4148"))
    across.addStretch(1)
    return bar


def _toolbar() -> QWidget:
    bar = look.panel("#f7f8f9", "border-top: 1px solid #e2e4e8; border-bottom: 1px solid #d3d7db")
    across = look.line(bar, 14, 6)
    for words, width in (("Default style", 150), ("Liberation Serif", 170), ("12", 60)):
        choice = QComboBox()
        choice.addItem(words)
        choice.setFixedWidth(width)
        choice.setFont(look.font(look.SANS, 13))
        across.addWidget(choice)
    for words in ("Bold", "Italic", "Underline", "List", "Table", "Comment"):
        across.addWidget(look.button(words))
    across.addStretch(1)
    return bar


def _page(document: DocumentShape) -> QWidget:
    page = look.panel("#ffffff")
    page.setFixedWidth(PAGE_WIDTH)
    shadow = QGraphicsDropShadowEffect(page)
    shadow.setBlurRadius(18)
    shadow.setOffset(0, 3)
    shadow.setColor(QColor(0, 0, 0, 60))
    page.setGraphicsEffect(shadow)
    down = look.column(page, MARGIN, 14)
    down.addWidget(_printed(document["heading"], 30, bold=True))
    down.addWidget(_printed(document["subheading"], 16, colour="#5b6470"))
    down.addSpacing(10)
    for number, block in enumerate(document["blocks"]):
        down.addWidget(_block(block, _place(document["blocks"][: number + 1])))
    down.addStretch(1)
    return page


def _place(blocks: list[BlockShape]) -> int:
    """Which numbered line the last block is."""
    return sum(block["style"] == "number" for block in blocks)


def _block(block: BlockShape, place: int) -> QLabel:
    if block["style"] == "heading":
        return _printed(block["text"], 21, bold=True, colour="#1d4f87")
    lead = {"bullet": "\u2022  ", "number": f"{place}.  "}.get(block["style"], "")
    return _printed(lead + block["text"], 18)


def _printed(words: str, pixels: int, *, bold: bool = False, colour: str = "#16191d") -> QLabel:
    label = look.text(words, pixels, colour, wrap=True)
    label.setFont(look.font(look.SERIF, pixels, bold=bold))
    return label


def _status(document: DocumentShape) -> QWidget:
    bar = look.panel("#f3f4f6", "border-top: 1px solid #d3d7db")
    across = look.line(bar, 14, 5, 24)
    count = sum(len(block["text"].split()) for block in document["blocks"])
    for words in ("Page 1 of 1", f"{count} words", "English"):
        across.addWidget(look.text(words, 13, "#5b6470"))
    across.addStretch(1)
    across.addWidget(look.text("100 %", 13, "#5b6470"))
    return bar
