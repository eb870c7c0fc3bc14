"""A text of any length, plain, a part of it at a time."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui import pieces

PART = 6000
"""Characters shown at a time: what a label lays out without a pause."""


class LongText(QWidget):
    """A label, and below it a way through the parts where there is more than one."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text = text
        self._at = 0
        self.label = pieces.label("", wrap=True, selectable=True)
        self._body = pieces.column(self, 0, 4)
        self._body.addWidget(self.label)
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
        self.label.setText(self._text[self._at * PART : (self._at + 1) * PART])
        if self._ways is not None:
            said = self.tr("Part {0:,} of {1:,} · {2:,} characters in all")
            self._count.setText(said.format(self._at + 1, self.parts, len(self._text)))
            self.before.setEnabled(self._at > 0)
            self.after.setEnabled(self._at < self.parts - 1)
