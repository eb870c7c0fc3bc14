"""A text of any length, plain, a part of it at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from ui import pieces, theme

PART = 6000
"""Characters shown at a time: what is laid out without a pause."""


class Reading(QTextEdit):
    """A plain text to read, choose and copy, as high as its lines; long words (addresses, paths) break if need be."""

    def __init__(self, name: str) -> None:
        super().__init__()
        theme.look(self, "reading")
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for hide in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            hide(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)

    def say(self, text: str) -> None:
        """Shows another text."""
        self.setPlainText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Is as high as its lines are in another width."""
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the page around it."""
        event.ignore()

    def _fit(self) -> None:
        self.setFixedHeight(round(self.document().size().height()) + 1)


class LongText(QWidget):
    """What is read, and below it a way through the parts where there is more than one. `name`: what the text is."""

    def __init__(self, name: str, text: str = "") -> None:
        super().__init__()
        self._text = text
        self._at = 0
        self.reading = Reading(name)
        self._body = pieces.column(self, 0, 4)
        self._body.addWidget(self.reading)
        self._ways: QWidget | None = None
        self.say(text)

    @property
    def parts(self) -> int:
        """How many parts there are."""
        return max(1, -(-len(self._text) // PART))

    def say(self, text: str) -> None:
        """Shows another text, from its beginning."""
        self._text, self._at = text, 0
        if self.parts > 1 and self._ways is None:
            self._ways = self._build_ways()
            self._body.addWidget(self._ways)
        if self._ways is not None:
            self._ways.setVisible(self.parts > 1)
        self._go(0)

    def _build_ways(self) -> QWidget:
        self._count = pieces.label("", "quiet")
        self.before = pieces.IconButton("previous", self.tr("Earlier part"), lambda: self._go(-1), 16)
        self.after = pieces.IconButton("next", self.tr("Next part"), lambda: self._go(1), 16)
        ways = QWidget()
        line = pieces.row(ways)
        for widget in (self.before, self._count, self.after):
            line.addWidget(widget)
        line.addStretch(1)
        return ways

    def _go(self, by: int) -> None:
        self._at = min(max(0, self._at + by), self.parts - 1)
        self.reading.say(self._text[self._at * PART : (self._at + 1) * PART])
        if self._ways is not None:
            said = self.tr("Part {0:,} of {1:,} · {2:,} characters in all")
            self._count.setText(said.format(self._at + 1, self.parts, len(self._text)))
            self.before.setEnabled(self._at > 0)
            self.after.setEnabled(self._at < self.parts - 1)
