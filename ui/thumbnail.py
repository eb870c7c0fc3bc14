"""A small rounded picture of a frame, or an icon where there is none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel

from ui import icons

THUMBNAIL = QSize(96, 60)


class Thumbnail(QLabel):
    """A small rounded picture, or an icon until and unless it comes."""

    def __init__(self, icon: str, size: QSize = THUMBNAIL) -> None:
        super().__init__()
        self._icon = icon
        self._image = QImage()
        self.setFixedSize(size)

    def show_image(self, image: QImage) -> None:
        """Shows the picture; a null image keeps the icon."""
        self._image = image
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Draws again in the colours of the theme."""
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the top left part of the picture, where most words are, filling the place."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setClipPath(shape)
        painter.fillPath(shape, self.palette().color(QPalette.ColorRole.Shadow))
        if self._image.isNull():
            colour = self.palette().color(QPalette.ColorRole.PlaceholderText)
            middle = self.rect().center()
            across = min(22, self.height() - 6)
            painter.drawPixmap(
                middle.x() - across // 2,
                middle.y() - across // 2,
                icons.pixmap(self._icon, across, colour, self.devicePixelRatio()),
            )
        else:
            painter.drawImage(QRectF(self.rect()), self._image, _covering(self._image, self.size()))
        painter.setClipping(False)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawPath(shape)


def _covering(image: QImage, place: QSize) -> QRectF:
    scale = min(image.width() / place.width(), image.height() / place.height())
    return QRectF(0, 0, place.width() * scale, place.height() * scale)
