"""The overlay's window: made once, shown over any app where the pointer is, gone when something else gets the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QHideEvent, QKeySequence, QScreen, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from ui import pieces, theme
from ui.desk import Desk
from ui.recall.page import RecallPage

SIZE = QSize(780, 600)
"""Pixels, where the screen has room."""

FLAGS = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint


class Overlay(QFrame):
    """One for the life of the application. Emits `opened(view, subject)` for the window to come forward with."""

    opened = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(None, FLAGS)
        theme.look(self, "overlay")
        self.setWindowTitle(self.tr("Reverie: recall"))
        self.setAccessibleName(self.tr("Recall"))
        self.page = RecallPage(desk)
        pieces.column(self, 2, 0).addWidget(self.page)
        self.page.opened.connect(self._leave_for)
        self.page.shown_elsewhere.connect(self._follow)
        QShortcut(QKeySequence("Esc"), self, self._step_back)
        QShortcut(QKeySequence("Ctrl+Space"), self, self.page.preview)
        # The window exists from now on: showing it is all that is left to do.
        self.winId()
        self.ensurePolished()

    def appear(self) -> None:
        """Comes on the screen where the pointer is, with the keyboard in the box; asked for again it goes."""
        if self.isVisible() and self.isActiveWindow():
            self.hide()
            return
        self._place(QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen())
        self.show()
        self.raise_()
        self.activateWindow()
        self.page.begin()

    def changeEvent(self, event: QEvent) -> None:
        """Goes when another window gets the focus."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            QTimer.singleShot(0, self, self._lost_focus)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is looked for while nobody looks."""
        super().hideEvent(event)
        self.page.rest()

    def _place(self, screen: QScreen) -> None:
        room = screen.availableGeometry()
        size = SIZE.boundedTo(room.size() - QSize(4 * theme.GRID, 4 * theme.GRID))
        self.resize(size)
        left = room.x() + (room.width() - size.width()) // 2
        self.move(left, room.y() + (room.height() - size.height()) // 4)

    def _step_back(self) -> None:
        if not self.page.step_back():
            self.hide()

    def _lost_focus(self) -> None:
        """A menu or a dialog of ours is no other window."""
        if self.isActiveWindow() or QApplication.activePopupWidget() is not None:
            return
        active: QWidget | None = QApplication.activeWindow()
        while active is not None and active is not self:
            active = active.parentWidget()
        if active is None:
            self.hide()

    def _leave_for(self, view: str, subject: str) -> None:
        self.hide()
        self.opened.emit(view, subject)

    def _follow(self) -> None:
        """The window shows already what was chosen here: it comes forward as it is."""
        if self.isVisible():
            self._leave_for("", "")
