"""Reverie's own icons: SVG drawings beside this module, drawn in any colour and at any size.

Line icons use `currentColor`; the application's and the tray's icons bring their own colours.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
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
    """An icon `size` logical pixels wide, its lines in `colour`."""
    text = drawing(name).replace("currentColor", (colour or QColor("#67636f")).name())
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setOpacity(opacity)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """An icon with a picture for every usual size."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(pixmap(name, size, colour))
        made.addPixmap(pixmap(name, size, colour, opacity=FAINT), QIcon.Mode.Disabled)
    return made
