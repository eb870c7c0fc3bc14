"""How a row of the results is painted: the crop, who or what, when, and the words with those looked for marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QPainter,
    QPainterPath,
    QPalette,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.interfaces import Hit
from ui import icons, theme, when
from ui.desk import Desk
from ui.recall import crops, marking
from ui.recall.crops import Crops
from ui.recall.results import Heading, Role

HEIGHT = 101
HEADING = 30
LINES = 2
ICONS = {"frame": "timeline", "turn": "chat", "note": "text", "memory": "memories"}


class RowPainter(QStyledItemDelegate):
    """Paints plain text only. `phrases` are marked in it, and boxed on the crops."""

    def __init__(self, desk: Desk, made: Crops) -> None:
        super().__init__(made)
        self._desk = desk
        self._crops = made
        self.phrases: tuple[str, ...] = ()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Headings are low, hits as high as a crop with room around it."""
        heading = isinstance(index.data(Role.HEADING), Heading)
        return QSize(200, HEADING if heading else HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draws a heading or a hit."""
        place: QRect = option.rect
        palette: QPalette = option.palette
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        heading, hit = index.data(Role.HEADING), index.data(Role.HIT)
        if isinstance(heading, Heading):
            _draw_heading(painter, place, palette, heading)
        elif isinstance(hit, Hit):
            self._draw_hit(painter, place, palette, hit, chosen, str(index.data(Role.WHY)))
        painter.restore()

    def _draw_hit(
        self, painter: QPainter, place: QRect, palette: QPalette, hit: Hit, chosen: bool, why: str
    ) -> None:
        if chosen:
            painter.setPen(palette.color(QPalette.ColorRole.Accent))
            painter.setBrush(palette.color(QPalette.ColorRole.Light))
            painter.drawRoundedRect(QRectF(place).adjusted(1.5, 1.5, -1.5, -1.5), 10, 10)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        corner = place.topLeft() + QRect(0, 0, 10, 10).bottomRight()
        picture = QRect(corner, crops.SIZE)
        self._draw_crop(painter, picture, palette, hit)
        text = QRect(picture.right() + 14, picture.top(), 0, picture.height())
        text.setRight(place.right() - 12)
        self._draw_words(painter, text, palette, hit, why)

    def _draw_crop(self, painter: QPainter, place: QRect, palette: QPalette, hit: Hit) -> None:
        ratio = painter.device().devicePixelRatioF()
        image = self._crops.crop(hit, marking.as_typed(self.phrases), ratio)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(place), 6, 6)
        painter.save()
        painter.setClipPath(shape)
        painter.fillPath(shape, palette.color(QPalette.ColorRole.Shadow))
        if image.isNull():
            _draw_icon(painter, place, palette, ICONS.get(hit.type, "text"))
        else:
            painter.drawImage(QRectF(place), image, QRectF(QImage(image).rect()))
        painter.restore()
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.drawPath(shape)

    def _draw_words(self, painter: QPainter, place: QRect, palette: QPalette, hit: Hit, why: str) -> None:
        at = when.moment(hit.time, self._desk.zone)
        small = QFont(painter.font())
        small.setPixelSize(theme.SMALL)
        room = QFontMetrics(small).horizontalAdvance(at) + 2 * theme.GRID
        title = QFont(painter.font())
        title.setWeight(QFont.Weight.DemiBold)
        line = QRect(place.left(), place.top(), place.width() - room, 22)
        _draw_line(painter, line, title, palette.color(QPalette.ColorRole.Text), _flat(hit.title))
        painter.setFont(small)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(place.left(), place.top(), place.width(), 22), right, at)
        below = QRectF(place.left(), place.top() + 24, place.width(), place.height() - 24)
        _draw_snippet(painter, below, palette, _flat(hit.snippet), self.phrases)
        foot = QRect(place.left(), place.bottom() - 17, place.width(), 18)
        _draw_line(painter, foot, small, palette.color(QPalette.ColorRole.PlaceholderText), why)


def _draw_heading(painter: QPainter, place: QRect, palette: QPalette, heading: Heading) -> None:
    font = QFont(painter.font())
    font.setPixelSize(theme.SMALL)
    font.setWeight(QFont.Weight.DemiBold)
    inside = place.adjusted(10, 6, -12, 0)
    _draw_line(painter, inside, font, palette.color(QPalette.ColorRole.Text), heading.name)
    told = inside.adjusted(QFontMetrics(font).horizontalAdvance(heading.name) + 8, 0, 0, 0)
    font.setWeight(QFont.Weight.Normal)
    _draw_line(painter, told, font, palette.color(QPalette.ColorRole.PlaceholderText), heading.told)


def _draw_line(painter: QPainter, place: QRect, font: QFont, colour: QColor, text: str) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), elided)


def _draw_icon(painter: QPainter, place: QRect, palette: QPalette, name: str) -> None:
    middle = place.center()
    colour = palette.color(QPalette.ColorRole.PlaceholderText)
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(middle.x() - 13, middle.y() - 13, icons.pixmap(name, 26, colour, ratio))


def _draw_snippet(
    painter: QPainter, place: QRectF, palette: QPalette, text: str, phrases: Sequence[str]
) -> None:
    """At most LINES lines, the last one elided; the words looked for stand out by weight and colour."""
    font = QFont(painter.font())
    font.setPixelSize(theme.BODY - 1)
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.setFormats(_formats(text, phrases, palette))
    layout.beginLayout()
    height = 0.0
    for _ in range(LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(place.width())
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
    layout.draw(painter, place.topLeft())


def _formats(text: str, phrases: Sequence[str], palette: QPalette) -> list[QTextLayout.FormatRange]:
    marked = QTextCharFormat()
    marked.setFontWeight(QFont.Weight.Bold)
    marked.setForeground(palette.color(QPalette.ColorRole.Text))
    found = []
    for start, length in marking.stretches(text, phrases):
        one = QTextLayout.FormatRange()
        one.start, one.length, one.format = start, length, marked
        found.append(one)
    return found


def _flat(text: str) -> str:
    return " ".join(text.split())
