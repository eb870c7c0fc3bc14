"""Starting the window: the application, its look, the desk that reaches the keeper, the tray, and an orderly end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui import icons
from ui.desk import Connect, Desk, Subscribe
from ui.theme import Theme
from ui.tray import Tray
from ui.window import MainWindow


class Session(QObject):
    """Everything of one run of the window. Made after the QApplication; `close` before it ends."""

    def __init__(
        self,
        application: QApplication,
        connect: Connect,
        subscribe: Subscribe,
        first_view: str,
        settings: QSettings,
    ) -> None:
        super().__init__(application)
        self._application = application
        self.theme = Theme(application, settings)
        self.desk = Desk(connect, subscribe, self)
        self.window = MainWindow(self.desk, self.theme, settings, first_view)
        self.tray = Tray(self.desk)
        self.tray.opened.connect(self.window.come_forward)
        self.tray.quit.connect(application.quit)
        self.window.put_away.connect(self._put_away)
        application.commitDataRequest.connect(lambda _manager: application.quit())

    def open(self) -> None:
        """Shows the window and reaches for the keeper."""
        self.window.come_forward()
        self.desk.open()

    def close(self) -> None:
        """Ends the subscription, waits for running calls, and lets go of the window."""
        self.tray.close()
        self.desk.close()
        self.window.hide()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _put_away(self) -> None:
        """A closed window lives on in the tray; without a tray nobody would find it again, so Reverie's window ends."""
        if not self.tray.present:
            self._application.quit()


def start(
    argv: Sequence[str],
    connect: Connect,
    subscribe: Subscribe,
    first_view: str = "chat",
    settings: QSettings | None = None,
) -> int:
    """Runs the window until the person quits; returns the exit code.

    `connect()` returns a client of the keeper, starting a (locked) keeper when there is none; it and every call may
    take long and are made off the window's thread. `subscribe(callback)` begins to deliver events from its own thread
    and returns what ends that. Both are called again after the keeper was locked or died. `first_view` is chat,
    recall, timeline, memories, privacy or health. `settings` keeps look and geometry only, never content.
    """
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(list(argv))
    application.setApplicationName("Reverie")
    application.setQuitOnLastWindowClosed(False)
    QGuiApplication.setDesktopFileName("reverie")
    application.setWindowIcon(icons.icon("reverie"))
    session = Session(application, connect, subscribe, first_view, settings or _settings())
    session.open()
    code = application.exec()
    session.close()
    return code


def _settings() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Reverie", "window")
