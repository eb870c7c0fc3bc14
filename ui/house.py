"""What the window shows while the safe is open: the navigation, the views, the evidence over them, the status strip."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu, QSizePolicy, QStackedWidget, QToolButton, QWidget
from shiboken6 import isValid

from app.interfaces import Recording, Refused, Status
from ui import pausing, pieces, theme
from ui.chat.view import ChatView
from ui.days.view import DaysView
from ui.desk import Desk, Exhibit
from ui.evidence import EvidenceView
from ui.memories.view import MemoriesView
from ui.pictures import Pictures
from ui.privacy import PrivacyView
from ui.settings.own import Own
from ui.settings.view import SettingsView
from ui.status import HealthView
from ui.timeline.view import TimelineView

SETTINGS_KEYS = "Ctrl+,"

TROUBLE_FOR = 12_000
"""Milliseconds a refusal stays in the strip."""

ASK = "ask"
# Asks its subject at once.
QUESTIONS = ("chat", "recall", ASK)
# Opens the chat with a conversation that is there already.
THREAD = "thread"
"""The views that mean: ask something."""


@dataclass(frozen=True, slots=True)
class Room:
    """A view one can go to: its name for events, its title, its icon, how it is made, keys if not Ctrl and a number.

    One `in_parts` dresses its parts by itself.
    """

    name: str
    title: str
    icon: str
    build: Callable[[], QWidget]
    keys: str = ""
    in_parts: bool = False


class StatusStrip(QFrame):
    """The line at the bottom: what the recorder does, pausing, what is still to digest, which model answers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme.look(self, "strip")
        self.setFixedHeight(40)
        self._dot = pieces.label("●")
        self._said = pieces.label("", "quiet")
        self.pause = pieces.IconButton("pause", self.tr("Pause"), None, 16)
        self.pause.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self._trouble = pieces.Elided("", "warn")
        self._digest = pieces.label("", "quiet")
        self._model = pieces.label("", "quiet")
        inside = pieces.row(self, 0)
        inside.setContentsMargins(16, 0, 16, 0)
        for widget in (self._dot, self._said, self.pause, self._trouble, self._digest, self._model):
            inside.addWidget(widget, 1 if widget is self._trouble else 0)
        self._hush = QTimer(self, interval=TROUBLE_FOR, singleShot=True)
        self._hush.timeout.connect(lambda: self._trouble.say(""))
        self.pause.clicked.connect(self._pressed)
        desk.status_changed.connect(self.show_status)
        desk.trouble.connect(self.say)

    def say(self, refusal: Refused) -> None:
        """Says what was refused, for a while."""
        self._trouble.say(refusal.message)
        self._hush.start()

    def show_status(self, status: Status) -> None:
        """Shows what is true now."""
        theme.look(self._dot, _tone(status))
        self._said.setText(pausing.told(status, self._desk))
        self.setAccessibleName(self._said.text())
        waiting = status.recording in (Recording.PAUSED, Recording.OFF)
        self.pause.wear(
            "play" if waiting else "pause", self.tr("Remember again") if waiting else self.tr("Pause")
        )
        self.pause.setMenu(None if waiting else self._menu)  # type: ignore[arg-type]  # Qt takes null for "no menu"
        self._digest.setText(self.tr("%Ln to digest", "", status.pending_jobs) if status.pending_jobs else "")
        self._model.setText(status.model or self.tr("no language model"))

    def _pressed(self) -> None:
        if self.pause.menu() is None:
            pausing.resume(self._desk)

    def _fill(self) -> None:
        self._menu.clear()
        pausing.fill(self._menu, self._desk)


def _tone(status: Status) -> str:
    if pausing.needs_user(status):
        return "warn"
    return "good" if status.recording is Recording.RECORDING else "muted"


