"""The news on Qt's thread: events come from a foreign thread through `tell`, and leave as one signal for each type."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from app import events


class Bridge(QObject):
    """Carries events to the window. Lives on Qt's thread as long as the application; `tell` may be called anywhere.

    Each signal carries the event: `status_changed`, `observation_kept`, `memories_changed`, `answer_grew`,
    `forgotten`, `show_requested`, `settings_changed`, `locked`.
    """

    status_changed = Signal(object)
    observation_kept = Signal(object)
    memories_changed = Signal(object)
    answer_grew = Signal(object)
    forgotten = Signal(object)
    show_requested = Signal(object)
    settings_changed = Signal(object)
    locked = Signal(object)
    _told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def tell(self, event: events.Event) -> None:
        """Passes an event on, from any thread; the signals follow on Qt's thread."""
        self._told.emit(event)

    def _pass_on(self, event: events.Event) -> None:
        match event:
            case events.StatusChanged():
                self.status_changed.emit(event)
            case events.ObservationKept():
                self.observation_kept.emit(event)
            case events.MemoriesChanged():
                self.memories_changed.emit(event)
            case events.AnswerGrew():
                self.answer_grew.emit(event)
            case events.Forgotten():
                self.forgotten.emit(event)
            case events.ShowRequested():
                self.show_requested.emit(event)
            case events.SettingsChanged():
                self.settings_changed.emit(event)
            case events.Locked():
                self.locked.emit(event)
