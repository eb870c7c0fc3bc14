"""The evidence under an answer: a row for each citation, with its picture, where and when it was, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.interfaces import Citation
from ui import icons, pieces, theme, when
from ui.pictures import Pictures

THUMBNAIL = QSize(96, 60)
COLUMNS = 2


def frame_behind(citation: Citation) -> UUID | None:
    """The frame whose picture stands for a citation, if there is one."""
    if citation.type == "frame":
        return citation.id
    return next((source.id for source in citation.sources if source.type == "frame"), None)


class Thumbnail(QLabel):
    """A small rounded picture, or an icon until and unless it comes."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self._image = QImage()
        self.setFixedSize(THUMBNAIL)

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
            painter.drawPixmap(middle.x() - 11, middle.y() - 11, icons.pixmap(self._icon, 22, colour))
        else:
            painter.drawImage(QRectF(self.rect()), self._image, _covering(self._image, THUMBNAIL))
        painter.setClipping(False)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawPath(shape)


def _covering(image: QImage, place: QSize) -> QRectF:
    scale = min(image.width() / place.width(), image.height() / place.height())
    return QRectF(0, 0, place.width() * scale, place.height() * scale)


class CitationRow(pieces.Row):
    """One citation: number, thumbnail, title, time and quote."""

    def __init__(self, citation: Citation, zone: ZoneInfo) -> None:
        super().__init__(f"[{citation.n}] {citation.title}, {when.moment(citation.time, zone)}: {citation.quote}")
        badge = pieces.label(str(citation.n), "badge")
        badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.thumbnail = Thumbnail({"turn": "turn", "note": "text", "frame": "timeline"}.get(citation.type, "memories"))
        words = pieces.column(None, 0, 2)
        words.addStretch(1)
        words.addWidget(pieces.Elided(citation.title, "heading"))
        words.addWidget(pieces.Elided(f"“{citation.quote}”" if citation.quote else ""))
        words.addWidget(pieces.label(when.moment(citation.time, zone), "quiet"))
        words.addStretch(1)
        self.inside.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        self.inside.addWidget(self.thumbnail)
        self.inside.addLayout(words, 1)


class Citations(QWidget):
    """The citations of one answer, two beside each other. Emits `chosen(n)`."""

    chosen = Signal(int)

    def __init__(self, citations: Sequence[Citation], pictures: Pictures, zone: ZoneInfo) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.GRID)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        for at, citation in enumerate(citations):
            row = CitationRow(citation, zone)
            row.pressed.connect(lambda n=citation.n: self.chosen.emit(n))
            grid.addWidget(row, at // COLUMNS, at % COLUMNS)
            if (frame := frame_behind(citation)) is not None:
                pictures.thumbnail(row, frame, row.thumbnail.show_image)
