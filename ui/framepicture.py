"""A frame's picture, fitted to its place, with words boxed; its words can be chosen by dragging, and copied.

Ctrl+wheel zooms it; a zoomed picture is moved by dragging.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.interfaces import Place, WordView
from ui import longtext, theme, wordspan

CLOSEST = 6.0
"""How far one can zoom in, against the fitted size."""


def merged(places: Sequence[Place]) -> list[Place]:
    """Boxes of neighbouring words on one line joined to one box; in reading order."""
    boxes: list[Place] = []
    for place in sorted(places, key=lambda p: p.x):
        beside = next((i for i, box in enumerate(boxes) if _beside(box, place)), None)
        if beside is None:
            boxes.append(place)
        else:
            boxes[beside] = _around(boxes[beside], place)
    return sorted(boxes, key=lambda p: (p.y, p.x))


def _beside(box: Place, place: Place) -> bool:
    shared = min(box.y + box.h, place.y + place.h) - max(box.y, place.y)
    gap = place.x - (box.x + box.w)
    return shared > min(box.h, place.h) / 2 and gap < 1.2 * max(box.h, place.h)


def _around(a: Place, b: Place) -> Place:
    x, y = min(a.x, b.x), min(a.y, b.y)
    return Place(x, y, max(a.x + a.w, b.x + b.w) - x, max(a.y + a.h, b.y + b.h) - y)


class FramePicture(QWidget):
    """Shows one image at a time; keeps showing it until another is set."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 160)
        self._image = QImage()
        self._boxes: list[Place] = []
        self._said = ""
        self._page = ""
        self._note = ""
        self._frame_width = 0
        self._zoom = 1.0
        self._moved = QPointF()
        self._grabbed: QPointF | None = None
        self._words: Sequence[WordView] = ()
        self._chosen: Sequence[WordView] = ()
        self._began: tuple[float, float] | None = None

    @property
    def boxes(self) -> list[Place]:
        """The boxes drawn now, in pixels of the frame."""
        return list(self._boxes)

    @property
    def image(self) -> QImage:
        """The image shown now; null when there is none."""
        return self._image

    @property
    def page(self) -> str:
        """The text shown instead of an image; empty when there is none."""
        return self._page

    @property
    def chosen(self) -> str:
        """The text that is chosen on the picture."""
        return wordspan.text(self._chosen)

    def sizeHint(self) -> QSize:
        """A comfortable size for a screen's picture."""
        return QSize(900, 560)

    def show_image(self, image: QImage) -> None:
        """Shows another image, fitted, without boxes."""
        self._image, self._said, self._page, self._boxes = image, "", "", []
        self._note = ""
        self._words, self._chosen, self._began = (), (), None
        self.unsetCursor()
        self._zoom, self._moved = 1.0, QPointF()
        self.update()

    def of_words(self, words: Sequence[WordView]) -> None:
        """Lets these words of the frame, in reading order, be chosen by dragging over the picture."""
        self._words = words
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        if words:
            self.setCursor(Qt.CursorShape.IBeamCursor)

    def say(self, text: str) -> None:
        """Shows a sentence instead of an image."""
        self.show_image(QImage())
        self._said = text

    def show_page(self, text: str) -> None:
        """Shows the text of a frame that has no picture, as a page: as much of it as may find room."""
        self.show_image(QImage())
        self._page = text[: longtext.PART]

    def note(self, text: str) -> None:
        """Says something about what is shown, below the image or above the page."""
        self._note = text
        self.setAccessibleDescription(text)
        self.update()

    def of_width(self, pixels: int) -> None:
        """How wide the frame was on the screen, where its boxes lie; its picture may be smaller. 0: as shown."""
        self._frame_width = pixels
        self.update()

    def box(self, places: Sequence[Place]) -> None:
        """Draws boxes around these places of the frame."""
        self._boxes = merged(places)
        self.setAccessibleDescription(self.tr("%Ln place(s) marked", "", len(self._boxes)) if places else "")
        self.update()

    def target(self) -> QRectF:
        """Where the image is drawn, in pixels of the widget."""
        room = QSizeF(self.size())
        size = QSizeF(self._image.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio) * self._zoom
        corner = QPointF((room.width() - size.width()) / 2, (room.height() - size.height()) / 2) + self._moved
        return QRectF(corner, size)

    def placed(self, place: Place) -> QRectF:
        """Where a place of the frame is drawn, with a little room around it."""
        target = self.target()
        scale = target.width() / max(1, self._frame_width or self._image.width())
        return QRectF(
            target.x() + place.x * scale - 3,
            target.y() + place.y * scale - 3,
            place.w * scale + 6,
            place.h * scale + 6,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the image, dimmed around the boxes when there are any."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self._image.isNull():
            self._draw_words(painter)
            return
        outline = QPainterPath()
        outline.addRoundedRect(self.target(), theme.GRID, theme.GRID)
        painter.setClipPath(outline)
        painter.drawImage(self.target(), self._image)
        if self._boxes:
            self._draw_boxes(painter, outline)
        self._draw_chosen(painter)
        painter.setClipping(False)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.drawPath(outline)
        if self._note:
            self._draw_note(painter)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl+wheel zooms around the pointer."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        before = self._zoom
        self._zoom = min(CLOSEST, max(1.0, before * (1.2 if event.angleDelta().y() > 0 else 1 / 1.2)))
        middle = event.position() - QPointF(self.width() / 2, self.height() / 2)
        self._moved = middle - (middle - self._moved) * (self._zoom / before) if self._zoom > 1 else QPointF()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes hold of a zoomed picture, or begins to choose words."""
        self._grabbed = event.position() - self._moved if self._zoom > 1 else None
        self._began = self._on_frame(event.position()) if self._words and self._grabbed is None else None
        self._choose(())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Moves a zoomed picture, or chooses the words up to the pointer."""
        if self._grabbed is not None:
            self._moved = event.position() - self._grabbed
            self.update()
        elif self._began is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._choose(wordspan.between(self._words, self._began, self._on_frame(event.position())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copies the chosen words; Ctrl+A chooses all."""
        if event.matches(QKeySequence.StandardKey.Copy) and self._chosen:
            QGuiApplication.clipboard().setText(self.chosen)
        elif event.matches(QKeySequence.StandardKey.SelectAll) and self._words:
            self._choose(self._words)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fits the picture again."""
        self._zoom, self._moved = 1.0, QPointF()
        self.update()

    def _on_frame(self, position: QPointF) -> tuple[float, float]:
        """A pixel of the widget as one of the frame."""
        target = self.target()
        scale = target.width() / max(1, self._frame_width or self._image.width())
        return (position.x() - target.x()) / scale, (position.y() - target.y()) / scale

    def _choose(self, words: Sequence[WordView]) -> None:
        if words != self._chosen:
            self._chosen = words
            self.update()

    def _draw_chosen(self, painter: QPainter) -> None:
        fill = QColor(theme.LIGHT.accent)
        fill.setAlpha(90)
        for box in merged([word.place for word in self._chosen]):
            painter.fillRect(self.placed(box), fill)

    def _draw_words(self, painter: QPainter) -> None:
        if self._page:
            self._draw_page(painter)
            return
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(self.rect().adjusted(40, 20, -40, -20), flags, self._said)

    def _draw_page(self, painter: QPainter) -> None:
        page = QRectF(self.rect()).adjusted(self.width() / 8, 0.5, -self.width() / 8, -0.5)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(page, theme.GRID, theme.GRID)
        inside = page.adjusted(32, 28, -32, -28)
        wrap = int(Qt.TextFlag.TextWordWrap)
        if self._note:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            told = painter.boundingRect(inside, wrap, self._note)
            painter.drawText(inside, wrap, self._note)
            inside.setTop(told.bottom() + 2 * theme.GRID)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(inside, wrap, self._page)

    def _draw_note(self, painter: QPainter) -> None:
        """A line over the foot of the image."""
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        foot = self.target().intersected(QRectF(self.rect()))
        foot = foot.adjusted(2 * theme.GRID, 0, -2 * theme.GRID, -2 * theme.GRID)
        room = painter.boundingRect(foot.adjusted(theme.GRID, 0, -theme.GRID, 0), flags, self._note)
        box = QRectF(0, 0, room.width() + 3 * theme.GRID, room.height() + theme.GRID)
        box.moveCenter(QPointF(foot.center().x(), foot.bottom() - box.height() / 2))
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(box, theme.GRID, theme.GRID)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(box, flags, self._note)

    def _draw_boxes(self, painter: QPainter, outline: QPainterPath) -> None:
        holes = QPainterPath()
        holes.setFillRule(Qt.FillRule.WindingFill)
        for place in self._boxes:
            holes.addRoundedRect(self.placed(place), 4, 4)
        painter.fillPath(outline.subtracted(holes), QColor(16, 14, 24, 78))
        accent = QColor(theme.LIGHT.accent)
        painter.setPen(QPen(accent, 2.5))
        accent.setAlpha(36)
        painter.setBrush(accent)
        painter.drawPath(holes)
        painter.setBrush(Qt.BrushStyle.NoBrush)
