"""How the programs of the demo look: fonts, and the small pieces they are built from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

SANS = ("Liberation Sans", "DejaVu Sans", "Noto Sans", "Arial")
SERIF = ("Liberation Serif", "DejaVu Serif", "Noto Serif", "Times New Roman")
MONO = ("DejaVu Sans Mono", "Liberation Mono", "Noto Sans Mono", "Courier New")
COLOURS = ("#2f6f8f", "#8f5a2f", "#4f7a3a", "#7a4a86", "#a0464f", "#3f5fa8", "#2f7d74", "#946b1f")


def font(families: tuple[str, ...], pixels: int, *, bold: bool = False) -> QFont:
    """The first family there is, in a height of `pixels`."""
    chosen = QFont(list(families))
    chosen.setPixelSize(pixels)
    chosen.setBold(bold)
    return chosen


def text(
    words: str, pixels: int = 14, colour: str = "#1f2328", *, bold: bool = False, wrap: bool = False
) -> QLabel:
    """A label that shows its words as they stand."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(font(SANS, pixels, bold=bold))
    label.setStyleSheet(f"color: {colour}; background: transparent;")
    label.setWordWrap(wrap)
    return label


def avatar(name: str, size: int = 40) -> QLabel:
    """A coloured disk with the initials of a name."""
    disk = QLabel("".join(word[0] for word in name.split()[:2]).upper())
    disk.setFixedSize(size, size)
    disk.setAlignment(Qt.AlignmentFlag.AlignCenter)
    disk.setFont(font(SANS, size * 2 // 5, bold=True))
    colour = COLOURS[sum(map(ord, name)) % len(COLOURS)]
    disk.setStyleSheet(f"color: white; background: {colour}; border-radius: {size // 2}px;")
    return disk


def panel(colour: str, edge: str = "") -> QFrame:
    """A plain area; `edge` is a style rule for its border, such as "border-right: 1px solid #ddd"."""
    frame = QFrame()
    name = f"panel{id(frame)}"  # of its own, for a rule goes on to all inside that bear the name
    frame.setObjectName(name)
    frame.setStyleSheet(f"#{name} {{ background: {colour}; {edge} }}")
    return frame


def column(parent: QWidget, margin: int = 0, spacing: int = 0) -> QVBoxLayout:
    """A layout from top to bottom in `parent`."""
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    return layout


def line(parent: QWidget, across: int = 0, down: int = 0, spacing: int = 8) -> QHBoxLayout:
    """A layout from left to right in `parent`, with margins `across` and `down`."""
    layout = QHBoxLayout(parent)
    layout.setContentsMargins(across, down, across, down)
    layout.setSpacing(spacing)
    return layout


def button(words: str, *, main: bool = False) -> QPushButton:
    """A flat button of a toolbar; the main one is filled."""
    made = QPushButton(words)
    made.setFont(font(SANS, 13, bold=main))
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    filled = "background: #2563a8; color: white;" if main else "background: transparent; color: #3b4148;"
    made.setStyleSheet(f"QPushButton {{ {filled} border: none; border-radius: 5px; padding: 6px 12px; }}")
    return made


def listed(who: str, what: str, when: str, *, chosen: bool, disk: bool) -> QFrame:
    """A row of a list: who and when above, what below; the chosen one is tinted."""
    edge = "border-left: 3px solid #2563a8;" if chosen else "border-left: 3px solid transparent;"
    row = panel("#e3edf8" if chosen else "transparent", edge + " border-bottom: 1px solid #e6e8eb;")
    across = line(row, 12, 10, 10)
    if disk:
        across.addWidget(avatar(who, 36))
    words = QVBoxLayout()
    words.setSpacing(3)
    top = QHBoxLayout()
    top.addWidget(text(who, 14, bold=True), 1)
    top.addWidget(text(when, 12, "#6b7280"))
    words.addLayout(top)
    words.addWidget(text(what, 13, "#4b5563"))
    across.addLayout(words, 1)
    return row