class House(QWidget):
    """The views, made once the safe is open and thrown away when it is shut.

    A view is made in steps, each an event of its own; until then the one before it stays. Emits `arrived` when the
    one that was wanted is there.
    """

    arrived = Signal()

    def __init__(self, desk: Desk, own: Own) -> None:
        super().__init__()
        self._desk = desk
        self._own = own
        theme.look(self, "page")
        self.pictures = Pictures(desk, self)
        self._rooms = self._plan()
        self._views: dict[str, QWidget] = {}
        self._made: dict[str, Generator[None]] = {}
        # Where to go once its view is made: the view's name as it was asked for, and its subject.
        self._coming: tuple[str, str] | None = None
        self._making = QTimer(self, interval=0)
        self._making.timeout.connect(self._go_on)
        self._build()
        desk.wanted.connect(self.open)
        desk.exhibits_wanted.connect(self._look_at)
        if desk.status is not None:
            self.strip.show_status(desk.status)

    @property
    def rooms(self) -> tuple[Room, ...]:
        """The views in the order of the navigation."""
        return self._rooms

    @property
    def current(self) -> QWidget | None:
        """The view shown now: one of the rooms', or the evidence; None until the first one is there."""
        shown: QWidget | None = self._stack.currentWidget()
        return shown

    @property
    def current_name(self) -> str:
        """The name of the room that is open, also while evidence lies over it."""
        return next((name for name, button in self._buttons.items() if button.isChecked()), "chat")

    @property
    def is_empty(self) -> bool:
        """Whether no view was wanted yet."""
        return not any(button.isChecked() for button in self._buttons.values())

    @cached_property
    def evidence(self) -> EvidenceView:
        """The evidence viewer, made when something is first looked at."""
        viewer = EvidenceView(self._desk, self.pictures)
        self._own.theme.dress(viewer)
        viewer.closed.connect(self._close_evidence)
        self._stack.addWidget(viewer)
        return viewer

    def view(self, name: str) -> QWidget:
        """The view of a room, made when it is first wanted; at once, whatever it takes."""
        while name not in self._views:
            self._step(name)
        if self._coming is not None and _room_of(self._coming[0]) == name:
            self._arrive()
        return self._views[name]

    def open(self, view: str, subject: str = "") -> None:
        """Goes to a view; `subject` is a question for the chat, a thread's name, or the id of a frame or memory.

        One that is not made yet is shown a few events later.
        """
        if _room_of(view) not in self._buttons:
            view = "chat"
        self._coming = view, subject
        self._buttons[_room_of(view)].setChecked(True)
        if _room_of(view) in self._views:
            self._arrive()
        else:
            self._making.start()

    def _go_on(self) -> None:
        """Makes the next step to the view that is wanted, or shows it."""
        name = _room_of(self._coming[0]) if self._coming is not None else ""
        if name in self._views:
            self._arrive()
        elif name:
            self._step(name)

    def _step(self, name: str) -> None:
        """One step of making the view of a room."""
        if name not in self._made:
            self._made[name] = self._make(next(room for room in self._rooms if room.name == name))
        next(self._made[name], None)

    def _make(self, room: Room) -> Generator[None]:
        view = room.build()
        try:
            yield
            if not room.in_parts:
                self._own.theme.dress(view)
                yield
        except GeneratorExit:
            # The house is left: what is half made belongs to nobody else.
            if isValid(view):
                view.deleteLater()
            raise
        self._stack.addWidget(view)
        self._views[room.name] = view

    def _arrive(self) -> None:
        """Shows the view that was wanted, and hands it its subject."""
        self._making.stop()
        if self._coming is None:
            return
        (view, subject), self._coming = self._coming, None
        shown = self._views[_room_of(view)]
        self._stack.setCurrentWidget(shown)
        if view == THREAD and isinstance(shown, ChatView):
            shown.open_thread(subject)
        elif view == ASK and subject and isinstance(shown, ChatView):
            shown.ask(subject)
        else:
            _greet(shown, subject)
        self.arrived.emit()

    def step_back(self) -> None:
        """One level back: out of the evidence, out of finding, or to the view's beginning."""
        if isinstance(self.current, EvidenceView):
            self._close_evidence()
        elif isinstance(self.current, TimelineView | SettingsView):
            self.current.step_back()

    def leave(self) -> None:
        """Lets go of everything that was read from the safe, one view after the other and the house last."""
        self.pictures.clear()
        self._making.stop()
        for making in self._made.values():
            making.close()
        self.hide()
        for view in self._views.values():
            view.deleteLater()
        self.deleteLater()

    def _plan(self) -> tuple[Room, ...]:
        desk, pictures = self._desk, self.pictures
        return (
            Room("chat", self.tr("Chat"), "chat", lambda: ChatView(desk, pictures)),
            Room("timeline", self.tr("Timeline"), "timeline", lambda: TimelineView(desk, pictures)),
            Room("memories", self.tr("Memories"), "memories", lambda: MemoriesView(desk, pictures)),
            Room("days", self.tr("Days"), "days", lambda: DaysView(desk, pictures)),
            Room("privacy", self.tr("Privacy"), "privacy", lambda: PrivacyView(desk)),
            Room("health", self.tr("Health"), "health", lambda: HealthView(desk)),
            Room(
                "settings",
                self.tr("Settings"),
                "settings",
                lambda: SettingsView(desk, self._own),
                SETTINGS_KEYS,
                in_parts=True,
            ),
        )

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self.strip = StatusStrip(self._desk)
        navigation = self._build_navigation()
        for part in (navigation, self.strip):
            self._own.theme.dress(part)
        beside = pieces.row(None, 0, 0)
        beside.addWidget(navigation)
        beside.addWidget(self._stack, 1)
        body = pieces.column(self, 0, 0)
        body.addLayout(beside, 1)
        body.addWidget(self.strip)

    def _build_navigation(self) -> QWidget:
        frame = QFrame()
        theme.look(frame, "nav")
        frame.setFixedWidth(88)
        inside = pieces.column(frame, theme.GRID, 4)
        self._buttons: dict[str, pieces.IconButton] = {}
        group = QButtonGroup(frame)
        for at, room in enumerate(self._rooms):
            button = self._navigation_button(room, at + 1)
            group.addButton(button)
            inside.addWidget(button)
            self._buttons[room.name] = button
        inside.addStretch(1)
        inside.addWidget(self._build_lock(), 0, Qt.AlignmentFlag.AlignHCenter)
        return frame

    def _navigation_button(self, room: Room, number: int) -> pieces.IconButton:
        button = pieces.IconButton(room.icon, room.title, lambda: self.open(room.name), 24)
        theme.look(button, "nav")
        button.setText(room.title)
        button.setToolTip(f"{room.title} ({room.keys or f'Ctrl+{number}'})")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setCheckable(True)
        return button

    def _build_lock(self) -> QWidget:
        return pieces.IconButton("lock", self.tr("Lock now"), self._lock)

    def _lock(self) -> None:
        self._desk.lock()

    def _look_at(self, exhibits: list[Exhibit], at: int) -> None:
        if not self._views:
            # There must be something to go back to.
            self.view(self.current_name)
        if (shown := self.current) is not None and not isinstance(shown, EvidenceView):
            self._before = shown
        self._stack.setCurrentWidget(self.evidence)
        self.evidence.look_at(exhibits, at)

    def _close_evidence(self) -> None:
        self._stack.setCurrentWidget(self._before)


def _room_of(view: str) -> str:
    """The name of the room that a view is asked for by."""
    return "chat" if view in (*QUESTIONS, THREAD) else view


def _greet(view: QWidget, subject: str) -> None:
    """Hands a view the subject it was opened with."""
    if isinstance(view, ChatView):
        if subject:
            view.propose(subject)
        view.focus_ask()
    elif isinstance(view, TimelineView):
        view.tape.setFocus()
        if subject:
            view.open_frame(UUID(subject))
    elif isinstance(view, MemoriesView) and subject:
        view.open_memory(UUID(subject))
