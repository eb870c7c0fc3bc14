"""The few widgets that every view is put together from: cards, labels, icon buttons, clickable rows, empty states.

Labels show plain text unless a caller says otherwise: what was on a screen is never read as markup.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import icons, theme

L = TypeVar("L", bound=QBoxLayout)

# A word that may be wider than its place.
_LONG_WORD = re.compile(r"\S{25,}")

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

# What changes the colours or the sharpness of an icon.
_DRAWN_ANEW = (QEvent.Type.PaletteChange, QEvent.Type.DevicePixelRatioChange)


def column(parent: QWidget | None = None, margin: int = 0, gap: int = theme.GRID) -> QVBoxLayout:
    """Widgets under each other."""
    return _laid(QVBoxLayout(parent) if parent else QVBoxLayout(), margin, gap)


def row(parent: QWidget | None = None, margin: int = 0, gap: int = theme.GRID) -> QHBoxLayout:
    """Widgets beside each other."""
    return _laid(QHBoxLayout(parent) if parent else QHBoxLayout(), margin, gap)


def _laid(layout: L, margin: int, gap: int) -> L:
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(gap)
    return layout


def isolated(text: str) -> str:
    """A foreign text within a sentence of ours: its direction (right to left) turns nothing around it."""
    return f"\u2068{text}\u2069"


def joined(*parts: str) -> str:
    """Foreign texts beside each other, without the empty ones: a name written from right to left turns only itself."""
    return " · ".join(isolated(part) for part in parts if part)


def breakable(text: str) -> str:
    """A text for a label that is not copied from, whose long words (addresses, paths) may break anywhere."""
    return _LONG_WORD.sub(lambda word: "\u200b".join(word.group()), text)


def plain_tip(text: str) -> str:
    """A foreign text for a tooltip, which would read it as markup where it looks like such."""
    return f"<span>{html.escape(text)}</span>" if text else ""


def empty(layout: QLayout, keep: int = 0) -> None:
    """Removes and deletes everything in a layout but its first `keep` items."""
    while (item := layout.takeAt(keep)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty(inner)


def label(text: str = "", part: str = "", wrap: bool = False, selectable: bool = False) -> QLabel:
    """A plain text label dressed as `part` of the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if part:
        theme.look(made, part)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def button(text: str, pressed: Callable[[], object], part: str = "", name: str = "") -> QPushButton:
    """A push button; `name` is what a screen reader says when the text alone is not clear."""
    made = QPushButton(text)
    made.setAccessibleName(name or text)
    # Enter presses it like Space: by itself Qt does so in dialogs only.
    made.setAutoDefault(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.clicked.connect(lambda _checked=False: pressed())
    if part:
        theme.look(made, part)
    return made


class IconButton(QToolButton):
    """A flat button with one of our icons, redrawn in the colours of the theme when they change."""

    def __init__(
        self, icon: str, name: str, pressed: Callable[[], object] | None = None, size: int = 20
    ) -> None:
        super().__init__()
        self._icon = icon
        self.setIconSize(QSize(size, size))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.toggled.connect(lambda _on: self._draw())
        if pressed is not None:
            self.clicked.connect(lambda _checked=False: pressed())
        self._draw()

    def wear(self, icon: str, name: str) -> None:
        """Shows another icon with another name."""
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it like Space."""
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Draws the icon again when the theme changes, and on a screen of another scale."""
        taken = super().event(event)
        if event.type() in _DRAWN_ANEW:
            self._draw()
        return taken

    def _draw(self) -> None:
        role = QPalette.ColorRole.Accent if self.isChecked() else QPalette.ColorRole.PlaceholderText
        colour, size = self.palette().color(role), self.iconSize().width()
        self.setIcon(icons.icon(self._icon, colour, (size,), self.devicePixelRatio()))


class Sign(QLabel):
    """One of our icons as a picture: line icons in the quiet colour of the theme, sharp on every screen."""

    def __init__(self, icon: str, size: int) -> None:
        super().__init__()
        self._icon = icon
        self._size = size
        self._draw()

    def event(self, event: QEvent) -> bool:
        """Draws the icon again when the theme changes, and on a screen of another scale."""
        taken = super().event(event)
        if event.type() in _DRAWN_ANEW:
            self._draw()
        return taken

    def _draw(self) -> None:
        colour = self.palette().color(QPalette.ColorRole.PlaceholderText)
        self.setPixmap(icons.pixmap(self._icon, self._size, colour, self.devicePixelRatio()))


class Fold(IconButton):
    """A button with a text that folds and unfolds a widget, which begins folded."""

    def __init__(self, text: str, name: str, inside: QWidget) -> None:
        super().__init__("next", name, None, 14)
        self._inside = inside
        self.setText(text)
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        theme.look(self, "fold")
        self.toggled.connect(self._turn)
        inside.hide()

    def _turn(self, open_: bool) -> None:
        self._inside.setVisible(open_)
        self.wear("unfolded" if open_ else "next", self.accessibleName())


class Elided(QLabel):
    """One line of plain text that ends in an ellipsis where there is no room; the whole text is its tooltip."""

    def __init__(self, text: str = "", part: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if part:
            theme.look(self, part)
        self.say(text)

    def say(self, text: str) -> None:
        """Shows another text."""
        self.setText(" ".join(text.split()))
        self.setToolTip(plain_tip(text) if len(text) < 500 else "")

    def minimumSizeHint(self) -> QSize:
        """A line high, and as narrow as wanted."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the text as far as it fits."""
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(QRect(0, 0, self.width(), self.height()), int(self.alignment()), text)


class Card(QFrame):
    """A rounded surface with a column inside: `card.inside.addWidget(...)`."""

    def __init__(self, part: str = "card", margin: int = 2 * theme.GRID, gap: int = theme.GRID) -> None:
        super().__init__()
        theme.look(self, part)
        self.inside = column(self, margin, gap)


class Row(QFrame):
    """A rounded row that can be clicked, or pressed by Enter or Space. Emits `pressed`."""

    pressed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        theme.look(self, "row")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.inside = row(self, theme.GRID, theme.GRID + 2)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click inside presses the row."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space press the row."""
        if event.key() in (*_ENTER, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


class Scroll(QScrollArea):
    """A column of widgets that scrolls up and down, at most `widest` pixels wide and centred."""

    def __init__(
        self, name: str, widest: int = 0, margin: int = 3 * theme.GRID, gap: int = 2 * theme.GRID
    ) -> None:
        super().__init__()
        theme.look(self, "bare")
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        theme.look(page, "page")
        # One long word must not make the whole page wider than there is room.
        page.setMinimumWidth(1)
        body = QWidget()
        if widest:
            body.setMaximumWidth(widest)
        around = row(page, margin, 0)
        around.addStretch(1)
        around.addWidget(body, 1000)
        around.addStretch(1)
        outer = column(body, 0, gap)
        self.inside = column(None, 0, gap)
        outer.addLayout(self.inside)
        outer.addStretch(1)
        self.setWidget(page)

    def widgets(self) -> list[QWidget]:
        """The widgets of the column, from the top."""
        items = (self.inside.itemAt(at) for at in range(self.inside.count()))
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def to_end(self) -> None:
        """Scrolls to the last widget."""
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())


class Empty(QScrollArea):
    """What a view says when it has nothing to show: an icon, a line, what would fill it; scrolls where it is low."""

    def __init__(self, icon: str, title: str, hint: str) -> None:
        super().__init__()
        theme.look(self, "bare")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        theme.look(page, "page")
        self.setWidget(page)
        self.title = label(title, "heading")
        self.hint = label(hint, "muted", wrap=True)
        inside = column()
        inside.addStretch(1)
        for widget in (Sign(icon, 40), self.title, self.hint):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            inside.addWidget(widget)
        self._offers = row()
        inside.addLayout(self._offers)
        inside.addStretch(2)
        body = row(page, theme.GRID)
        body.addStretch(1)
        body.addLayout(inside, 6)
        body.addStretch(1)

    def offer(self, way: QWidget) -> None:
        """Puts a way on below the words."""
        self._offers.addStretch(1)
        self._offers.addWidget(way)
        self._offers.addStretch(1)


def line() -> QFrame:
    """A thin line between two parts."""
    made = QFrame()
    theme.look(made, "line")
    return made
