"""A text with what came underlined and what went struck through; drawn as plain text, whatever is in it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.interfaces import Piece

ADDED, REMOVED = "added", "removed"


class DiffText(QWidget):
    """Shows the pieces of a changed text; a screen reader is told in words what came and what went."""

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        super().__init__()
        self._pieces = pieces
        # A line's end inside a text layout is this character.
        self._text = "".join(piece.text for piece in pieces).replace("\n", "\u2028")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.said())

    def said(self) -> str:
        """What came and what went, in words."""
        told = {ADDED: self.tr("added: {0}"), REMOVED: self.tr("removed: {0}")}
        changed = [told[piece.how].format(piece.text.strip()) for piece in self._pieces if piece.how in told]
        return "; ".join(changed)

    def hasHeightForWidth(self) -> bool:
        """Its lines wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high its lines are in this width."""
        return self._laid_out(width)[1]

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a word."""
        return QSize(80, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lays out anew in another width."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the lines."""
        layout, _ = self._laid_out(self.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        layout.draw(painter, QPointF(0, 0))

    def _laid_out(self, width: int) -> tuple[QTextLayout, int]:
        layout = QTextLayout(self._text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        height = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, int(height) + 1

    def _formats(self) -> list[QTextLayout.FormatRange]:
        found, at = [], 0
        for piece in self._pieces:
            if piece.how in (ADDED, REMOVED):
                made = QTextLayout.FormatRange()
                made.start, made.length = at, _units(piece.text)
                made.format = self._format(piece.how)
                found.append(made)
            at += _units(piece.text)
        return found

    def _format(self, how: str) -> QTextCharFormat:
        role = QPalette.ColorRole.Accent if how == ADDED else QPalette.ColorRole.BrightText
        made = QTextCharFormat()
        made.setForeground(QColor(self.palette().color(role)))
        made.setFontUnderline(how == ADDED)
        made.setFontStrikeOut(how == REMOVED)
        return made


def _units(text: str) -> int:
    """Qt counts in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
