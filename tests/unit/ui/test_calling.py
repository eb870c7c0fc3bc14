"""The shortcut that calls the window from anywhere."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.hotkeys.none import NoHotkey
from app.interfaces import Pressed
from tests.fakes.small_world import SmallWorld
from ui.application import Session

WAIT = 10_000


class HeldHotkey:
    """A shortcut that a test presses, on a thread of its own."""

    problem = ""

    def __init__(self) -> None:
        self.trigger = ""
        self.held = False

    def start(self, pressed: Pressed) -> None:
        self.pressed, self.trigger, self.held = pressed, "Ctrl+Alt+M", True

    def close(self) -> None:
        self.held = False

    def press(self, token: str) -> None:
        thread = threading.Thread(target=self.pressed, args=(token,))
        thread.start()
        thread.join()


@pytest.fixture
def hotkey() -> HeldHotkey:
    return HeldHotkey()


@pytest.fixture
def called(
    qapp: QApplication, world: SmallWorld, settings: QSettings, hotkey: HeldHotkey
) -> Iterator[Session]:
    made = Session(qapp, lambda: world.reverie, world.reverie.subscribe, "timeline", settings, hotkey=hotkey)
    made.open()
    yield made
    made.close()
    made.deleteLater()
    assert not hotkey.held


def test_a_press_brings_the_overlay_and_leaves_the_window_where_it_is(
    qtbot: QtBot, called: Session, hotkey: HeldHotkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "")
    window = called.window
    qtbot.waitUntil(lambda: window.house is not None, timeout=WAIT)
    window.hide()

    hotkey.press("wake-7")

    qtbot.waitUntil(called.recall.isVisible, timeout=WAIT)
    assert not window.isVisible()
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "wake-7"


def test_the_health_page_names_the_keys_or_says_why_there_are_none(qtbot: QtBot, called: Session) -> None:
    window = called.window
    qtbot.waitUntil(lambda: window.house is not None, timeout=WAIT)
    assert window.house is not None
    window.house.open("health")
    qtbot.waitUntil(lambda: "Ctrl+Alt+M" in _texts(called), timeout=WAIT)

    called.desk.hotkey = NoHotkey("There are none.")
    window.house.current._show(called.desk.status)  # type: ignore[attr-defined]  # the page of health

    assert "There are none." in _texts(called)


def _texts(session: Session) -> list[str]:
    return [label.text() for label in session.window.findChildren(QLabel)]
