"""The icons of apps: from the desktop's icon theme where it has one, else the app's first letter."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap

KEPT = 256


def names(app: str) -> tuple[str, ...]:
    """What an icon theme may call an app, the likeliest first: themes go by the names of programs."""
    low = app.strip().lower()
    words = low.replace("_", " ").split()
    found = ("-".join(words), "".join(words), low, words[-1] if words else "", words[0] if words else "")
    # A path or a name of several dots is no name of a theme's.
    return tuple(dict.fromkeys(name for name in found if name and "/" not in name and "\\" not in name))


@lru_cache(maxsize=KEPT)
def of_theme(app: str, size: int, ratio: float) -> QPixmap | None:
    """The theme's icon, `size` logical pixels wide; None when the theme has none."""
    for name in names(app):
        if QIcon.hasThemeIcon(name):
            return QIcon.fromTheme(name).pixmap(size, size) if ratio == 1 else _sharp(name, size, ratio)
    return None


def _sharp(name: str, size: int, ratio: float) -> QPixmap:
    made = QIcon.fromTheme(name).pixmap(round(size * ratio))
    made.setDevicePixelRatio(ratio)
    return made


def draw(painter: QPainter, place: QRectF, app: str, ink: QColor) -> None:
    """Draws an app's icon, or its letter in `ink`, into a square place."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    icon = of_theme(app, round(place.width()), ratio)
    if icon is not None:
        painter.drawPixmap(place, icon, QRectF(icon.rect()))
        return
    letter = next((sign for sign in app if sign.isalnum()), "")
    font = painter.font()
    font.setPixelSize(max(9, round(place.height() * 0.75)))
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), letter.upper())
