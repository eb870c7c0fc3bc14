"""The tray and the unlock page say whether a locked Reverie remembers, how much waits, and why not."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.interfaces import Recording, State, Status
from tests.fakes.small_world import SmallWorld
from ui import pausing, sealed_box
from ui.application import Session
from ui.house import House

WAIT = 10_000


@pytest.mark.parametrize(
    ("recording", "waiting", "said"),
    [
        (Recording.OFF, 0, "Locked, not remembering"),
        (Recording.OFF, 2, "Locked, not remembering (2 moments waiting)"),
        (Recording.RECORDING, 12, "Locked, remembering into a sealed box (12 moments waiting)"),
        (Recording.RECORDING, 1, "Locked, remembering into a sealed box (1 moment waiting)"),
        (Recording.NO_ROOM, 0, "Locked, not remembering: the disk is nearly full"),
        (Recording.FULL, 1200, "Locked, not remembering: the sealed box is full (1,200 moments waiting)"),
    ],
)
def test_a_locked_reverie_says_whether_it_remembers(recording: Recording, waiting: int, said: str) -> None:
    status = Status(State.LOCKED, "/home/you", 1, "0", recording, waiting=waiting)

    assert sealed_box.told(status) == said


def test_nothing_is_said_of_a_sealed_box_while_the_safe_is_open() -> None:
    status = Status(State.UNLOCKED, "/home/you", 1, "0", Recording.RECORDING, waiting=3)

    assert sealed_box.told(status) == ""
    assert not sealed_box.goes_on(status)
    assert not sealed_box.goes_on(None)


def test_a_disk_nearly_full_is_said_by_the_tray_and_drawn_as_something_to_do(
    session: Session, house: House, world: SmallWorld
) -> None:
    status = world.reverie.set_status(recording=Recording.NO_ROOM)

    assert pausing.drawing(status) == "tray-attention"
    assert pausing.told(status, session.desk) == "Not remembering: the disk is nearly full"


def test_remembering_while_locked_can_be_stopped_from_the_tray(
    qtbot: QtBot, session: Session, house: House, world: SmallWorld
) -> None:
    world.reverie.lock()
    world.reverie.set_status(recording=Recording.RECORDING, waiting=12)
    qtbot.waitUntil(lambda: sealed_box.goes_on(session.desk.status), timeout=WAIT)
    assert "12 moments waiting" in session.tray.tooltip
    session.tray.menu.aboutToShow.emit()
    (stop,) = [action for action in session.tray.menu.actions() if action.text().startswith("Stop")]

    stop.trigger()

    qtbot.waitUntil(lambda: not sealed_box.goes_on(session.desk.status), timeout=WAIT)
    session.tray.menu.aboutToShow.emit()
    assert "Stop remembering while locked" not in [action.text() for action in session.tray.menu.actions()]
    assert session.tray.tooltip == "Reverie: Locked, not remembering (12 moments waiting)"
