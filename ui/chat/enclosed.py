"""What goes with a question: files until the keeper has them, then their moments. Nothing is kept before it asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, Qt
from PySide6.QtGui import QImage

from app.interfaces import AttachedView, Refused, Reverie
from ui.thumbnail import THUMBNAIL

LARGEST = 64_000_000
"""Bytes that are read of a file at all; the keeper says more exactly what is too large."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("enclosed", text)


@dataclass(frozen=True, slots=True)
class File:
    """A file's name and bytes, and a small picture of it where it is one."""

    name: str
    data: bytes = field(repr=False)
    image: QImage = field(default_factory=QImage, repr=False)


Load = Callable[[], File]


@dataclass(slots=True)
class Enclosed:
    """What goes with one question; asked again, the same moments go with it."""

    files: tuple[File, ...] = ()
    views: tuple[AttachedView, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.files or self.views)

    def taken_in(self, reverie: Reverie) -> tuple[UUID, ...]:
        """The moments, kept now where they are not yet. For a thread of the pool. Raises Refused."""
        while self.files:
            first, *rest = self.files
            self.views = (*self.views, reverie.attach(first.name, first.data))
            self.files = tuple(rest)
        return tuple(id for view in self.views for id in view.ids)


def from_disk(path: str) -> Load:
    """Reads a file. For a thread of the pool; raises Refused."""

    def load() -> File:
        place = Path(path)
        try:
            if place.stat().st_size > LARGEST:
                raise Refused(
                    _tr("Too large"), _tr("“{0}” is too large to be attached.").format(place.name), 2
                )
            data = place.read_bytes()
        except OSError:
            told = _tr("“{0}” is not there, or cannot be read.").format(place.name)
            raise Refused(_tr("Not attached"), told, 2) from None
        return File(place.name, data, _small(QImage.fromData(data)))

    return load


def from_picture(image: QImage, name: str) -> Load:
    """Makes a file of a pasted picture. For a thread of the pool."""

    def load() -> File:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt a text
        return File(name, bytes(buffer.data().data()), _small(image))

    return load


def checked(load: Load) -> Callable[[Reverie], File]:
    """Loads a file and asks the keeper whether it takes such a one. For a thread of the pool; raises Refused."""

    def check(reverie: Reverie) -> File:
        file = load()
        reverie.attach(file.name, file.data, dry_run=True)
        return file

    return check


def _small(image: QImage) -> QImage:
    if image.isNull():
        return image
    how = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    return image.scaled(THUMBNAIL, how, Qt.TransformationMode.SmoothTransformation)
