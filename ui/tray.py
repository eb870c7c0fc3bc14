"""The tray icon: what Reverie does now as an icon and a tooltip, and the shortest ways to change it.

WORKAROUND: an icon made before the panel's watcher started never registers with it, and showing it again does not
help; a new one does. So the availability is looked at every two seconds, and the icon is made anew when it appears.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.interfaces import Status
from ui import forgetting, icons, pausing
from ui.desk import Desk

LOOK = 2000
"""Milliseconds between two looks whether there is a tray."""

PLACES = ("recall", "chat", "timeline", "memories", "settings")


class Click:
    """What a click on the icon opens: what the person chose, the chat when nothing was. Kept beside the look."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @property
    def opens(self) -> str:
        """One of PLACES."""
        kept = str(self._settings.value("tray", PLACES[1]))
        return kept if kept in PLACES else PLACES[1]

    def choose(self, place: str) -> None:
        """Opens that from now on, in this and later starts."""
        self._settings.setValue("tray", place)


class News:
    """Whether the desktop may say that Reverie needs its user; it may, unless the person chose otherwise."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @property
    def wanted(self) -> bool:
        """What was chosen."""
        return str(self._settings.value("notifications", "true")).casefold() == "true"

    def choose(self, wanted: bool) -> None:
        """Holds from now on, in this and later starts."""
        self._settings.setValue("notifications", "true" if wanted else "false")


def names_of_places() -> dict[str, str]:
    """What each of PLACES is called."""
    return {
        "recall": _tr("Open recall"),
        "chat": _tr("Ask"),
        "timeline": _tr("Timeline"),
        "memories": _tr("Memories"),
        "settings": _tr("Settings"),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("Tray", text)


class Tray(QObject):
    """Keeps an icon in the tray whenever there is one. Emits `opened(view)` and `quit`; the lock goes to the desk.

    When Reverie begins to need its user, and the person wants to hear of it, the desktop says so, without content.
    """

    opened = Signal(str)
    quit = Signal()

    def __init__(self, desk: Desk, click: Click, news: News) -> None:
        super().__init__(desk)
        self._desk = desk
        self._click = click
        self._news = news
        self._needed = False
        self._icon: QSystemTrayIcon | None = None
        self._menu = QMenu()
        self._menu.aboutToShow.connect(self._fill)
        self._fill()
        desk.status_changed.connect(self._show)
        desk.shut.connect(lambda _why: self._show(None))
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    @property
    def present(self) -> bool:
        """Whether a person can find us in a tray now."""
        return self._icon is not None

    @property
    def menu(self) -> QMenu:
        """The menu, filled anew each time it opens."""
        return self._menu

    @property
    def tooltip(self) -> str:
        """What the icon says now, and by which rule something is hidden."""
        return "\n".join(filter(None, (self._told, pausing.hidden(self._desk.status))))

    @property
    def _told(self) -> str:
        return self.tr("Reverie: {0}").format(pausing.told(self._desk.status, self._desk))

    def look(self) -> None:
        """Makes the icon when a tray appeared, lets go of it when the tray went, renews the countdown."""
        there = QSystemTrayIcon.isSystemTrayAvailable()
        if there and self._icon is None:
            self._make()
        elif not there and self._icon is not None:
            self._icon.deleteLater()
            self._icon = None
        elif self._icon is not None:
            self._icon.setToolTip(self.tooltip)

    def close(self) -> None:
        """Takes the icon away; nothing is looked at any more."""
        self._timer.stop()
        if self._icon is not None:
            self._icon.hide()

    def _make(self) -> None:
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(lambda: self.opened.emit("health"))
        self._show(self._desk.status)
        self._icon.show()

    def _show(self, status: Status | None) -> None:
        if self._icon is not None:
            self._icon.setIcon(icons.icon(pausing.drawing(status)))
            self._icon.setToolTip(self.tooltip)
        self._tell(pausing.needs_user(status))

    def _tell(self, needed: bool) -> None:
        """Lets the desktop say once that Reverie needs its user; what is wrong is read in the window."""
        if needed and not self._needed and self._icon is not None and self._news.wanted:
            self._icon.showMessage(
                self.tr("Reverie needs you"),
                self.tr("Something keeps it from remembering. Health says what, and what to do."),
                self._icon.icon(),
            )
        self._needed = needed

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.opened.emit(self._click.opens)

    def _fill(self) -> None:
        self._menu.clear()
        for told in (self._told, pausing.hidden(self._desk.status)):
            if told:
                # An ampersand would be taken for a key to press.
                self._menu.addAction(told.replace("&", "&&")).setEnabled(False)
        self._menu.addSeparator()
        if self._desk.unlocked:
            pausing.fill(self._menu, self._desk)
            forgetting.fill(self._menu.addMenu(self.tr("Forget")), self._desk)
            self._menu.addSeparator()
        pausing.fill_locked(self._menu, self._desk)
        for view, name in names_of_places().items():
            self._menu.addAction(name).triggered.connect(lambda _on=False, view=view: self.opened.emit(view))
        self._menu.addSeparator()
        if self._desk.unlocked:
            self._menu.addAction(self.tr("Lock now")).triggered.connect(self._lock)
        self._menu.addAction(self.tr("Quit")).triggered.connect(self.quit)

    def _lock(self) -> None:
        self._desk.lock()
