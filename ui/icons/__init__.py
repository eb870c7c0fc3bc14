"""Reverie's own icons: SVG drawings beside this module, drawn in any colour and at any size.

Line icons use `currentColor`; the application's and the tray's icons bring their own colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parent
"""Where the drawings lie; the style sheet points there too."""

FAINT = 0.35
"""How much of an icon is left when it cannot be pressed."""

SIZES = (16, 22, 24, 32, 48, 64, 128, 256)


@cache
def drawing(name: str) -> str:
    """The SVG text of an icon. Raises FileNotFoundError for a name without a drawing."""
    return (FOLDER / f"{name}.svg").read_text("utf-8")


def pixmap(
    name: str, size: int, colour: QColor | None = None, ratio: float = 1.0, opacity: float = 1.0
) -> QPixmap:
    """An icon `size` logical pixels wide, its lines in `colour`; drawn once, then taken from Qt's cache."""
    ink = (colour or QColor("#67636f")).name()
    key = f"reverie-icon {name} {size} {ink} {ratio} {opacity}"
    kept = QPixmap()
    if not QPixmapCache.find(key, kept):
        kept = _drawn(drawing(name).replace("currentColor", ink), round(size * ratio), opacity)
        kept.setDevicePixelRatio(ratio)
        QPixmapCache.insert(key, kept)
    return kept


def icon(name: str, colour: QColor | None = None, sizes: Sequence[int] = SIZES, ratio: float = 1.0) -> QIcon:
    """An icon with a picture for each of these sizes in logical pixels: every usual one unless told."""
    made = QIcon()
    for size in sizes:
        made.addPixmap(pixmap(name, size, colour, ratio))
        made.addPixmap(pixmap(name, size, colour, ratio, FAINT), QIcon.Mode.Disabled)
    return made


def _drawn(text: str, pixels: int, opacity: float) -> QPixmap:
    made = QPixmap(pixels, pixels)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setOpacity(opacity)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    # What was painted on keeps its paint engine, some 60 kB; a copy has none.
    return made.copy()
