"""The main window: the unlock page while the safe is shut, the house while it is open; shortcuts."""

from __future__ import annotations

from PySide6.QtCore import QSettings, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from app.interfaces import Status
from ui import icons
from ui.desk import Desk
from ui.house import SETTINGS_KEYS, House
from ui.settings.own import Own
from ui.unlock import UnlockPage

SIZE = QSize(1180, 760)
"""Pixels, where the screen has room."""

FRAME = QSize(16, 48)
"""What the desktop's frame around the window may take."""


class MainWindow(QMainWindow):
    """Follows the desk: shut, it shows the unlock page and lets go of everything it knew. Emits `put_away` on close."""

    put_away = Signal()

    def __init__(self, desk: Desk, own: Own, settings: QSettings, first_view: str = "chat") -> None:
        super().__init__()
        self._desk = desk
        self._own = own
        self._settings = settings
        self._wanted = (first_view, "")
        self.house: House | None = None
        # The house in the language spoken before, shown until the new one stands.
        self._former: House | None = None
        self._stack = QStackedWidget()
        self.unlock = self._build_door()
        self.setCentralWidget(self._stack)
        self.setWindowTitle(self.tr("Reverie"))
        self.setWindowIcon(icons.icon("reverie"))
        self.setMinimumSize(820, 560)
        self._take_place()
        self._add_shortcuts()
        desk.status_changed.connect(self._follow)
        desk.shut.connect(self._shut)

    def come_forward(self, view: str = "", subject: str = "") -> None:
        """Shows the window, with this view once the safe is open."""
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()
        if view and self.house is not None:
            self.house.open(view, subject)
        elif view:
            self._wanted = (view, subject)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keeps the window's place for the next start."""
        self.keep_place()
        super().closeEvent(event)
        self.put_away.emit()

    def speak_anew(self) -> None:
        """Makes every view anew, in the language that is spoken now; recovery words that are shown stay."""
        if self.unlock.holds:
            return
        self._former, self.house = self.house, None
        former, self.unlock = self.unlock, self._build_door()
        self._stack.removeWidget(former)
        former.deleteLater()
        if self._former is not None:
            self._wanted = (self._former.current_name, "")
        if self._desk.status is not None:
            self._follow(self._desk.status)

    def keep_place(self) -> None:
        """Notes where the window stands, for the next start."""
        self._settings.setValue("geometry", self.saveGeometry())

    def _build_door(self) -> UnlockPage:
        page = UnlockPage(self._desk)
        self._own.theme.dress(page)
        page.opened.connect(self._opened)
        self._stack.addWidget(page)
        return page

    def _take_place(self) -> None:
        self.resize(SIZE.boundedTo(self.screen().availableSize() - FRAME))
        kept = self._settings.value("geometry")
        if kept is not None:
            self.restoreGeometry(kept)

    def _add_shortcuts(self) -> None:
        for number in range(1, 7):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, lambda at=number - 1: self._go(at))
        QShortcut(QKeySequence("Ctrl+K"), self, self._ask)
        QShortcut(QKeySequence(SETTINGS_KEYS), self, self._open_settings)
        QShortcut(QKeySequence("Esc"), self, self._step_back)

    def _go(self, at: int) -> None:
        if self.house is not None:
            self.house.open(self.house.rooms[at].name)

    def _ask(self) -> None:
        if self.house is not None:
            self.house.open("chat")

    def _open_settings(self) -> None:
        if self.house is not None:
            self.house.open("settings")

    def _step_back(self) -> None:
        if self.house is not None:
            self.house.step_back()

    def _follow(self, status: Status) -> None:
        if self._desk.unlocked and not self.unlock.holds:
            self._opened()
        elif not self._desk.unlocked:
            self._leave_house()
            self.unlock.show_status(status)

    def _opened(self) -> None:
        """Builds what is inside; its first view comes in events of its own, so that nothing holds the window up."""
        if self.house is not None or not self._desk.unlocked:
            return
        self.house = House(self._desk, self._own)
        self.house.arrived.connect(self._enter)
        self._stack.addWidget(self.house)
        QTimer.singleShot(0, self.house, self._begin)

    def _begin(self) -> None:
        if self.house is None:
            return
        if self.house.is_empty:
            self.house.open(*self._wanted)
        self._wanted = ("chat", "")

    def _enter(self) -> None:
        if self.house is not None:
            self._stack.setCurrentWidget(self.house)
            self._leave_former()

    def _shut(self, why: str) -> None:
        self._leave_house()
        self.unlock.wait(why)

    def _leave_house(self) -> None:
        """Lets go of every view, and with them of everything that was read from the safe."""
        self._stack.setCurrentWidget(self.unlock)
        self._leave_former()
        self._former, self.house = self.house, None
        self._leave_former()

    def _leave_former(self) -> None:
        if self._former is not None:
            self._stack.removeWidget(self._former)
            self._former.leave()
            self._former = None
