"""How Reverie looks: two sets of colours, one accent, a type scale, a spacing grid and a small style sheet.

Fusion with an own palette, because a bare X11 session knows no colour scheme (Qt reports Unknown and changes nothing).
Widgets name their part with `look(widget, "card")`; the style sheet says what a card is. Views are
dressed by `Theme.dress`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from string import Template

from PySide6.QtCore import QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui import icons

GRID = 8
"""Pixels: every margin and gap is a multiple of this or its half."""

BODY = 14
SMALL = 12
TITLE = 20
"""Type sizes in pixels; nothing is smaller than SMALL."""

FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Cantarell", "Noto Sans", "DejaVu Sans")
MONO_FAMILIES = ("JetBrains Mono", "Cascadia Mono", "SF Mono", "Noto Sans Mono", "DejaVu Sans Mono")


UNSEEN = 20
"""Milliseconds after a change of colours until what is not in sight is dressed anew."""


class Scheme(StrEnum):
    """What the person chose: follow the system, or always one of the two."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme, as #rrggbb; text and muted keep a contrast of 4.5 on window, surface and sunk."""

    window: str
    surface: str
    sunk: str
    hover: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    good: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str


LIGHT = Colours(
    window="#f7f5f1",
    surface="#ffffff",
    sunk="#efece6",
    hover="#e9e5dd",
    border="#dfdad0",
    text="#24222b",
    muted="#67636f",
    accent="#5a52c8",
    on_accent="#ffffff",
    accent_soft="#e9e7fa",
    good="#25704f",
    warn="#8a5a00",
    warn_soft="#faf0d7",
    bad="#aa2f3c",
    bad_soft="#fae4e4",
)

DARK = Colours(
    window="#17161d",
    surface="#201f28",
    sunk="#111016",
    hover="#2a2934",
    border="#34323f",
    text="#eae8ef",
    muted="#a4a0b0",
    accent="#a59df5",
    on_accent="#17161d",
    accent_soft="#2e2a4d",
    good="#74c69d",
    warn="#e3b75f",
    warn_soft="#3a301b",
    bad="#f08d94",
    bad_soft="#402227",
)

