"""The window changes the passphrase and switches the keyring, with the present passphrase only."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.interfaces import Refused
from tests.fakes import small_world
from tests.fakes.small_world import SmallWorld
from ui.house import House
from ui.privacy import PrivacyView
from ui.waysin import WaysIn

WAIT = 10_000
NEW = "quite another one"


@pytest.fixture
def ways(qtbot: QtBot, house: House) -> WaysIn:
    house.open("privacy")
    view = house.view("privacy")
    assert isinstance(view, PrivacyView)
    qtbot.waitUntil(view.ways.switch.isVisible, timeout=WAIT)
    return view.ways


def test_a_new_passphrase_is_typed_twice_and_holds(qtbot: QtBot, ways: WaysIn, world: SmallWorld) -> None:
    ways.present.setText(small_world.PASSPHRASE)
    ways.first.setText(NEW)
    ways.second.setText("quite another two")
    assert not ways.change.isEnabled()
    ways.second.setText(NEW)

    qtbot.mouseClick(ways.change, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "holds from now on" in ways.told.text(), timeout=WAIT)

    assert ways.present.text() == ways.first.text() == ways.second.text() == ""
    with pytest.raises(Refused):
        world.reverie.unlock(small_world.PASSPHRASE)
    world.reverie.unlock(NEW)


def test_a_wrong_passphrase_changes_nothing_and_is_said(
    qtbot: QtBot, ways: WaysIn, world: SmallWorld
) -> None:
    for field, text in ((ways.present, "a wild guess"), (ways.first, NEW), (ways.second, NEW)):
        field.setText(text)

    qtbot.mouseClick(ways.change, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "does not open" in ways.told.text(), timeout=WAIT)

    world.reverie.unlock(small_world.PASSPHRASE)


def test_the_keyring_is_switched_on_and_off(qtbot: QtBot, ways: WaysIn, world: SmallWorld) -> None:
    assert not ways.switch.isEnabled()
    ways.present.setText(small_world.PASSPHRASE)

    qtbot.mouseClick(ways.switch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ways.switch.text() == "Use the keyring no more", timeout=WAIT)
    assert world.reverie.keyring().on
    assert ways.present.text() == ""

    qtbot.mouseClick(ways.switch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ways.switch.text() == "Use the keyring", timeout=WAIT)
    assert not world.reverie.keyring().on
