"""Small pictures of hits: the part of the screen where the words stand, with the words boxed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from app.events import Forgotten
from app.interfaces import Hit, Place, Refused, Reverie
from ui import pictures, theme
from ui.desk import Desk
from ui.framepicture import merged

SIZE = QSize(144, 81)
"""Pixels of a crop, at a scale of 1."""

SHARE = 0.34
"""How much of the screen's width is shown around the words: they can be read, and the window is still known."""

BEFORE = 0.4
"""How much of it lies to the left of the words' middle: more is read after them than before."""

KEPT = 120
"""About 50 kB each at a scale of 1."""

AT_ONCE = 2
"""Crops made at a time, so that the next key's search never waits behind them."""

Wanted = tuple[UUID, str]
"""A frame, and the words to look for on it."""


def frame_of(hit: Hit) -> UUID | None:
    """The screen to show for a hit: itself, or the first one among its sources."""
    if hit.type == "frame":
        return hit.id
    return next((source.id for source in hit.sources if source.type == "frame"), None)


def cropped(image: QImage, places: Sequence[Place], frame_width: int, size: QSize) -> QImage:
    """The part of a frame's picture around the first places, boxed, `size` pixels large.

    Without places the upper left part, where most words are. `frame_width` is how wide the frame was on the screen;
    its picture may be smaller.
    """
    scale = image.width() / max(1, frame_width or image.width())
    boxes = [_scaled(place, scale) for place in merged(places)]
    part = _part(image, boxes, size)
    shown = image.copy(part).scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    _draw(shown, boxes, part)
    return shown


def _scaled(place: Place, scale: float) -> QRectF:
    return QRectF(place.x * scale, place.y * scale, place.w * scale, place.h * scale)


def _part(image: QImage, boxes: Sequence[QRectF], size: QSize) -> QRect:
    """What to show, in the shape of `size`: a share of the width, or more where the first box is wider."""
    first = boxes[0] if boxes else QRectF()
    width = min(float(image.width()), max(image.width() * SHARE, first.width() * 1.2))
    height = width * size.height() / size.width()
    if height > image.height():
        width, height = image.height() * size.width() / size.height(), float(image.height())
    left = min(max(0.0, first.center().x() - width * BEFORE), image.width() - width)
    top = min(max(0.0, first.center().y() - height / 2), image.height() - height)
    return QRect(round(left), round(top), max(1, round(width)), max(1, round(height)))


def _draw(shown: QImage, boxes: Sequence[QRectF], part: QRect) -> None:
    scale = shown.width() / part.width()
    painter = QPainter(shown)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    accent = QColor(theme.LIGHT.accent)
    painter.setPen(QPen(accent, max(1.5, shown.width() / 90)))
    accent.setAlpha(40)
    painter.setBrush(accent)
    for box in boxes:
        moved = box.translated(-part.x(), -part.y())
        around = QRectF(
            moved.x() * scale, moved.y() * scale, moved.width() * scale, moved.height() * scale
        ).adjusted(-2, -2, 2, 2)
        if around.intersects(QRectF(shown.rect())):
            painter.drawRoundedRect(around, 3, 3)
    painter.end()


class Crops(QObject):
    """Makes crops when they are first asked for, off the window's thread; emits `came` when another one is there."""

    came = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._made: OrderedDict[Wanted, QImage] = OrderedDict()
        self._waiting: list[Wanted] = []
        self._under_way: set[Wanted] = set()
        self._size = SIZE
        desk.bridge.forgotten.connect(self._forget)

    def crop(self, hit: Hit, words: str, ratio: float) -> QImage:
        """The crop for a hit; null until it came, and where there is no picture. `ratio` is the display's scale."""
        self._size = SIZE * ratio
        frame = frame_of(hit)
        if frame is None:
            return QImage()
        wanted = (frame, words)
        if wanted in self._made:
            self._made.move_to_end(wanted)
            return self._made[wanted]
        if wanted not in self._waiting and wanted not in self._under_way:
            self._waiting.append(wanted)
            self._go_on()
        return QImage()

    def give_up(self) -> None:
        """Lets go of what is not begun: other results are shown."""
        self._waiting.clear()

    def clear(self) -> None:
        """Lets go of every picture, of those on their way, too."""
        self.give_up()
        self._under_way.clear()
        self._made.clear()

    def _go_on(self) -> None:
        while self._waiting and len(self._under_way) < AT_ONCE:
            wanted = self._waiting.pop(0)
            self._under_way.add(wanted)
            fetch = partial(_fetched, wanted=wanted, size=QSize(self._size))
            self._desk.query(self, fetch, partial(self._keep, wanted), partial(self._fail, wanted))

    def _keep(self, wanted: Wanted, image: QImage) -> None:
        if wanted not in self._under_way:
            return
        self._made[wanted] = image
        while len(self._made) > KEPT:
            self._made.popitem(last=False)
        self._end(wanted)

    def _fail(self, wanted: Wanted, _refusal: Refused) -> None:
        self._keep(wanted, QImage())

    def _end(self, wanted: Wanted) -> None:
        self._under_way.discard(wanted)
        self.came.emit()
        self._go_on()

    def _forget(self, event: Forgotten) -> None:
        for wanted in [wanted for wanted in self._made if wanted[0] in event.ids]:
            del self._made[wanted]


def _fetched(reverie: Reverie, wanted: Wanted, size: QSize) -> QImage:
    """The crop, made on a thread of the pool; null where no picture is kept."""
    id, words = wanted
    detail = reverie.frame(id)
    encoded = reverie.picture(id) if detail.frame.has_picture else reverie.thumbnail(id)
    image = pictures.decoded(encoded)
    if image.isNull():
        return image
    places = reverie.places(id, words, typed=True) if words else []
    return cropped(image, places, detail.width, size)