_SHEET = Template("""
QToolTip { font-size: ${small}px; background: $surface; color: $text; border: 1px solid $border; padding: 4px 6px; }
QMainWindow, QDialog, QWidget[look="page"], QScrollArea[look="bare"] { background: $window; }
QScrollArea[look="bare"] { border: none; }
QScrollArea[look="inset"], QWidget[look="inset"] { background: $surface; border: none; }
QFrame[look="card"] { background: $surface; border: 1px solid $border; border-radius: 12px; }
QFrame[look="row"] { background: $surface; border: 1px solid $border; border-radius: 10px; }
QFrame[look="row"]:hover, QFrame[look="row"]:focus { border: 1px solid $accent; background: $accent_soft; }
QFrame[look="question"] { background: $accent_soft; border: none; border-radius: 12px; }
QFrame[look="calm"] { background: $sunk; border: 1px dashed $border; border-radius: 12px; }
QFrame[look="calm"]:focus { border: 1px solid $accent; }
QFrame[look="nav"] { background: $sunk; border: none; border-right: 1px solid $border; }
QFrame[look="strip"] { background: $sunk; border: none; border-top: 1px solid $border; }
QFrame[look="side"] { background: $window; border: none; border-right: 1px solid $border; }
QFrame[look="trouble"] { background: $warn_soft; border: 1px solid $warn; border-radius: 8px; }
QFrame[look="overlay"] { background: $window; border: 2px solid $accent; }
QLineEdit[look="recall"] { font-size: ${title}px; border: none; background: transparent; padding: 8px 2px;
  placeholder-text-color: $muted; }
QLineEdit[look="recall"]:focus { border: none; }
QPushButton[look="chip"], QPushButton[look="offer"] { border-radius: 10px; padding: 3px 10px; font-size: ${small}px; }
QPushButton[look="chip"] { background: $accent_soft; border: 1px solid $accent; }
QPushButton[look="offer"] { background: transparent; border: 1px dashed $muted; color: $muted; }
QPushButton[look="chip"]:hover, QPushButton[look="offer"]:hover { background: $hover; color: $text; }
QPushButton[look="chip"]:focus, QPushButton[look="offer"]:focus { border: 2px solid $accent; color: $text; }
QPushButton[look="example"] { text-align: left; font-family: $mono; padding: 5px 10px; }
QPushButton[look="example"]:hover { border: 1px solid $accent; background: $accent_soft; }
QFrame[look="line"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QLabel { background: transparent; border: none; }
QLabel[look="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[look="heading"] { font-weight: 600; }
QLabel[look="quiet"] { color: $muted; font-size: ${small}px; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="bad"] { color: $bad; }
QLabel[look="warn"] { color: $warn; }
QLabel[look="good"] { color: $good; }
QLabel[look="badge"] { background: $accent; color: $on_accent; border-radius: 10px; font-size: ${small}px;
  font-weight: 600; min-width: 20px; max-height: 20px; min-height: 20px; }
QLabel[look="pill"] { background: $sunk; color: $muted; border-radius: 9px; padding: 2px 8px; font-size: ${small}px; }
QLabel[look="word"] { background: $sunk; border-radius: 6px; padding: 4px 8px; font-family: $mono;
  min-height: 20px; }
QLabel[look="secret"] { background: $sunk; border-radius: 6px; padding: 8px; font-family: $mono; }
QPushButton { background: $surface; color: $text; border: 1px solid $border; border-radius: 8px; padding: 7px 14px; }
QPushButton:hover { background: $hover; }
QPushButton:focus { border: 1px solid $accent; }
QPushButton:disabled { color: $muted; background: $sunk; }
QPushButton[look="main"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; }
QPushButton[look="main"]:hover { border: 1px solid $text; }
QPushButton[look="main"]:disabled { background: $hover; color: $muted; border: 1px solid $border; }
QPushButton[look="danger"] { color: $bad; border: 1px solid $bad; }
QPushButton[look="danger"]:hover { background: $bad_soft; }
QPushButton[look="danger"]:disabled { color: $muted; border: 1px solid $border; }
QFrame[look="attached"] { background: $surface; border: 1px solid $border; border-radius: 10px; }
QFrame[look="attached"]:focus { border: 1px solid $accent; }
QPushButton[look="starter"] { text-align: left; padding: 10px 14px; border-radius: 10px; }
QPushButton[look="starter"]:hover { border: 1px solid $accent; background: $accent_soft; }
QPushButton::menu-indicator { width: 0; image: none; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 8px; padding: 5px; color: $muted; }
QToolButton:hover { background: $hover; color: $text; }
QToolButton:focus { border: 1px solid $accent; }
QToolButton:checked { background: $accent_soft; color: $accent; }
QToolButton[look="fold"] { font-size: ${small}px; color: $muted; padding: 3px 6px; }
QToolButton[look="fold"]:checked { background: transparent; color: $text; }
QToolButton[look="nav"] { font-size: ${small}px; padding: 8px 2px 6px 2px; border-radius: 10px; }
QToolButton[look="nav"]:checked { font-weight: 600; }
QToolButton::menu-indicator { width: 0; image: none; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateTimeEdit {
  background: $surface; color: $text; border: 1px solid $border;
  border-radius: 8px; padding: 7px 10px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateTimeEdit:focus { border: 1px solid $accent; }
QTextEdit[look="reading"] { background: transparent; border: none; border-radius: 0; padding: 0; }
QFrame[look="ask"] { background: $surface; border: 1px solid $border; border-radius: 14px; }
QFrame[look="ask"] QPlainTextEdit { border: none; background: transparent; padding: 4px 2px; }
QComboBox::drop-down, QDateTimeEdit::drop-down { border: none; width: 24px; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow { image: url($icons/down.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $border; outline: none; }
QListView, QTableView { background: transparent; border: none; outline: none; alternate-background-color: $window; }
QListView::item { padding: 8px 10px; border-radius: 8px; }
QListView::item:hover { background: $hover; }
QListView::item:selected { background: $accent_soft; color: $text; }
QTableView { background: $surface; border: 1px solid $border; border-radius: 12px; gridline-color: transparent; }
QTableView::item { padding: 6px 10px; border: none; border-bottom: 1px solid $sunk; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QGraphicsView[look="links"] { background: $window; border: 1px solid $border; border-radius: 12px; }
QGraphicsView[look="links"]:focus { border: 1px solid $accent; }
QProgressBar { background: $hover; border: none; border-radius: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QTreeView { background: $surface; border: 1px solid $border; border-radius: 12px; outline: none; padding: 6px; }
QTreeView::item { padding: 7px 6px; }
QTreeView::item:selected { background: $accent_soft; color: $text; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: $muted; border: none; border-bottom: 1px solid $border;
  padding: 8px 13px; font-size: ${small}px; font-weight: 600; }
QTableCornerButton::section { background: transparent; border: none; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $muted; border: none; border-bottom: 2px solid transparent;
  padding: 8px 10px; margin-right: 4px; }
QTabBar::scroller { width: 28px; }
QTabBar QToolButton { background: $window; border: none; }
QTabBar QToolButton::left-arrow { image: url($icons/left.svg); width: 16px; height: 16px; }
QTabBar QToolButton::right-arrow { image: url($icons/right.svg); width: 16px; height: 16px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:focus { color: $text; }
QMenu { background: $surface; border: 1px solid $border; border-radius: 8px; padding: 6px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $border; margin: 6px 4px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: $border; border-radius: 3px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
QCheckBox { spacing: 8px; background: transparent; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid $muted; border-radius: 5px; background: $surface; }
QCheckBox::indicator:focus { border: 2px solid $accent; }
QCheckBox::indicator:checked { background: $accent; border: 1px solid $accent; image: url($icons/tick-$tick.svg); }
QRadioButton { spacing: 8px; background: transparent; }
QRadioButton:disabled { color: $muted; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $muted; border-radius: 8px;
  background: $surface; }
QRadioButton::indicator:focus { border: 2px solid $accent; width: 12px; height: 12px; }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 6px; height: 6px; }
QRadioButton::indicator:disabled { border: 1px solid $border; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $sunk; }
""")


