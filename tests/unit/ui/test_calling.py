"""The shortcut that calls the overlay from anywhere, and the keys one chooses for it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QKeySequenceEdit, QLabel
from pytestqt.qtbot import QtBot

from app.hotkeys.none import NoHotkey
from tests.fakes.keyboard import Keyboard
from tests.fakes.small_world import SmallWorld
from ui import ops
from ui.application import Session
from ui.calling import Call

WAIT = 10_000


@pytest.fixture
def keyboard() -> Keyboard:
    return Keyboard()


@pytest.fixture
def called(
    qapp: QApplication, world: SmallWorld, settings: QSettings, keyboard: Keyboard
) -> Iterator[Session]:
    made = Session(
        qapp, lambda: world.reverie, world.reverie.subscribe, "timeline", settings, hotkeys=keyboard.choose
    )
    made.open()
    yield made
    made.close()
    made.deleteLater()
    assert not keyboard.held


@pytest.fixture
def call(qtbot: QtBot, called: Session) -> Call:
    qtbot.waitUntil(lambda: called.window.house is not None, timeout=WAIT)
    assert called.desk.call is not None
    return called.desk.call


def test_a_press_brings_the_overlay_and_leaves_the_window_where_it_is(
    qtbot: QtBot, called: Session, call: Call, keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "")
    called.window.hide()

    keyboard.held[0].press("wake-7")

    qtbot.waitUntil(called.recall.isVisible, timeout=WAIT)
    assert not called.window.isVisible()
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "wake-7"


def test_other_keys_are_taken_at_once_and_kept_for_the_next_start(
    qtbot: QtBot, call: Call, keyboard: Keyboard, settings: QSettings
) -> None:
    told: list[str] = []

    call.change("Meta+R", told.append)

    qtbot.waitUntil(lambda: told == [""], timeout=WAIT)
    assert [held.trigger for held in keyboard.held] == ["Meta+R"]
    assert (call.keys, settings.value("hotkey")) == ("Meta+R", "Meta+R")


def test_keys_of_another_program_are_said_and_the_former_ones_stay(
    qtbot: QtBot, call: Call, keyboard: Keyboard
) -> None:
    keyboard.taken.add("Ctrl+Alt+T")
    told: list[str] = []

    call.change("Ctrl+Alt+T", told.append)

    qtbot.waitUntil(lambda: told == ["Another program has Ctrl+Alt+T."], timeout=WAIT)
    assert [held.trigger for held in keyboard.held] == ["Ctrl+Alt+M"]
    assert call.keys == "Ctrl+Alt+M"


def test_there_may_be_no_keys_at_all(
    qtbot: QtBot, call: Call, keyboard: Keyboard, settings: QSettings
) -> None:
    told: list[str] = []

    call.change("", told.append)

    qtbot.waitUntil(lambda: told == [""], timeout=WAIT)
    assert keyboard.held == []
    again = Call(keyboard.choose, settings, ops.Pool(call), call)
    again.start()
    assert keyboard.held == []


def test_our_own_keys_pressed_into_the_field_choose_them_and_call_nothing(
    qtbot: QtBot, called: Session, call: Call, keyboard: Keyboard
) -> None:
    field = QKeySequenceEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus, timeout=WAIT)

    keyboard.held[0].press("")

    qtbot.waitUntil(lambda: field.keySequence().toString() == "Ctrl+Alt+M", timeout=WAIT)
    assert not called.recall.isVisible()


def test_the_health_page_names_the_keys_or_says_why_there_are_none(
    qtbot: QtBot, called: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = called.window
    qtbot.waitUntil(lambda: window.house is not None, timeout=WAIT)
    assert window.house is not None
    window.house.open("health")
    qtbot.waitUntil(lambda: "Ctrl+Alt+M" in _texts(called), timeout=WAIT)

    assert called.desk.call is not None
    monkeypatch.setattr(called.desk.call, "hotkey", NoHotkey("There are none."))
    window.house.current._show(called.desk.status)  # type: ignore[attr-defined]  # the page of health

    assert "There are none." in _texts(called)


def _texts(session: Session) -> list[str]:
    return [label.text() for label in session.window.findChildren(QLabel)]
