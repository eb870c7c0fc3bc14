"""The news crosses from a foreign thread to Qt's."""

from __future__ import annotations

import threading
from uuid import uuid4

from pytestqt.qtbot import QtBot

from app.events import (
    AnswerGrew,
    Forgotten,
    Locked,
    MemoriesChanged,
    ObservationKept,
    SettingsChanged,
    ShowRequested,
    StatusChanged,
)
from app.interfaces import State, Status
from ui.bridge import Bridge


def test_every_event_leaves_by_its_own_signal_on_qts_thread(qtbot: QtBot) -> None:
    bridge, heard = Bridge(), []
    told = (
        (bridge.status_changed, StatusChanged(Status(State.LOCKED, "/home", 1, "0"))),
        (bridge.observation_kept, ObservationKept("frame", (uuid4(),))),
        (bridge.memories_changed, MemoriesChanged(("one",), ())),
        (bridge.answer_grew, AnswerGrew("a", "so far")),
        (bridge.forgotten, Forgotten((uuid4(),))),
        (bridge.show_requested, ShowRequested("chat")),
        (bridge.settings_changed, SettingsChanged(("timezone",))),
        (bridge.locked, Locked()),
    )
    for signal, _ in told:
        signal.connect(lambda event: heard.append((event, threading.get_ident())))

    def speak() -> None:
        for _, event in told:
            bridge.tell(event)

    speaker = threading.Thread(target=speak, name="speaker")
    speaker.start()
    speaker.join()

    qtbot.waitUntil(lambda: len(heard) == len(told))
    assert heard == [(event, threading.get_ident()) for _, event in told]
