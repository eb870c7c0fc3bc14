"""Starting the window: the application, its look, the desk that reaches the keeper, the tray, and an orderly end."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QKeySequenceEdit

from app.events import ShowRequested
from app.interfaces import Autostart, State, Status
from ui import again, icons, shielding
from ui.again import Stand
from ui.calling import Call, Choose
from ui.desk import Connect, Desk, Subscribe
from ui.language import Language
from ui.memories.clipboard import clear_copies
from ui.recall.overlay import Overlay
from ui.settings.own import Own
from ui.theme import Theme
from ui.tray import Click, News, Tray
from ui.window import MainWindow

TRAY_PATIENCE = 15_000
"""Milliseconds a window that was hidden in the tray waits for a tray after it started again; then it shows itself."""


RECALL = "recall"
"""The view that is a window of its own, over all others."""

TRAY = "tray"
"""The view that is no window: a start at a login stays in the tray."""


class Session(QObject):
    """Everything of one run of the window. Made after the QApplication; `close` before it ends.

    `restart` is called when the safe was shut after something of it was shown, and replaces this process. Without it
    (tests) the same process goes back to the unlock page.
    """

    def __init__(
        self,
        application: QApplication,
        connect: Connect,
        subscribe: Subscribe,
        first_view: str,
        settings: QSettings,
        restart: Callable[[Stand], None] | None = None,
        hotkeys: Choose | None = None,
        autostart: Autostart | None = None,
    ) -> None:
        super().__init__(application)
        self._application = application
        self._settings = settings
        self._restart = restart
        self.theme = Theme(application, settings)
        self.desk = Desk(connect, subscribe, self)
        self._call = self.desk.call = Call(hotkeys, settings, self.desk.pool, self)
        self._call.came.connect(self._called)
        self._showed = False
        # Before any view hears of it: none of them shall do anything more.
        self.desk.status_changed.connect(self._status_changed)
        self.desk.shut.connect(self._was_shut)
        self._first_view = first_view
        self.language = Language(application, settings)
        click, news = Click(settings), News(settings)
        self.own = Own(self.theme, self.language, click, news, self.desk.call, autostart, self)
        self.window = MainWindow(self.desk, self.own, settings, first_view)
        self.recall = self._build_overlay()
        self.desk.bridge.show_requested.connect(self._show_requested)
        self.tray = Tray(self.desk, click, news)
        self.theme.dress(self.tray.menu)
        self.tray.opened.connect(self.show_view)
        self.tray.quit.connect(application.quit)
        self.window.put_away.connect(self._put_away)
        # Queued: the view in which it was chosen goes.
        self.language.changed.connect(self._speak_anew, Qt.ConnectionType.QueuedConnection)
        application.commitDataRequest.connect(lambda _manager: application.quit())

    def open(self, stand: Stand | None = None) -> None:
        """Shows the window as it stood before, or in front of all, and reaches for the keeper."""
        if stand is None and self._first_view == RECALL:
            self.recall.appear()
            QTimer.singleShot(TRAY_PATIENCE, self, self._show_without_tray)
        elif stand is None and self._first_view == TRAY:
            QTimer.singleShot(TRAY_PATIENCE, self, self._show_without_tray)
        elif stand is None or stand.active:
            self.window.come_forward()
        elif not stand.hidden:
            # It was there without being used: it comes back without taking the keyboard from somebody.
            self.window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self.window.show()
            self.window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, on=False)
        else:
            QTimer.singleShot(TRAY_PATIENCE, self, self._show_without_tray)
        self.desk.open()
        self._call.start()

    def close(self) -> None:
        """Ends the subscription, waits for running calls, and lets go of the window."""
        self._call.close()
        self.tray.close()
        self.desk.close()
        for window in (self.recall, self.window):
            window.hide()
            window.deleteLater()
        self.language.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _build_overlay(self) -> Overlay:
        made = Overlay(self.desk)
        self.theme.dress(made)
        made.opened.connect(self.window.come_forward)
        return made

    def _speak_anew(self) -> None:
        """The window and the overlay are events of their own, so that neither holds up the other."""
        self.window.speak_anew()
        QTimer.singleShot(0, self, self._recall_anew)

    def _recall_anew(self) -> None:
        self.recall.hide()
        self.recall.deleteLater()
        self.recall = self._build_overlay()
        self.tray.look()

    def _called(self, token: str) -> None:
        """The shortcut was pressed: the overlay comes, or goes when it is there."""
        if token:
            # Qt hands it to a Wayland desktop when the window asks for the keyboard.
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        focus = QApplication.focusWidget()
        if isinstance(focus, QKeySequenceEdit):
            # They are pressed to be chosen, and never reach the field by themselves.
            focus.setKeySequence(QKeySequence(self._call.keys))
            return
        self.recall.appear()

    def show_view(self, view: str, subject: str = "") -> None:
        """Shows the overlay, or the window with another view."""
        if view == RECALL:
            self.recall.appear()
        elif view != TRAY:
            self.window.come_forward(view, subject)

    def _show_requested(self, event: ShowRequested) -> None:
        self.show_view(event.view or "chat", event.subject)

    def _status_changed(self, status: Status) -> None:
        if status.state is State.UNLOCKED:
            self._showed = True
        else:
            self._was_shut("")

    def _was_shut(self, _why: str) -> None:
        """The safe was shut: what of it may still be here goes, with the whole process where that is possible."""
        if not self._showed:
            return
        clear_clipboard(QGuiApplication.clipboard())
        if self._restart is None:
            return
        self.window.keep_place()
        self._settings.sync()
        self._restart(self._stand())

    def _stand(self) -> Stand:
        window = self.window
        view = window.house.current_name if window.house is not None else "chat"
        hidden = not window.isVisible() and self.tray.present
        # A dialog of ours may have the keyboard.
        return Stand(view, hidden, self._application.activeWindow() is not None)

    def _show_without_tray(self) -> None:
        if not self.tray.present and not self.window.isVisible() and not self.recall.isVisible():
            self.window.come_forward()

    def _put_away(self) -> None:
        """A closed window lives on in the tray; without a tray nobody would find it again, so Reverie's window ends."""
        if not self.tray.present:
            self._application.quit()


