"""Pictures of frames on their way to the screen: fetched and decoded on a thread, a few of them kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from app.events import Forgotten
from app.interfaces import Reverie
from ui.desk import Desk

THUMBNAILS_KEPT = 12 * 2**20
"""Bytes: about fifty of 320 x 180 pixels."""

PICTURES_KEPT = 24 * 2**20
"""Bytes: three of 1080p, the one that is shown, and one before and after it."""


class _Shelf:
    """The last images looked at, by id: as many as fit into so many bytes, and the last one whatever its size."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._images: OrderedDict[UUID, QImage] = OrderedDict()

    def get(self, id: UUID) -> QImage | None:
        if id in self._images:
            self._images.move_to_end(id)
        return self._images.get(id)

    def put(self, id: UUID, image: QImage) -> None:
        self._images[id] = image
        while len(self._images) > 1 and self._bytes > self._most:
            self._images.popitem(last=False)

    def drop(self, ids: tuple[UUID, ...]) -> None:
        for id in ids:
            self._images.pop(id, None)

    def clear(self) -> None:
        self._images.clear()

    @property
    def _bytes(self) -> int:
        return sum(image.sizeInBytes() for image in self._images.values())


class Pictures(QObject):
    """Gives images of frames; `done` is called with a null image when there is none or it cannot be read."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._thumbnails = _Shelf(THUMBNAILS_KEPT)
        self._pictures = _Shelf(PICTURES_KEPT)
        desk.bridge.forgotten.connect(self._forget)
        desk.shut.connect(self._shut)

    def thumbnail(self, parent: QObject, id: UUID, done: Callable[[QImage], None]) -> None:
        """The small picture of a frame."""
        self._give(parent, id, self._thumbnails, lambda reverie: reverie.thumbnail(id), done)

    def picture(self, parent: QObject, id: UUID, done: Callable[[QImage], None]) -> None:
        """The whole picture of a frame."""
        self._give(parent, id, self._pictures, lambda reverie: reverie.picture(id), done)

    def clear(self) -> None:
        """Lets go of every image, as a locked window must."""
        self._thumbnails.clear()
        self._pictures.clear()

    def _give(
        self,
        parent: QObject,
        id: UUID,
        shelf: _Shelf,
        fetch: Callable[[Reverie], bytes],
        done: Callable[[QImage], None],
    ) -> None:
        if (kept := shelf.get(id)) is not None:
            done(kept)
            return

        def keep(image: QImage) -> None:
            shelf.put(id, image)
            done(image)

        self._desk.query(
            parent, lambda reverie: decoded(fetch(reverie)), keep, lambda _refusal: done(QImage())
        )

    def _shut(self, _why: str) -> None:
        self.clear()

    def _forget(self, event: Forgotten) -> None:
        self._thumbnails.drop(event.ids)
        self._pictures.drop(event.ids)


def decoded(encoded: bytes) -> QImage:
    """The image in these bytes, or a null image when they hold none."""
    return QImage.fromData(encoded) if encoded else QImage()