def look(widget: QWidget, part: str) -> None:
    """Says which part of the style sheet dresses the widget; may change while it is shown."""
    widget.setProperty("look", part)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def put_on(widget: QWidget) -> None:
    """Puts the style sheet on a part of the window, and all in it, in the colours that are worn now."""
    dark = QApplication.palette().window().color().name() == DARK.window
    widget.setStyleSheet(sheet(DARK if dark else LIGHT))


def mono() -> QFont:
    """The type for secrets, codes and captured text."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setFamilies([*MONO_FAMILIES, font.family()])
    font.setPixelSize(SMALL + 1)
    return font


@cache
def sheet(colours: Colours) -> str:
    """The style sheet in these colours."""
    mono_family = ", ".join(f'"{name}"' for name in MONO_FAMILIES)
    tick = "light" if colours is LIGHT else "dark"
    pictures = icons.FOLDER.as_posix()
    return _SHEET.substitute(
        asdict(colours), icons=pictures, tick=tick, body=BODY, small=SMALL, title=TITLE, mono=mono_family
    )


def palette(colours: Colours) -> QPalette:
    """Fusion's palette in these colours."""
    roles = QPalette.ColorRole
    made = QPalette()
    for role, colour in {
        roles.Window: colours.window,
        roles.WindowText: colours.text,
        roles.Base: colours.surface,
        roles.AlternateBase: colours.window,
        roles.Text: colours.text,
        roles.Button: colours.surface,
        roles.ButtonText: colours.text,
        roles.BrightText: colours.bad,
        roles.Highlight: colours.accent,
        roles.HighlightedText: colours.on_accent,
        roles.Accent: colours.accent,
        roles.Link: colours.accent,
        roles.LinkVisited: colours.accent,
        roles.ToolTipBase: colours.surface,
        roles.ToolTipText: colours.text,
        roles.PlaceholderText: colours.muted,
        roles.Mid: colours.border,
        roles.Dark: colours.border,
        roles.Light: colours.hover,
        roles.Shadow: colours.sunk,
    }.items():
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.muted))
    return made


class Theme(QObject):
    """Dresses the application and keeps it dressed as the person or the system wants. Lives as long as the application.

    `changed` is emitted after the new colours are in place.
    """

    changed = Signal()

    def __init__(self, application: QApplication, settings: QSettings) -> None:
        super().__init__(application)
        self._application = application
        self._settings = settings
        application.setStyle("Fusion")
        font = application.font()
        font.setFamilies([*FAMILIES, font.family()])
        font.setPixelSize(BODY)
        application.setFont(font)
        application.styleHints().colorSchemeChanged.connect(self._dress)
        self._dress()

    @property
    def scheme(self) -> Scheme:
        """What the person chose; following the system when nothing was."""
        chosen = str(self._settings.value("scheme", Scheme.SYSTEM.value))
        return Scheme(chosen) if chosen in set(Scheme) else Scheme.SYSTEM

    @property
    def dark(self) -> bool:
        """Whether the dark colours are worn now."""
        if self.scheme is not Scheme.SYSTEM:
            return self.scheme is Scheme.DARK
        return self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark

    @property
    def colours(self) -> Colours:
        """The colours worn now."""
        return DARK if self.dark else LIGHT

    def choose(self, scheme: Scheme) -> None:
        """Wears this scheme from now on, in this and later starts."""
        self._settings.setValue("scheme", scheme.value)
        self._dress()

    def dress(self, part: QWidget) -> None:
        """Puts the style sheet on a part of the window, and all in it; anew whenever the colours change.

        It is worn by parts, never by the application: Qt dresses every widget there is in one go then, and each once
        more for every widget around it (QStyleSheetStyle::repolish in Qt 6.11). A part takes milliseconds.
        """
        self.changed.connect(_Wearing(part).change)

    def _dress(self) -> None:
        self._application.setPalette(palette(self.colours))
        self.changed.emit()


class _Wearing(QObject):
    """Keeps a part dressed, and goes with it."""

    def __init__(self, part: QWidget) -> None:
        super().__init__(part)
        self._part = part
        put_on(part)

    def change(self) -> None:
        """An event of its own for each part, and what is seen before what is not."""
        QTimer.singleShot(0 if self._part.isVisible() else UNSEEN, self, lambda: put_on(self._part))