def clear_clipboard(clipboard: QClipboard) -> None:
    """Takes out of the clipboard what was copied here: what came out of the safe does not stay outside a shut one."""
    for mode, ours in (
        (QClipboard.Mode.Clipboard, clipboard.ownsClipboard()),
        (QClipboard.Mode.Selection, clipboard.ownsSelection()),
    ):
        if ours:
            clipboard.clear(mode)


def start(
    argv: Sequence[str],
    connect: Connect,
    subscribe: Subscribe,
    first_view: str = "chat",
    settings: QSettings | None = None,
    hotkeys: Choose | None = None,
    autostart: Autostart | None = None,
) -> int:
    """Runs the window until the person quits; returns the exit code.

    `connect()` returns a client of the keeper, starting a (locked) keeper when there is none; it and every call may
    take long and are made off the window's thread. `subscribe(callback)` begins to deliver events from its own thread
    and returns what ends that. Both are called again after the keeper was locked or died. `first_view` is chat,
    recall, tray, timeline, memories, privacy, health or settings. `settings` keeps look and geometry, never content.
    `hotkeys` gives this desktop's way to be called from anywhere, `autostart` its way of starting at a login.

    When the safe is locked the process replaces itself by a fresh one, which shows the unlock page (`ui.again`).
    """
    stand = again.taken()
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(list(argv))
    application.setApplicationName("Reverie")
    application.setQuitOnLastWindowClosed(False)
    QGuiApplication.setDesktopFileName("reverie")
    application.setWindowIcon(icons.icon("reverie"))
    shielding.shield(application)
    view = stand.view if stand is not None else first_view
    session = Session(
        application, connect, subscribe, view, settings or _settings(), again.start, hotkeys, autostart
    )
    session.open(stand)
    code = application.exec()
    clear_copies(session.desk)
    session.close()
    return code


def _settings() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Reverie", "window")
